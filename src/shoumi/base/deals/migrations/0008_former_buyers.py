"""A party may be a buyer that another came in the place of; the columns stay as they are.

Safe while the old code runs: it names no party so, and reads such a one as another holder of data.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0007_authenticated_datasets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="party",
            name="role",
            field=models.CharField(
                choices=[
                    ("TR", "TR"),
                    ("TE", "TE"),
                    ("former_te", "former_te"),
                    ("target", "target"),
                    ("other_holder", "other_holder"),
                    ("vendor", "vendor"),
                ],
                max_length=12,
            ),
        ),
    ]
