"""Create the table of sealed packages.

Safe while the old code runs: adds a table, touches none.
"""

import django.db.models.expressions
from django.db import migrations, models

import shoumi.base.handover.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("recipient", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.handover.models.State["SEALED"],
                                shoumi.base.handover.models.State["SEALED"],
                            ),
                            (
                                shoumi.base.handover.models.State["RELEASED"],
                                shoumi.base.handover.models.State["RELEASED"],
                            ),
                            (
                                shoumi.base.handover.models.State["RECEIVED"],
                                shoumi.base.handover.models.State["RECEIVED"],
                            ),
                        ],
                        default=shoumi.base.handover.models.State["SEALED"],
                        max_length=8,
                    ),
                ),
                ("file_name", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("size_bytes", models.BigIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("consented", models.PositiveIntegerField()),
                ("withdrawn", models.PositiveIntegerField()),
                ("sealed_by", models.CharField(max_length=40)),
                ("released_by", models.CharField(default="", max_length=40)),
                ("sealed_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("document", models.CharField(default="", max_length=40)),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "id"], name="package_of_deal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("released_by", models.F("sealed_by")), _negated=True),
                        name="sealer_does_not_release",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("consented"), "-", models.F("withdrawn")
                                ),
                            )
                        ),
                        name="sent_is_reconciled",
                    ),
                ],
            },
        ),
    ]
