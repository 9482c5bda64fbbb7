"""Authenticate the data sets of a deal: the position of their newest entry, and a code.

Safe while the old code runs: it leaves both empty, and an assessment about what it adds does not
stand until the home is upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0006_authenticated_parties"),
    ]

    operations = [
        migrations.AddField(
            model_name="dataset",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="dataset",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
