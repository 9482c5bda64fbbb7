"""A line of a record may be the recording of a call.

Safe while the old code runs: nothing in the database changes, and it shows such a line as a code.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules

_PARTS = (
    "RECEIVED", "ATTACHED", "NOTE", "ASKED", "ADDED", "EXTENDED", "REPLY", "REFUSAL", "CHAT",
    "CALL",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0008_text_replies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="communication",
            name="part",
            field=models.CharField(
                choices=[(shoumi.chapters.feedback.rules.Part[one],) * 2 for one in _PARTS],
                max_length=8,
            ),
        ),
    ]
