"""What people write in an assessment, and what it says of the deal since it was approved.

Safe while the old code runs: it writes neither, and the pages say that nobody wrote anything.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0004_covered_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="written",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="signed",
            field=models.JSONField(null=True),
        ),
    ]
