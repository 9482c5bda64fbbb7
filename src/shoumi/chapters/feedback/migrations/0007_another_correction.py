"""Whoever confirmed a correction is told of another.

Safe while the old code runs: it tells each recipient once, which the new constraint allows.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0006_recipients"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="recipientnotice",
            name="each_recipient_told_once",
        ),
        migrations.AddConstraint(
            model_name="recipientnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", ""), ("let_go_at__isnull", True)),
                fields=("request", "recipient", "wanted"),
                name="each_recipient_waited_for_once",
            ),
        ),
    ]
