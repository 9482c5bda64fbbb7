"""Create the table of addresses that refused tries came from.

Safe while the old code runs: adds a table that it does not write.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0003_authenticated_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("address", models.CharField(max_length=45)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
