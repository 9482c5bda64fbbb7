"""Authenticate emergencies: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and who opened one opens no other until the home
is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("emergency", "0001_emergencies"),
    ]

    operations = [
        migrations.AddField(
            model_name="emergency",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="emergency",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
