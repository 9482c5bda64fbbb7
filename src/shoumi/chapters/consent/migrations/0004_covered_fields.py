"""Which registered fields the categories of a notice cover.

Safe while old code runs: it writes none, and such a notice is read by its words.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0003_superseded_campaigns"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="categories",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
