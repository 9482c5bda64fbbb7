"""Authenticate papers on file: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and what it files meets nothing until the home
is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0004_sole_owner_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="filing",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
