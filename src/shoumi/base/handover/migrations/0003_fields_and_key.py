"""Keep with a package which fields it holds and whose key opens it, as its record says.

Safe while the old code runs: it leaves both empty, and a record then says that they were not kept.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0002_voided"),
    ]

    operations = [
        migrations.AddField(
            model_name="package", name="fields", field=models.JSONField(default=list, db_default=[])
        ),
        migrations.AddField(
            model_name="package",
            name="fingerprint",
            field=models.CharField(default="", db_default="", max_length=64),
        ),
    ]
