"""Create the table of drills that begin at a minute nobody knows.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0006_drill_injects"),
    ]

    operations = [
        migrations.CreateModel(
            name="DrawnDrill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("told", models.JSONField()),
                ("account", models.CharField(max_length=40)),
                ("injects", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("seed", models.CharField(max_length=40)),
                ("commitment", models.CharField(max_length=64)),
                ("position", models.BigIntegerField()),
                ("arranged_by", models.CharField(max_length=40)),
                ("arranged_at", models.DateTimeField()),
                ("said", models.CharField(blank=True, default="", max_length=64)),
                ("breach", models.CharField(blank=True, default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("arranged_by",),
                        name="one_drawn_drill_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="drawn_drill_has_a_window",
                    ),
                ],
            },
        ),
    ]
