"""Chats of visitors, and what of them stands in the record of a request.

Safe while the old code runs: two tables that it does not know, and a part of a record that it never
writes; no column changes in the database.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules
import shoumi.chapters.feedback.rules.chats


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0004_data_packages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="communication",
            name="part",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.feedback.rules.Part["RECEIVED"],
                        shoumi.chapters.feedback.rules.Part["RECEIVED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ATTACHED"],
                        shoumi.chapters.feedback.rules.Part["ATTACHED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["NOTE"],
                        shoumi.chapters.feedback.rules.Part["NOTE"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ASKED"],
                        shoumi.chapters.feedback.rules.Part["ASKED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ADDED"],
                        shoumi.chapters.feedback.rules.Part["ADDED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["EXTENDED"],
                        shoumi.chapters.feedback.rules.Part["EXTENDED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["REPLY"],
                        shoumi.chapters.feedback.rules.Part["REPLY"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["REFUSAL"],
                        shoumi.chapters.feedback.rules.Part["REFUSAL"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["CHAT"],
                        shoumi.chapters.feedback.rules.Part["CHAT"],
                    ),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Chat",
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
                ("lang", models.CharField(max_length=2)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("asker", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.chats.ChatState["WAITING"],
                                shoumi.chapters.feedback.rules.chats.ChatState["WAITING"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatState["TAKEN"],
                                shoumi.chapters.feedback.rules.chats.ChatState["TAKEN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatState["ENDED"],
                                shoumi.chapters.feedback.rules.chats.ChatState["ENDED"],
                            ),
                        ],
                        default=shoumi.chapters.feedback.rules.chats.ChatState["WAITING"],
                        max_length=7,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("assignee", models.CharField(blank=True, default="", max_length=40)),
                ("taken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=40)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.chats.ChatEnding["REQUEST"],
                                shoumi.chapters.feedback.rules.chats.ChatEnding["REQUEST"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatEnding["NOTHING"],
                                shoumi.chapters.feedback.rules.chats.ChatEnding["NOTHING"],
                            ),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("request", models.CharField(blank=True, default="", max_length=40)),
                ("places", models.PositiveSmallIntegerField(default=0)),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["state", "id"], name="chats_in_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assignee", ""), ("taken_at__isnull", True)),
                            models.Q(
                                ("taken_at__isnull", False),
                                models.Q(("assignee", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="chat_taken_by_someone",
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
                        name="chat_ended_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", shoumi.chapters.feedback.rules.chats.ChatState["ENDED"]),
                                models.Q(("ending", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state",
                                        shoumi.chapters.feedback.rules.chats.ChatState["ENDED"],
                                    ),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", True),
                                ("ending", ""),
                            ),
                            _connector="OR",
                        ),
                        name="ended_chat_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state",
                                    shoumi.chapters.feedback.rules.chats.ChatState["WAITING"],
                                ),
                                ("taken_at__isnull", True),
                            ),
                            models.Q(
                                ("state", shoumi.chapters.feedback.rules.chats.ChatState["TAKEN"]),
                                ("taken_at__isnull", False),
                            ),
                            ("state", shoumi.chapters.feedback.rules.chats.ChatState["ENDED"]),
                            _connector="OR",
                        ),
                        name="taken_chat_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "ending",
                                    shoumi.chapters.feedback.rules.chats.ChatEnding["REQUEST"],
                                ),
                                models.Q(("request", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "ending",
                                        shoumi.chapters.feedback.rules.chats.ChatEnding["REQUEST"],
                                    ),
                                    _negated=True,
                                ),
                                ("request", ""),
                            ),
                            _connector="OR",
                        ),
                        name="chat_ends_as_its_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChatLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("chat", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["PERSON"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["PERSON"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["HOUSE"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["HOUSE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["NOTE"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["NOTE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["TAKEN"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["TAKEN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["HANDED"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["HANDED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.chats.ChatPart["ENDED"],
                                shoumi.chapters.feedback.rules.chats.ChatPart["ENDED"],
                            ),
                        ],
                        max_length=6,
                    ),
                ),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                ("said_at", models.DateTimeField()),
                ("once", models.CharField(blank=True, default="", max_length=64)),
                ("commitment", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chat", "place"), name="one_chat_line_a_place"),
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True),
                        fields=("chat", "once"),
                        name="one_chat_line_sent_once",
                    ),
                ],
            },
        ),
    ]
