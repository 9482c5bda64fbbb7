"""How many minors are in a package, for whoever releases it.

Safe while the old code runs: the column may be empty, and then nothing is said of it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0004_covered_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="package",
            name="minors",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
