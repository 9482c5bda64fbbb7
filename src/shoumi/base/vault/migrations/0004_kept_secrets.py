"""Create the table of small secrets that the house keeps beside its keys.

Safe while the old code runs: adds a table and touches none.  The old code would not carry its rows
to a new key-encryption key, but then it finds the old key still in use and lets it stand.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0003_rotation"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptSecret",
            fields=[
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "kek",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="vault.kek"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
