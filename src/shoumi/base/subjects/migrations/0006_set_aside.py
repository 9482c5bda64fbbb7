"""A row of a file that has to be mended is sealed as somebody's who is set aside.

Safe while the old code runs: choices are no constraint; the old code sets nobody aside, and counts
those who are as people whom no purpose may read.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0005_retention_index"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subject",
            name="state",
            field=models.CharField(
                choices=[
                    ("ACTIVE", "ACTIVE"),
                    ("EXPIRED", "EXPIRED"),
                    ("FROZEN", "FROZEN"),
                    ("SEALED", "SEALED"),
                    ("EXCLUDED", "EXCLUDED"),
                    ("SET_ASIDE", "SET_ASIDE"),
                    ("DESTROYED", "DESTROYED"),
                ],
                default="ACTIVE",
                max_length=12,
            ),
        ),
    ]
