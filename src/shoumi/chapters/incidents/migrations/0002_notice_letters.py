"""Create the table of the letters by which people are told of an incident.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeLetters",
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
                ("breach", models.CharField(max_length=40)),
                ("notice", models.CharField(max_length=40)),
                ("deal", models.CharField(max_length=40)),
                ("batch", models.CharField(max_length=40, unique=True)),
                ("task", models.CharField(max_length=40)),
                ("people", models.PositiveBigIntegerField()),
                ("reached", models.PositiveBigIntegerField(default=0)),
                ("lost", models.PositiveBigIntegerField(default=0)),
                ("begun_by", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", models.F("reached") + models.F("lost"))),
                        name="no_letter_counts_twice",
                    )
                ],
            },
        ),
    ]
