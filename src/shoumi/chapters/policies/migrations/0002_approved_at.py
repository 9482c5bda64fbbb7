"""Keep when each approval of a version was given, so that it can wear off.

Safe while the old code runs: adds a column that may be empty; what the old code approved has to be
approved again before the new code publishes it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="approved_at",
            field=models.JSONField(default=dict, null=True),
        ),
    ]
