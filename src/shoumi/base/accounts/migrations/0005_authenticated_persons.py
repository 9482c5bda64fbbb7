"""Authenticate persons: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and whom it enrols or retires has no role until
the home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_authenticated_asks"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
