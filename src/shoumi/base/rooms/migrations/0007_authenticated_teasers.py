"""Authenticate public summaries as scanned: the position of their entry, and a code.

Safe while the old code runs: it leaves both empty, and no listing counts as clean until the home is
upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0006_authenticated_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="teaser",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="teaser",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
