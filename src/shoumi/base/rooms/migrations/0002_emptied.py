"""Say when what a room showed was destroyed.

Safe while the old code runs: adds a column that may be empty.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rooms", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="room", name="emptied_at", field=models.DateTimeField(null=True)
        ),
    ]
