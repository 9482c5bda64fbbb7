"""Create the table of what happens in drills.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0005_status_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DrillInject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("breach", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PAGE", "PAGE"),
                            ("MAIL", "MAIL"),
                            ("PHONE", "PHONE"),
                            ("SENSOR", "SENSOR"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("due_at", models.DateTimeField()),
                ("fired_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("fired_at", None)),
                        fields=["due_at"],
                        name="injects_to_come",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("breach", "number"), name="injects_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fired_at__isnull", True),
                            ("fired_at__gte", models.F("due_at")),
                            _connector="OR",
                        ),
                        name="no_inject_comes_early",
                    ),
                ],
            },
        ),
    ]
