"""Which registered fields an assessment covers.

Safe while old code runs: it writes none, and such an assessment covers what rooms showed then.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0003_what_it_is_about"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="fields",
            field=models.JSONField(null=True),
        ),
    ]
