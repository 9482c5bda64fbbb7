"""A further kind of long act: the letters of the one reminder.

Safe while old code runs: the choices are the code's, the column stays as it is.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_errands"),
    ]

    operations = [
        migrations.AlterField(
            model_name="errand",
            name="kind",
            field=models.CharField(
                choices=[
                    ("intake_read", "intake_read"),
                    ("intake_take_in", "intake_take_in"),
                    ("handover_seal", "handover_seal"),
                    ("campaign_open", "campaign_open"),
                    ("campaign_send", "campaign_send"),
                    ("campaign_remind", "campaign_remind"),
                    ("room_prepare", "room_prepare"),
                    ("destroy_run", "destroy_run"),
                    ("dossier_export", "dossier_export"),
                ],
                max_length=20,
            ),
        ),
    ]
