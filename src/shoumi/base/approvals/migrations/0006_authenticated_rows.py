"""Authenticate what a second person said yes to: the position of its newest entry, and a code.

Safe while the old code runs: it leaves both empty, and what it writes opens nothing until the home
is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0005_copy_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="approval",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
