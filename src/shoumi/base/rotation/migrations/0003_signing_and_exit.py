"""Signing keys, and all that somebody who left could reach, are replaced as one rotation.

Safe while the old code runs: the database holds no list of the kinds.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rotation", "0002_algorithm_reviews"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rotation",
            name="what",
            field=models.CharField(
                choices=[
                    ("root", "root"),
                    ("kek", "kek"),
                    ("deal", "deal"),
                    ("data", "data"),
                    ("index", "index"),
                    ("suite", "suite"),
                    ("signing", "signing"),
                    ("exit", "exit"),
                    ("epoch", "epoch"),
                ],
                max_length=8,
            ),
        ),
    ]
