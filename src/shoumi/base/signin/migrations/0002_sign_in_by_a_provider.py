"""Create accounts at an identity provider and the ways there; sessions may rest on one.

Safe while the old code runs: adds tables, and a word that it never writes.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("signin", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="by",
            field=models.CharField(
                choices=[
                    ("passkey", "passkey"),
                    ("password", "password"),
                    ("link", "link"),
                    ("recovery", "recovery"),
                    ("provider", "provider"),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=64, unique=True)),
                ("bound_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Flow",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("aim", models.CharField(max_length=8)),
                ("next", models.CharField(blank=True, max_length=300)),
                ("began_at", models.DateTimeField()),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="signin.session",
                    ),
                ),
            ],
        ),
    ]
