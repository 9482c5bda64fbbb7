"""An index for whose retention is over.

Safe while the old code runs: it asks the same, and only faster.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0004_minors"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["retention_until"], name="subject_of_retention"),
        ),
    ]
