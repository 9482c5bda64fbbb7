"""Authenticate the hosts that may be called: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and what it puts on the list is called by nobody
until the home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("egress", "0002_authenticated_asks"),
    ]

    operations = [
        migrations.AddField(
            model_name="host",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="host",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
