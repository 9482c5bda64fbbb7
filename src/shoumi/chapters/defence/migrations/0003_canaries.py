"""Create the table of canaries; what more an alert may come from.

Safe while the old code runs: adds a table, and words that it never reads.
"""

from django.db import migrations, models

import shoumi.chapters.defence.rules.canaries
import shoumi.chapters.defence.rules.detection


class Migration(migrations.Migration):
    dependencies = [
        ("defence", "0002_audit"),
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
            name="Canary",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.canaries.CanaryKind["ENTRY"],
                                shoumi.chapters.defence.rules.canaries.CanaryKind["ENTRY"],
                            ),
                            (
                                shoumi.chapters.defence.rules.canaries.CanaryKind["PAPER"],
                                shoumi.chapters.defence.rules.canaries.CanaryKind["PAPER"],
                            ),
                        ],
                        max_length=5,
                    ),
                ),
                ("holder", models.CharField(default="", max_length=40)),
                ("holder_name", models.CharField(default="", max_length=200)),
                ("secret", models.CharField(default="", max_length=40)),
                ("drawn", models.CharField(default="", max_length=64)),
                ("paper", models.CharField(default="", max_length=40)),
                ("put_by", models.CharField(max_length=40)),
                ("put_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="canary_ended_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind",
                                    shoumi.chapters.defence.rules.canaries.CanaryKind["ENTRY"],
                                ),
                                ("paper", ""),
                                models.Q(("holder", ""), _negated=True),
                                models.Q(("secret", ""), _negated=True),
                                models.Q(("drawn", ""), _negated=True),
                            ),
                            models.Q(
                                ("drawn", ""),
                                ("holder", ""),
                                (
                                    "kind",
                                    shoumi.chapters.defence.rules.canaries.CanaryKind["PAPER"],
                                ),
                                ("secret", ""),
                                models.Q(("paper", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="canary_is_entry_or_paper",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), models.Q(("paper", ""), _negated=True)
                        ),
                        fields=("paper",),
                        name="canary_paper_once",
                    ),
                ],
            },
        ),
    ]
