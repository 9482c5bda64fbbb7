"""Authenticate requests to let somebody in again: the position of their entry, and a code.

Safe while the old code runs: it leaves both empty, and what it writes comes to nothing until the
home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0002_sign_in_by_a_provider"),
    ]

    operations = [
        migrations.AddField(
            model_name="again",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="again",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
