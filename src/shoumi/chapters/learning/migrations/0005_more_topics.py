"""Questions may ask about rights, transfers, vendors and incidents as well.

Safe while the old code runs: the column stays as it is; a question of a new topic is asked by
courses of the new code alone.
"""

from django.db import migrations, models

_TOPICS = ("LAW", "POLICY", "MEASURES", "RIGHTS", "TRANSFER", "VENDORS", "INCIDENT")


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0004_sheets_and_pictures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="topic",
            field=models.CharField(choices=[(one, one) for one in _TOPICS], max_length=8),
        ),
    ]
