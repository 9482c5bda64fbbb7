"""Which long acts there are, the cards say.

Safe while old code runs: the choices are the code's, the column stays as it is.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_reminders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="errand", name="kind", field=models.CharField(max_length=20)
        ),
    ]
