"""Create the tables of shared tasks, of who answers for what and stands in, of threads and
of robots.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.collaboration.rules.robots
import shoumi.chapters.collaboration.rules.threads
import shoumi.chapters.collaboration.rules.words
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("person", models.CharField(db_index=True, max_length=53)),
                ("deputy", models.CharField(max_length=53)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("told_by", models.CharField(max_length=53)),
                ("told_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="an_absence_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deputy", models.F("person")), _negated=True),
                        name="nobody_stands_in_for_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", True), ("returned_by", "")),
                            models.Q(
                                ("returned_at__isnull", False),
                                models.Q(("returned_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="absence_ended_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("message", models.CharField(db_index=True, max_length=53)),
                ("place", models.PositiveSmallIntegerField()),
                ("format", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.CharField(max_length=53)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "place"), name="one_file_at_a_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                ("accountable", models.CharField(max_length=53)),
                ("responsible", models.JSONField()),
                ("consulted", models.JSONField()),
                ("informed", models.JSONField()),
                ("assigned_by", models.CharField(max_length=53)),
                ("assigned_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 20)),
                        name="a_duty_is_of_a_chapter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accountable", ""), _negated=True),
                        name="one_answers_for_a_chapter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("person", models.CharField(max_length=53)),
                ("deal", models.CharField(max_length=53)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.words.Why["FAMILY"],
                                shoumi.chapters.collaboration.rules.words.Why["FAMILY"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.Why["SHARES"],
                                shoumi.chapters.collaboration.rules.words.Why["SHARES"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.Why["OFFICE"],
                                shoumi.chapters.collaboration.rules.words.Why["OFFICE"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.Why["OTHER"],
                                shoumi.chapters.collaboration.rules.words.Why["OTHER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("declared_by", models.CharField(max_length=53)),
                ("declared_at", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(null=True)),
                ("cleared_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at__isnull", True), ("cleared_by", "")),
                            models.Q(
                                ("cleared_at__isnull", False),
                                models.Q(("cleared_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="interest_cleared_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cleared_by", ""),
                            models.Q(("cleared_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_clears_an_own_interest",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("person", "deal"),
                        name="one_interest_in_a_deal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=53)),
                ("message", models.CharField(max_length=53)),
                ("thread", models.CharField(max_length=53)),
                ("place", models.PositiveIntegerField()),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "person"), name="mentioned_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("title", models.CharField(max_length=120)),
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
                ("deal", models.CharField(max_length=53)),
                ("departments", models.JSONField()),
                ("accountable", models.CharField(max_length=53)),
                ("workers", models.JSONField()),
                ("opened_by", models.CharField(max_length=53)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("grant", models.CharField(blank=True, default="", max_length=53)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, default="", max_length=53)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.words.End["CLOSED"],
                                shoumi.chapters.collaboration.rules.words.End["CLOSED"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.End["EXPIRED"],
                                shoumi.chapters.collaboration.rules.words.End["EXPIRED"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.End["NOBODY"],
                                shoumi.chapters.collaboration.rules.words.End["NOBODY"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.words.End["INTEREST"],
                                shoumi.chapters.collaboration.rules.words.End["INTEREST"],
                            ),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deal", "id"], name="shared_task_of_deal"),
                    models.Index(fields=["grant"], name="shared_task_of_grant"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("opened_at"))),
                        name="a_shared_task_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accountable", ""), _negated=True),
                        name="one_answers_for_a_shared_task",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by", ""), ("end", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("closed_by", ""), _negated=True),
                                models.Q(("end", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_shared_task_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("grant", ""), _negated=True),
                        fields=("grant",),
                        name="a_grant_is_of_one_shared_task",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.threads.On["DEAL"],
                                shoumi.chapters.collaboration.rules.threads.On["DEAL"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.threads.On["PAPER"],
                                shoumi.chapters.collaboration.rules.threads.On["PAPER"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.threads.On["TASK"],
                                shoumi.chapters.collaboration.rules.threads.On["TASK"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.threads.On["PERSON"],
                                shoumi.chapters.collaboration.rules.threads.On["PERSON"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("about", models.CharField(max_length=53)),
                ("deal", models.CharField(max_length=53)),
                ("topic", models.CharField(max_length=120)),
                ("members", models.JSONField()),
                ("opened_by", models.CharField(max_length=53)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("closed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="thread_closed_by_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("thread", models.CharField(max_length=53)),
                ("place", models.PositiveIntegerField()),
                ("author", models.CharField(max_length=53)),
                ("said_at", models.DateTimeField()),
                ("text", models.CharField(max_length=53)),
                ("commitment", models.CharField(max_length=64)),
                ("mentions", models.JSONField()),
                ("customers", models.JSONField()),
                ("files", models.PositiveSmallIntegerField(default=0)),
                ("scanned_at", models.DateTimeField()),
                ("found_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "place"), name="one_message_at_a_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by", "")),
                            models.Q(
                                ("removed_at__isnull", False),
                                models.Q(("removed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_removed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thread", models.CharField(max_length=53)),
                ("person", models.CharField(max_length=53)),
                ("place", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "person"), name="read_once_by_each"),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 0)), name="read_up_to_a_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Connector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "vendor",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.robots.Vendor["DINGTALK"],
                                shoumi.chapters.collaboration.rules.robots.Vendor["DINGTALK"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.Vendor["FEISHU"],
                                shoumi.chapters.collaboration.rules.robots.Vendor["FEISHU"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.Vendor["WECOM"],
                                shoumi.chapters.collaboration.rules.robots.Vendor["WECOM"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("department", models.CharField(max_length=4)),
                ("secret", models.CharField(max_length=53)),
                ("made_by", models.CharField(max_length=53)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=53)),
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
                        name="connector_ended_by_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConnectorCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("connector", models.CharField(max_length=53)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["connector", "at"], name="calls_of_connector")],
            },
        ),
        migrations.CreateModel(
            name="ConnectorNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("connector", models.CharField(max_length=53)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.robots.What["TASK"],
                                shoumi.chapters.collaboration.rules.robots.What["TASK"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.What["MESSAGE"],
                                shoumi.chapters.collaboration.rules.robots.What["MESSAGE"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.What["DIGEST"],
                                shoumi.chapters.collaboration.rules.robots.What["DIGEST"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("page", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.collaboration.rules.robots.NoticeState["WAITING"],
                                shoumi.chapters.collaboration.rules.robots.NoticeState["WAITING"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.NoticeState["SENT"],
                                shoumi.chapters.collaboration.rules.robots.NoticeState["SENT"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.NoticeState["DIGESTED"],
                                shoumi.chapters.collaboration.rules.robots.NoticeState["DIGESTED"],
                            ),
                            (
                                shoumi.chapters.collaboration.rules.robots.NoticeState["FAILED"],
                                shoumi.chapters.collaboration.rules.robots.NoticeState["FAILED"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["connector", "state"], name="notices_of_connector")
                ],
            },
        ),
    ]
