"""Create the tables of witness and checkpoints.

Safe while old code runs: adds two tables and touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("signed", models.TextField()),
                ("cosigned", models.TextField(blank=True)),
                ("witnessed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("first_asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_size", models.BigIntegerField(default=0)),
                ("refused_status", models.PositiveSmallIntegerField(default=0)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="anchoring_one_standing"
                    )
                ],
            },
        ),
    ]
