"""How many rows of a package have which columns, under which notice.

Safe while old code runs: it writes none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0003_fields_and_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="package",
            name="said",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
