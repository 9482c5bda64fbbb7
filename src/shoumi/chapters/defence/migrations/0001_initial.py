"""Create the tables of rule sets and readings of the host.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

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
    ]
