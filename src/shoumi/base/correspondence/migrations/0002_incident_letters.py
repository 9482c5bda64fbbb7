"""Letters of incidents are an occasion of their own, with a template of their own.

Safe while the old code runs: adds a column with a default of the database; choices are no constraint.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="smsaccount",
            name="incident_template",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="batch",
            name="occasion",
            field=models.CharField(
                choices=[("notice", "notice"), ("reminder", "reminder"), ("incident", "incident")],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="occasion",
            field=models.CharField(
                choices=[("notice", "notice"), ("reminder", "reminder"), ("incident", "incident")],
                max_length=8,
            ),
        ),
    ]
