"""Authenticate requests for roles: the position of their entry, and a code.

Safe while the old code runs: it leaves both empty, and what it writes opens nothing until the home
is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="ask",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="ask",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
