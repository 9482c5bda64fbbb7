"""Authenticate the rows that open doors: the position of their newest entry, and a code.

Safe while old code runs: it leaves both empty, and what it writes states nothing until the home is
upgraded.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0002_approved_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
    ]
