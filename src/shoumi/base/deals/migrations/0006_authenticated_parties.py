"""Authenticate the parties of a deal: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and what it names speaks for nobody until the
home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0005_authenticated_filings"),
    ]

    operations = [
        migrations.AddField(
            model_name="party",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="party",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
