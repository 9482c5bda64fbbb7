"""Create the table of canaries among customers; what more an alert may come from.

Safe while the old code runs: adds a table, and words that it never reads.
"""

from django.db import migrations, models

import shoumi.chapters.defence.rules.detection


class Migration(migrations.Migration):
    dependencies = [
        ("defence", "0005_sensors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="securitycase",
            name="rule",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.defence.rules.detection.Code["SIGNIN_GUESSING"],
                        shoumi.chapters.defence.rules.detection.Code["SIGNIN_GUESSING"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["SIGNIN_SPRAY"],
                        shoumi.chapters.defence.rules.detection.Code["SIGNIN_SPRAY"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["PASSKEY_COPIED"],
                        shoumi.chapters.defence.rules.detection.Code["PASSKEY_COPIED"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["GATE_PROBING"],
                        shoumi.chapters.defence.rules.detection.Code["GATE_PROBING"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["READ_RATE"],
                        shoumi.chapters.defence.rules.detection.Code["READ_RATE"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["READ_BREADTH"],
                        shoumi.chapters.defence.rules.detection.Code["READ_BREADTH"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["NIGHT_READS"],
                        shoumi.chapters.defence.rules.detection.Code["NIGHT_READS"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["SEARCH_RATE"],
                        shoumi.chapters.defence.rules.detection.Code["SEARCH_RATE"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["PAGE_SCRAPING"],
                        shoumi.chapters.defence.rules.detection.Code["PAGE_SCRAPING"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["ROOM_KNOCKING"],
                        shoumi.chapters.defence.rules.detection.Code["ROOM_KNOCKING"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["EXPORT_BURST"],
                        shoumi.chapters.defence.rules.detection.Code["EXPORT_BURST"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["EMERGENCY_BURST"],
                        shoumi.chapters.defence.rules.detection.Code["EMERGENCY_BURST"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["CANARY_OPENED"],
                        shoumi.chapters.defence.rules.detection.Code["CANARY_OPENED"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["CANARY_RETURNED"],
                        shoumi.chapters.defence.rules.detection.Code["CANARY_RETURNED"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["CANARY_TOUCHED"],
                        shoumi.chapters.defence.rules.detection.Code["CANARY_TOUCHED"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["SENSOR_ALERT"],
                        shoumi.chapters.defence.rules.detection.Code["SENSOR_ALERT"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["RECORDS_NEAR"],
                        shoumi.chapters.defence.rules.detection.Code["RECORDS_NEAR"],
                    ),
                    (
                        shoumi.chapters.defence.rules.detection.Code["RECORDS_REACHED"],
                        shoumi.chapters.defence.rules.detection.Code["RECORDS_REACHED"],
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="CustomerCanary",
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
                ("number", models.PositiveIntegerField(unique=True)),
                ("among", models.CharField(max_length=40)),
                ("shown", models.CharField(max_length=40, unique=True)),
                ("beside", models.CharField(max_length=40)),
                ("replaces", models.CharField(default="", max_length=40)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("agreed_by", models.CharField(default="", max_length=40)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by", "")),
                            models.Q(
                                ("agreed_at__isnull", False),
                                models.Q(("agreed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="customercanary_agreed_by",
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
                        name="customercanary_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("beside",),
                        name="customercanary_beside_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                        name="customercanary_takes_two",
                    ),
                ],
            },
        ),
    ]
