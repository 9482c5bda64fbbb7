"""Make the table of requests for a second person's yes.

Safe while the old code runs: adds a table that the old code does not know.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("export", "export"),
                            ("handover", "handover"),
                            ("destruction", "destruction"),
                            ("rotation", "rotation"),
                            ("policy", "policy"),
                            ("access", "access"),
                            ("egress", "egress"),
                            ("restore", "restore"),
                            ("audit", "audit"),
                        ],
                        max_length=12,
                    ),
                ),
                ("deal", models.CharField(blank=True, max_length=53)),
                ("parameters", models.TextField()),
                ("before", models.TextField()),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("approved", "approved"),
                            ("turned_down", "turned_down"),
                            ("withdrawn", "withdrawn"),
                            ("used", "used"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("requested_at", models.DateTimeField(db_index=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "position",
                    models.PositiveBigIntegerField(
                        help_text="of the entry that says it was asked for"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "ref"],
                "indexes": [
                    models.Index(fields=["state", "requested_at"], name="approval_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="approval_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None),
                                ("answered_by", None),
                                ("state__in", ["open", "withdrawn"]),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("state__in", ["approved", "turned_down", "used"]),
                            ),
                            _connector="OR",
                        ),
                        name="approval_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "used"), ("used_at__isnull", False)),
                            models.Q(models.Q(("state", "used"), _negated=True), ("used_at", None)),
                            _connector="OR",
                        ),
                        name="approval_used_means_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_at__gte", models.F("requested_at")),
                            _connector="OR",
                        ),
                        name="approval_answered_after_asked",
                    ),
                ],
            },
        ),
    ]
