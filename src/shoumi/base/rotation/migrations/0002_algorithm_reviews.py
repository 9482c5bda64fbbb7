"""Make the table of reviews of the algorithms.

Safe while the old code runs: adds a table that the old code does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rotation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlgorithmReview",
            fields=[
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("algorithms", models.JSONField()),
                ("weak", models.JSONField()),
                (
                    "decision",
                    models.CharField(
                        choices=[("keep", "keep"), ("replace", "replace")], max_length=8
                    ),
                ),
                ("reviewed_by", models.CharField(max_length=53)),
                ("approved_by", models.CharField(max_length=53)),
                ("reviewed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["-position"], name="rotation_newest_review")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("reviewed_at"))),
                        name="rotation_review_is_due_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reviewed_by", models.F("approved_by")), _negated=True),
                        name="rotation_review_takes_two",
                    ),
                ],
            },
        ),
    ]
