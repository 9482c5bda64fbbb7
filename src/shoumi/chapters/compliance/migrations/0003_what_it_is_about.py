"""Keep with an assessment what it was signed about: fields, recipients, people.

Safe while old code runs: it leaves them empty, and such an assessment goes by its twelve months.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0002_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="fields_sha256",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="assessment",
            name="people",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="recipients_sha256",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
    ]
