"""A restriction may end with the consent that was withdrawn.

Safe while the old code runs: nothing in the database changes, and it shows such an ending as a code.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules.restrictions

_ENDINGS = (
    "REFUSED", "TAKEN_BACK", "AGREED", "RENEWED", "SORTED", "WITHDRAWN", "CLOSED", "NO_GROUND",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0009_enclosed_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="restriction",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    (shoumi.chapters.feedback.rules.restrictions.Ending[one],) * 2
                    for one in _ENDINGS
                ],
                default="",
                max_length=10,
            ),
        ),
    ]
