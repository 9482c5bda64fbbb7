"""Notices of leaving.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conduct", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeavingNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("person", models.CharField(max_length=40)),
                ("given_on", models.DateField()),
                ("noted_by", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(default="", max_length=40)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person",),
                        name="one_running_notice_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_withdrawn_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("noted_by", models.F("person")), _negated=True),
                        name="nobody_notes_an_own_notice",
                    ),
                ],
            },
        ),
    ]
