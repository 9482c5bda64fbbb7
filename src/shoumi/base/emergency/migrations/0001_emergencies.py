"""Create the table of emergencies.

Safe while the old code runs: adds a table and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_person_stops_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("deal", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("task", models.CharField(max_length=40)),
                ("fields", models.JSONField()),
                ("reason", models.CharField(max_length=200)),
                ("quarter", models.CharField(max_length=6)),
                ("number", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("overdue", models.PositiveBigIntegerField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("justified", "justified"), ("not_justified", "not_justified")],
                        max_length=16,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needed", "needed"),
                            ("too_wide", "too_wide"),
                            ("could_wait", "could_wait"),
                            ("wrong_person", "wrong_person"),
                            ("no_ground", "no_ground"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-position"],
                "indexes": [
                    models.Index(fields=["reviewed_at", "due_at"], name="emergency_to_review")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "quarter", "number"), name="emergencies_are_counted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 2)),
                        name="two_emergencies_a_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reviewed_by", models.F("person")), _negated=True),
                        name="emergency_reviewed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("note", ""),
                                ("outcome", ""),
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_review_is_whole",
                    ),
                ],
            },
        ),
    ]
