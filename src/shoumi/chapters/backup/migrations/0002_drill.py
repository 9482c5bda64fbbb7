"""Drills of a restore.

Safe while the old code runs: a new table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("backup", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("target", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField(default=0)),
                ("data", models.CharField(default="", max_length=64)),
                ("tested_by", models.CharField(max_length=40)),
                ("tested_at", models.DateTimeField()),
                ("copied_at", models.DateTimeField(null=True)),
                ("took_seconds", models.PositiveIntegerField(default=0)),
                ("loss_seconds", models.PositiveIntegerField(default=0)),
                ("living", models.PositiveIntegerField(default=0)),
                ("proved", models.PositiveIntegerField(default=0)),
                ("destroyed", models.PositiveIntegerField(default=0)),
                ("unreadable", models.PositiveIntegerField(default=0)),
                ("revived", models.PositiveIntegerField(default=0)),
                ("ledger_size", models.BigIntegerField(default=0)),
                ("caught_up", models.BigIntegerField(default=0)),
                ("missing", models.BigIntegerField(default=0)),
                ("done", models.BigIntegerField(default=0)),
                ("lost", models.BigIntegerField(default=0)),
                ("blocked", models.BigIntegerField(default=0)),
                ("rows", models.BigIntegerField(default=0)),
                ("is_sound", models.BooleanField(default=False)),
                ("passed", models.BooleanField()),
                ("document", models.CharField(default="", max_length=40)),
                ("position", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
