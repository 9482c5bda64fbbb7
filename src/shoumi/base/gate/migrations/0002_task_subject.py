"""The one person a task is about.

Safe while the old code runs: the column has a default in the database, and a task without a person
means what it meant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gate", "0001_initial")]

    operations = [
        migrations.AddField(
            "task",
            "subject",
            models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
