"""The field list of a room.

Safe while old code runs: it writes none, and such a room shows what its level does.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0004_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="fields",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
