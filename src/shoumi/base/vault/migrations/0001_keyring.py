"""Make the tables of the keyring.

Safe while the old code runs: adds tables, touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Kek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("name", "epoch"), name="vault_kek_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CompartmentKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("deal", models.CharField(max_length=80)),
                (
                    "kek",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="vault.kek"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Setup",
            fields=[
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("tenant", models.CharField(max_length=80)),
                ("provider", models.CharField(max_length=20)),
                (
                    "location",
                    models.CharField(help_text="file of the key or passphrase", max_length=400),
                ),
                ("salt", models.BinaryField()),
                ("commit", models.BinaryField()),
                (
                    "origin",
                    models.CharField(help_text="name of the log and of its key", max_length=80),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", 1)), name="vault_setup_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=80)),
                ("algorithm", models.CharField(max_length=20)),
                ("public", models.BinaryField(help_text="SubjectPublicKeyInfo, kept for ever")),
                (
                    "kek",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="vault.kek"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("subject", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="vault.compartmentkey"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IndexKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("field", models.CharField(max_length=80)),
                (
                    "kek",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="vault.kek"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("field", "epoch"), name="vault_index_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="compartmentkey",
            constraint=models.UniqueConstraint(
                fields=("deal", "epoch"), name="vault_compartment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingkey",
            constraint=models.UniqueConstraint(fields=("name", "epoch"), name="vault_signing_once"),
        ),
    ]
