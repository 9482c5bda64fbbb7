"""What came in a drill may be answered: a word more of what a step is.

Safe while the old code runs: a word that it never writes.
"""

from django.db import migrations, models

import shoumi.chapters.incidents.rules.words as words


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0007_drawn_drills"),
    ]

    operations = [
        migrations.AlterField(
            model_name="breachstep",
            name="kind",
            field=models.CharField(
                choices=[
                    (words.StepKind[name], words.StepKind[name])
                    for name in (
                        "NOTE",
                        "EVIDENCE",
                        "LOCKED_OUT",
                        "ROOMS_SHUT",
                        "DEAL_STOPPED",
                        "TASKS_CLOSED",
                        "MEASURE",
                        "TASK",
                        "ANSWER",
                    )
                ],
                max_length=20,
            ),
        ),
    ]
