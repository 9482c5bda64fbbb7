"""A mail may be known to be signed by the domain of its sender.

Safe while the old code runs: nothing in the database changes, and it shows such a mail as a code.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules.mail_origin

_FOUND = ("YES", "SIGNED", "NO", "UNKNOWN")


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0010_withdrawn"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="genuine",
            field=models.CharField(
                choices=[
                    (shoumi.chapters.feedback.rules.mail_origin.Genuine[one],) * 2 for one in _FOUND
                ],
                max_length=7,
            ),
        ),
    ]
