"""Authenticate requests for hosts: the position of their entry, and a code.

Safe while the old code runs: it leaves both empty, and what it writes comes to nothing until the
home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("egress", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="hostask",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="hostask",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
