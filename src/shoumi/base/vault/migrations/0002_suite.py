"""Say which suite a home writes in and which its root rests on.

Safe while the old code runs: adds columns that the database fills with what the old code does.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_keyring")]

    operations = [
        migrations.AddField(
            model_name="setup",
            name="suite",
            field=models.PositiveSmallIntegerField(
                db_default=1, help_text="number of the suite that is written in"
            ),
        ),
        migrations.AddField(
            model_name="setup",
            name="root_suite",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                help_text="number of the suite whose hash the root and its commitment rest on",
            ),
        ),
    ]
