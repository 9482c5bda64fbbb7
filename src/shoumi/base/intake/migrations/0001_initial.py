"""Files that wait, what came of each import, and the rows of files that wait to be mended.

Safe while the old code runs: new tables, which it does not ask for.
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import shoumi.base.intake.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(db_index=True, max_length=40)),
                ("dataset", models.CharField(max_length=40)),
                ("file_rows", models.PositiveIntegerField()),
                ("taken_in", models.PositiveIntegerField()),
                ("set_aside", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "file_rows",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("taken_in"), "+", models.F("set_aside")
                                    ),
                                    "+",
                                    models.F("left_out"),
                                ),
                            )
                        ),
                        name="intake_import_adds_up",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("dataset", models.CharField(max_length=40)),
                ("actor", models.CharField(max_length=40)),
                ("files", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["actor", "deal"], name="intake_uploads_of")],
            },
        ),
        migrations.CreateModel(
            name="SetAsideRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("dataset", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40, unique=True)),
                ("file", models.CharField(max_length=64)),
                ("sheet", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField()),
                ("faults", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "WAITING"),
                            ("RETURNED", "RETURNED"),
                            ("LEFT_OUT", "LEFT_OUT"),
                            ("DESTROYED", "DESTROYED"),
                        ],
                        default=shoumi.base.intake.models.RowState["WAITING"],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="intake.import",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled",
                        to="intake.import",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["dataset", "state", "id"], name="intake_rows_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "WAITING")),
                        fields=("dataset", "file", "sheet", "line"),
                        name="intake_row_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", True),
                                ("state__in", ["WAITING", "DESTROYED"]),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["RETURNED", "LEFT_OUT"]),
                            ),
                            _connector="OR",
                        ),
                        name="intake_settled_means_dated",
                    ),
                ],
            },
        ),
    ]
