"""Say with which index key a token was made.

Safe while the old code runs: the database fills the column with the only epoch there was.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="token",
            name="epoch",
            field=models.PositiveIntegerField(
                db_default=1, help_text="of the index key it is made with"
            ),
        ),
    ]
