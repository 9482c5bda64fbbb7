"""Count the small secrets that were deleted and may still lie in the file.

Safe while the old code runs: a table that the old code does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0005_former_signing_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoneSecrets",
            fields=[
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", 1)), name="vault_gone_secrets_one_row"
                    )
                ],
            },
        ),
    ]
