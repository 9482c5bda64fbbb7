"""Create the tables of rule sets, readings of the host, the watch and its alerts.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.defence.rules.detection
import shoumi.chapters.defence.rules.firewall


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HostReading",
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
                ("ruleset", models.CharField(max_length=40, unique=True)),
                (
                    "seen",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.firewall.Seen["AS_APPROVED"],
                                shoumi.chapters.defence.rules.firewall.Seen["AS_APPROVED"],
                            ),
                            (
                                shoumi.chapters.defence.rules.firewall.Seen["CHANGED"],
                                shoumi.chapters.defence.rules.firewall.Seen["CHANGED"],
                            ),
                            (
                                shoumi.chapters.defence.rules.firewall.Seen["ABSENT"],
                                shoumi.chapters.defence.rules.firewall.Seen["ABSENT"],
                            ),
                            (
                                shoumi.chapters.defence.rules.firewall.Seen["UNREADABLE"],
                                shoumi.chapters.defence.rules.firewall.Seen["UNREADABLE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("differences", models.JSONField()),
                ("since", models.DateTimeField()),
                ("read_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("read_at__gte", models.F("since"))),
                        name="hostreading_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
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
                ("opened", models.JSONField()),
                ("is_routing", models.BooleanField()),
                ("drafted_by", models.CharField(max_length=40)),
                ("drafted_at", models.DateTimeField()),
                ("approved_by", models.CharField(default="", max_length=40)),
                ("approved_at", models.DateTimeField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.CharField(default="", max_length=40)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by", "")),
                            models.Q(
                                ("approved_at__isnull", False),
                                models.Q(("approved_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ruleset_approved_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("reviewed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ruleset_reviewed_by",
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
                        name="ruleset_ended_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="ruleset_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("applied_at__isnull", True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ruleset_applied_means_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecurityCase",
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
                    "rule",
                    models.CharField(
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
                        ],
                        max_length=20,
                    ),
                ),
                ("who", models.CharField(default="", max_length=40)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("owner", models.CharField(default="", max_length=40)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.detection.Verdict["INTRUSION"],
                                shoumi.chapters.defence.rules.detection.Verdict["INTRUSION"],
                            ),
                            (
                                shoumi.chapters.defence.rules.detection.Verdict["MISUSE"],
                                shoumi.chapters.defence.rules.detection.Verdict["MISUSE"],
                            ),
                            (
                                shoumi.chapters.defence.rules.detection.Verdict["FALSE_ALARM"],
                                shoumi.chapters.defence.rules.detection.Verdict["FALSE_ALARM"],
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("closed_by", models.CharField(default="", max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner", ""), ("taken_at__isnull", True)),
                            models.Q(
                                ("taken_at__isnull", False), models.Q(("owner", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="securitycase_taken_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("closed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="securitycase_closed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(
                                ("taken_at__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="securitycase_closed_means_judged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
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
                ("begun_by", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seen", models.BigIntegerField()),
                ("read_at", models.DateTimeField()),
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
                        name="watch_ended_by",
                    ),
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="one_watch_runs",
                    ),
                ],
            },
        ),
    ]
