"""A task of the playbook that was done is a step of an incident.

Safe while the old code runs: choices are no constraint, and the old code offers the others.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_notice_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="breachstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("NOTE", "NOTE"),
                    ("EVIDENCE", "EVIDENCE"),
                    ("LOCKED_OUT", "LOCKED_OUT"),
                    ("ROOMS_SHUT", "ROOMS_SHUT"),
                    ("DEAL_STOPPED", "DEAL_STOPPED"),
                    ("TASKS_CLOSED", "TASKS_CLOSED"),
                    ("MEASURE", "MEASURE"),
                    ("TASK", "TASK"),
                ],
                max_length=20,
            ),
        ),
    ]
