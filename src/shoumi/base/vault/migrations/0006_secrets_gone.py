"""Count the small secrets that were deleted and may still lie in the file.

Safe while the old code runs: adds a column with a default that the old code does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0005_former_signing_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="setup",
            name="secrets_gone",
            field=models.PositiveIntegerField(
                db_default=0,
                help_text="small secrets deleted since the file was last written anew",
            ),
        ),
    ]
