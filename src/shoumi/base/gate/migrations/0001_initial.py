"""Create the tables of gate.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.Purpose["SERVICE"],
                                shoumi.core.terms.Purpose["SERVICE"],
                            ),
                            (shoumi.core.terms.Purpose["KYC"], shoumi.core.terms.Purpose["KYC"]),
                            (
                                shoumi.core.terms.Purpose["INVENTORY"],
                                shoumi.core.terms.Purpose["INVENTORY"],
                            ),
                            (
                                shoumi.core.terms.Purpose["DUE_DILIGENCE"],
                                shoumi.core.terms.Purpose["DUE_DILIGENCE"],
                            ),
                            (
                                shoumi.core.terms.Purpose["NOTICE"],
                                shoumi.core.terms.Purpose["NOTICE"],
                            ),
                            (
                                shoumi.core.terms.Purpose["HANDOVER"],
                                shoumi.core.terms.Purpose["HANDOVER"],
                            ),
                            (
                                shoumi.core.terms.Purpose["REQUEST"],
                                shoumi.core.terms.Purpose["REQUEST"],
                            ),
                            (
                                shoumi.core.terms.Purpose["DESTRUCTION"],
                                shoumi.core.terms.Purpose["DESTRUCTION"],
                            ),
                            (shoumi.core.terms.Purpose["TAX"], shoumi.core.terms.Purpose["TAX"]),
                            (
                                shoumi.core.terms.Purpose["REGISTRATION"],
                                shoumi.core.terms.Purpose["REGISTRATION"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("deal", models.CharField(max_length=40)),
                ("actors", models.JSONField()),
                ("acts", models.JSONField()),
                ("fields", models.JSONField()),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "id"], name="task_of_deal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("opened_at"))),
                        name="a_task_ends_after_it_opens",
                    )
                ],
            },
        ),
    ]
