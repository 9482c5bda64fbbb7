"""Create the table of questionnaires that the house owns.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0002_report_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnForm",
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
                ("name", models.CharField(max_length=120)),
                ("version", models.PositiveSmallIntegerField()),
                ("texts", models.JSONField()),
                ("merged", models.JSONField()),
                ("questions", models.CharField(blank=True, default="", max_length=8)),
                ("places", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=dict)),
                ("spellings", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("name",),
                        name="one_form_of_a_name_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("questions", ""), ("version", 0)),
                            models.Q(
                                ("version__gt", 0), models.Q(("questions", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="mapped_form_says_to_what",
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
                        name="form_ended_by_someone",
                    ),
                ],
            },
        ),
    ]
