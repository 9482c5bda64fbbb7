"""Keep the public halves of signing keys that were replaced.

Safe while the old code runs: adds a table that the old code does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0004_kept_secrets"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerSigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("epoch", models.PositiveIntegerField()),
                ("algorithm", models.CharField(max_length=20)),
                ("public", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("succession", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "epoch"), name="vault_former_signing_once"
                    )
                ],
            },
        ),
    ]
