"""Who opened a task, and the second person of one that somebody opened for himself or herself.

Safe while old code runs: the columns have defaults in the database.  What is open already needs no
second person, and ends with the longest life of its purpose.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0003_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="confirmed_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=53),
        ),
        migrations.AddField(
            model_name="task",
            name="is_internal",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="task",
            name="needs_second",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="task",
            name="opened_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=53),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                    models.Q(
                        models.Q(("confirmed_by", ""), _negated=True),
                        ("confirmed_at__isnull", False),
                        ("needs_second", True),
                    ),
                    _connector="OR",
                ),
                name="a_confirmed_task_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", ""),
                    models.Q(("confirmed_by", models.F("opened_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_task_is_confirmed_by_another",
            ),
        ),
    ]
