"""Who outside the house was told to delete or to correct, corrections that two people enter,
requests that are answered together, and receipts as papers.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules.recipients


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0005_chats"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("request", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=24)),
                ("entered_by", models.CharField(max_length=40)),
                ("entered_at", models.DateTimeField()),
                ("taken_by", models.CharField(blank=True, default="", max_length=40)),
                ("taken_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_at__isnull", True)),
                        fields=("request", "field"),
                        name="one_correction_of_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_by", models.F("entered_by")), _negated=True),
                        name="correction_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by", "")),
                            models.Q(
                                ("taken_at__isnull", False),
                                models.Q(("taken_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_taken_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("request", models.CharField(max_length=40)),
                ("into", models.CharField(max_length=40)),
                ("merged_at", models.DateTimeField()),
                ("merged_by", models.CharField(max_length=40)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["into"], name="merges_into_request")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("request",),
                        name="merged_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("request", models.F("into")), _negated=True),
                        name="merge_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by", "")),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undone_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="merge_undone_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("request", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=8)),
                ("trail", models.CharField(max_length=64)),
                ("due", models.DateField()),
                ("document", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["request"], name="receipt_of_request")],
            },
        ),
        migrations.CreateModel(
            name="RecipientNotice",
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
                ("request", models.CharField(max_length=40)),
                ("recipient", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("handle", models.JSONField()),
                (
                    "wanted",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.recipients.Wanted["DELETE"],
                                shoumi.chapters.feedback.rules.recipients.Wanted["DELETE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.recipients.Wanted["CORRECT"],
                                shoumi.chapters.feedback.rules.recipients.Wanted["CORRECT"],
                            ),
                        ],
                        max_length=7,
                    ),
                ),
                ("writes_to", models.CharField(blank=True, default="", max_length=40)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("told_at", models.DateTimeField()),
                ("until", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.recipients.Answer["DONE"],
                                shoumi.chapters.feedback.rules.recipients.Answer["DONE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.recipients.Answer["NOT_HELD"],
                                shoumi.chapters.feedback.rules.recipients.Answer["NOT_HELD"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.recipients.Answer["KEPT_BY_LAW"],
                                shoumi.chapters.feedback.rules.recipients.Answer["KEPT_BY_LAW"],
                            ),
                        ],
                        default="",
                        max_length=11,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("let_go_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["request"], name="notices_of_request")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "recipient", "wanted"), name="each_recipient_told_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("digest", ""), _negated=True),
                        fields=("digest",),
                        name="one_notice_of_a_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_notice_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("let_go_at__isnull", True), ("reason", "")),
                            models.Q(
                                ("let_go_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_let_go_for_a_reason",
                    ),
                ],
            },
        ),
    ]
