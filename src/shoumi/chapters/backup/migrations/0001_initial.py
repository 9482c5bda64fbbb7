"""Keys, places, copies, looks through them, drills.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.base.copies.places
import shoumi.chapters.backup.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Recipient",
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
                ("name", models.CharField(max_length=80)),
                ("public_key", models.CharField(max_length=80)),
                ("named_by", models.CharField(max_length=40)),
                ("named_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("public_key",),
                        name="backup_recipient_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="backup_recipient_ended_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
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
                ("number", models.PositiveIntegerField()),
                ("keyring_number", models.PositiveIntegerField()),
                ("data", models.CharField(max_length=64)),
                ("keyring", models.CharField(max_length=64)),
                ("is_whole", models.BooleanField()),
                ("sent", models.BigIntegerField()),
                ("bytes", models.BigIntegerField()),
                ("ledger_size", models.BigIntegerField()),
                ("sentinel_at", models.DateTimeField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["target", "id"], name="backup_run_of_target")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target", "number"), name="backup_run_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.copies.places.Kind["FOLDER"],
                                shoumi.base.copies.places.Kind["FOLDER"],
                            ),
                            (
                                shoumi.base.copies.places.Kind["RESTIC"],
                                shoumi.base.copies.places.Kind["RESTIC"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("credentials", models.CharField(default="", max_length=300)),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.backup.rules.Medium["DISK"],
                                shoumi.chapters.backup.rules.Medium["DISK"],
                            ),
                            (
                                shoumi.chapters.backup.rules.Medium["NAS"],
                                shoumi.chapters.backup.rules.Medium["NAS"],
                            ),
                            (
                                shoumi.chapters.backup.rules.Medium["SERVER"],
                                shoumi.chapters.backup.rules.Medium["SERVER"],
                            ),
                            (
                                shoumi.chapters.backup.rules.Medium["OBJECT"],
                                shoumi.chapters.backup.rules.Medium["OBJECT"],
                            ),
                            (
                                shoumi.chapters.backup.rules.Medium["TAPE"],
                                shoumi.chapters.backup.rules.Medium["TAPE"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_elsewhere", models.BooleanField()),
                ("is_in_china", models.BooleanField()),
                ("is_separate", models.BooleanField()),
                ("site", models.CharField(max_length=120)),
                ("evidence", models.CharField(max_length=200)),
                ("stated_by", models.CharField(max_length=40)),
                ("stated_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(default="", max_length=60)),
                ("failing_since", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("address",),
                        name="backup_target_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="backup_target_ended_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
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
                ("verified_at", models.DateTimeField()),
                ("fault", models.CharField(default="", max_length=30)),
                ("copies", models.PositiveIntegerField(default=0)),
                ("packs", models.PositiveIntegerField(default=0)),
                ("bytes", models.BigIntegerField(default=0)),
                ("keys_seconds", models.BigIntegerField(default=0)),
                (
                    "deletion",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.base.copies.places.Deletion["REFUSED"],
                                shoumi.base.copies.places.Deletion["REFUSED"],
                            ),
                            (
                                shoumi.base.copies.places.Deletion["DELETED"],
                                shoumi.base.copies.places.Deletion["DELETED"],
                            ),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("milliseconds", models.PositiveIntegerField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["target", "id"], name="backup_verification_of")],
            },
        ),
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
