"""Create the tables of agreements.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.agreements.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.agreements.rules.Kind["MUTUAL"],
                                shoumi.chapters.agreements.rules.Kind["MUTUAL"],
                            ),
                            (
                                shoumi.chapters.agreements.rules.Kind["REVIEWER"],
                                shoumi.chapters.agreements.rules.Kind["REVIEWER"],
                            ),
                            (
                                shoumi.chapters.agreements.rules.Kind["EMPLOYEE"],
                                shoumi.chapters.agreements.rules.Kind["EMPLOYEE"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.agreements.rules.State["DRAFT"],
                                shoumi.chapters.agreements.rules.State["DRAFT"],
                            ),
                            (
                                shoumi.chapters.agreements.rules.State["SIGNED"],
                                shoumi.chapters.agreements.rules.State["SIGNED"],
                            ),
                            (
                                shoumi.chapters.agreements.rules.State["BREACHED"],
                                shoumi.chapters.agreements.rules.State["BREACHED"],
                            ),
                            (
                                shoumi.chapters.agreements.rules.State["REVOKED"],
                                shoumi.chapters.agreements.rules.State["REVOKED"],
                            ),
                        ],
                        default=shoumi.chapters.agreements.rules.State["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("persons", models.JSONField()),
                ("signed", models.JSONField(default=list)),
                ("levels", models.JSONField()),
                ("clauses", models.JSONField()),
                ("damages", models.BigIntegerField()),
                ("estimated_loss", models.BigIntegerField()),
                ("warnings", models.JSONField(default=list)),
                ("document", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
                ("drafted_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "state", "id"], name="agreement_of_deal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", shoumi.chapters.agreements.rules.State["DRAFT"]),
                            models.Q(("position__isnull", False), ("signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="signed_means_dated_and_proven",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", shoumi.chapters.agreements.rules.Kind["EMPLOYEE"]),
                                _negated=True,
                            ),
                            ("damages", 0),
                            _connector="OR",
                        ),
                        name="no_damages_for_employees",
                    ),
                ],
            },
        ),
    ]
