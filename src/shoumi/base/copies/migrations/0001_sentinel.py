"""The row that is written before each copy and found again in it.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Sentinel",
            fields=[
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("value", models.BinaryField(max_length=32)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", 1)), name="copies_sentinel_one_row"
                    )
                ],
            },
        ),
    ]
