"""Create the tables of destruction.

Safe while the old code runs: adds tables, touches none.
"""

import django.db.models.deletion
from django.db import migrations, models

import shoumi.chapters.destruction.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("subject", models.CharField(default="", max_length=40)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.destruction.rules.Cause["DISPUTE"],
                                shoumi.chapters.destruction.rules.Cause["DISPUTE"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Cause["STATUTE"],
                                shoumi.chapters.destruction.rules.Cause["STATUTE"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Cause["AUTHORITY"],
                                shoumi.chapters.destruction.rules.Cause["AUTHORITY"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                ("until", models.DateField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "lifted_at"], name="hold_of_deal")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("deal", models.CharField(max_length=40)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.destruction.rules.Basis["EXPIRED"],
                                shoumi.chapters.destruction.rules.Basis["EXPIRED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Basis["WITHDRAWN"],
                                shoumi.chapters.destruction.rules.Basis["WITHDRAWN"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Basis["OBJECTED"],
                                shoumi.chapters.destruction.rules.Basis["OBJECTED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Basis["REQUESTED"],
                                shoumi.chapters.destruction.rules.Basis["REQUESTED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Basis["DEAL_CLOSED"],
                                shoumi.chapters.destruction.rules.Basis["DEAL_CLOSED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.Basis["DEAL_TERMINATED"],
                                shoumi.chapters.destruction.rules.Basis["DEAL_TERMINATED"],
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.destruction.rules.State["PROPOSED"],
                                shoumi.chapters.destruction.rules.State["PROPOSED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.State["CONFIRMED"],
                                shoumi.chapters.destruction.rules.State["CONFIRMED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.State["BEGUN"],
                                shoumi.chapters.destruction.rules.State["BEGUN"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.State["VERIFIED"],
                                shoumi.chapters.destruction.rules.State["VERIFIED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.State["CERTIFIED"],
                                shoumi.chapters.destruction.rules.State["CERTIFIED"],
                            ),
                            (
                                shoumi.chapters.destruction.rules.State["FINAL"],
                                shoumi.chapters.destruction.rules.State["FINAL"],
                            ),
                        ],
                        default=shoumi.chapters.destruction.rules.State["PROPOSED"],
                        max_length=10,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("proposer", models.CharField(max_length=40)),
                ("confirmed", models.JSONField(default=list)),
                ("proposed_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("keys_erased", models.PositiveIntegerField(default=0)),
                ("records_erased", models.PositiveIntegerField(default=0)),
                ("intent_position", models.BigIntegerField(null=True)),
                ("proof_position", models.BigIntegerField(null=True)),
                ("residual_until", models.DateField(null=True)),
                ("document", models.CharField(default="", max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "state", "id"], name="order_of_deal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    shoumi.chapters.destruction.rules.State["PROPOSED"],
                                    shoumi.chapters.destruction.rules.State["CONFIRMED"],
                                ],
                            ),
                            models.Q(
                                ("begun_at__isnull", False), ("intent_position__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="intent_before_destruction",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecipientProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deal", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("document", models.CharField(default="", max_length=40)),
                ("received_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("deal", "party"), name="one_proof_a_recipient")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=40)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="destruction.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "subject"), name="a_subject_once_an_order"
                    )
                ],
            },
        ),
    ]
