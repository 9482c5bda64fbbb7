"""Runs and looks are put in order by the ledger's positions.

Safe while the old code runs: it reads a few rows more to find the newest.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("backup", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="run", name="backup_run_of_target"),
        migrations.RemoveIndex(model_name="verification", name="backup_verification_of"),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["target", "position"], name="backup_run_in_order"),
        ),
        migrations.AddIndex(
            model_name="verification",
            index=models.Index(fields=["target", "position"], name="backup_look_in_order"),
        ),
    ]
