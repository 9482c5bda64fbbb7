"""Graces for demands that have lapsed.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attestations", "0003_statement_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Grace",
            fields=[
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("duties", models.JSONField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("transition", "transition"),
                            ("outside", "outside"),
                            ("absence", "absence"),
                            ("repair", "repair"),
                        ],
                        max_length=12,
                    ),
                ),
                ("granted_by", models.CharField(max_length=53)),
                ("approved_by", models.CharField(max_length=53)),
                ("granted_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=53)),
            ],
            options={
                "indexes": [models.Index(fields=["until"], name="grace_until")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("granted_by", models.F("approved_by")), _negated=True),
                        name="grace_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("granted_at"))),
                        name="grace_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grace_ended_by_someone",
                    ),
                ],
            },
        ),
    ]
