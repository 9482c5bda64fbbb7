"""Authenticate what is told of people in the clear: a code over the columns that gates rest on.

Safe while the old code runs: it leaves both empty, and whom it stores or changes nobody reads until
the home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0007_deal_in_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="subject",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
