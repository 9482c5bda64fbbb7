"""List the people of a deal page by page without sorting them all.

Safe while old code runs: it adds and reads as before.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subjects", "0006_set_aside")]

    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["deal", "id"], name="subject_of_deal_in_order"),
        ),
    ]
