"""A token for everything names more scopes than the column took.

Safe while old code runs: it writes fewer characters than the column takes.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bearers", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="token",
            name="scopes",
            field=models.CharField(max_length=2000),
        ),
    ]
