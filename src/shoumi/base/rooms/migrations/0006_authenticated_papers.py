"""Authenticate the documents of rooms: the position of their entry, and a code.

Safe while the old code runs: it leaves both empty, and what it puts into a room is shown to nobody
until the home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0005_covered_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
