"""Create the ledger.  What makes it append-only in the database itself follows in 0002, which
brings the column its triggers look at.

Safe while old code runs: adds three tables and touches none.  It has no way back.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("body", models.BinaryField(max_length=4096)),
                ("leaf_hash", models.BinaryField(max_length=32)),
                ("tag", models.CharField(max_length=80)),
                ("about", models.CharField(db_index=True, max_length=60)),
                ("deal", models.CharField(db_index=True, default="", max_length=60)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 0)), name="ledger_entry_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(default=0)),
                ("frontier", models.BinaryField(default=bytes)),
                ("last_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="ledger_head_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RowChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("number", models.IntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ("position", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("position", "number"), name="ledger_rowchunk_once"
                    )
                ],
            },
        ),
    ]
