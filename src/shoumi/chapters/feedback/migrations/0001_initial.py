"""Requests, what was said about each, channels.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules
import shoumi.chapters.feedback.rules.channel_trials


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Channel",
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
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["API"],
                                shoumi.chapters.feedback.rules.Way["API"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("contact", models.CharField(max_length=200)),
                ("listed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("tried_by", models.CharField(blank=True, default="", max_length=40)),
                (
                    "back",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.channel_trials.Back["ANSWERED"],
                                shoumi.chapters.feedback.rules.channel_trials.Back["ANSWERED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.channel_trials.Back["ARRIVED"],
                                shoumi.chapters.feedback.rules.channel_trials.Back["ARRIVED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.channel_trials.Back["NOBODY"],
                                shoumi.chapters.feedback.rules.channel_trials.Back["NOBODY"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.channel_trials.Back["BOUNCED"],
                                shoumi.chapters.feedback.rules.channel_trials.Back["BOUNCED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.channel_trials.Back["WRONG"],
                                shoumi.chapters.feedback.rules.channel_trials.Back["WRONG"],
                            ),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("way",),
                        name="one_channel_of_a_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tried_at__isnull", True), ("tried_by", "")),
                            models.Q(
                                ("tried_at__isnull", False),
                                models.Q(("tried_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_tried_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Communication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("request", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Part["RECEIVED"],
                                shoumi.chapters.feedback.rules.Part["RECEIVED"],
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
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["API"],
                                shoumi.chapters.feedback.rules.Way["API"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                ("said_at", models.DateTimeField()),
                ("commitment", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "place"), name="one_line_a_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                                shoumi.chapters.feedback.rules.Kind["KNOW"],
                                shoumi.chapters.feedback.rules.Kind["KNOW"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["ACCESS"],
                                shoumi.chapters.feedback.rules.Kind["ACCESS"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["COPY"],
                                shoumi.chapters.feedback.rules.Kind["COPY"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["PORTABILITY"],
                                shoumi.chapters.feedback.rules.Kind["PORTABILITY"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["CORRECT"],
                                shoumi.chapters.feedback.rules.Kind["CORRECT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["DELETE"],
                                shoumi.chapters.feedback.rules.Kind["DELETE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["RESTRICT"],
                                shoumi.chapters.feedback.rules.Kind["RESTRICT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["OBJECT"],
                                shoumi.chapters.feedback.rules.Kind["OBJECT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["WITHDRAW"],
                                shoumi.chapters.feedback.rules.Kind["WITHDRAW"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["EXPLAIN"],
                                shoumi.chapters.feedback.rules.Kind["EXPLAIN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["CLOSE_ACCOUNT"],
                                shoumi.chapters.feedback.rules.Kind["CLOSE_ACCOUNT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["RELATIVES"],
                                shoumi.chapters.feedback.rules.Kind["RELATIVES"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["COMPLAINT"],
                                shoumi.chapters.feedback.rules.Kind["COMPLAINT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Kind["QUESTION"],
                                shoumi.chapters.feedback.rules.Kind["QUESTION"],
                            ),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                                shoumi.chapters.feedback.rules.Way["PHONE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                                shoumi.chapters.feedback.rules.Way["MAIL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                                shoumi.chapters.feedback.rules.Way["CHAT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                                shoumi.chapters.feedback.rules.Way["TEXT_MESSAGE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                                shoumi.chapters.feedback.rules.Way["LETTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                                shoumi.chapters.feedback.rules.Way["COUNTER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                                shoumi.chapters.feedback.rules.Way["PORTAL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Way["API"],
                                shoumi.chapters.feedback.rules.Way["API"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("lang", models.CharField(max_length=2)),
                ("deal", models.CharField(blank=True, default="", max_length=40)),
                ("subject", models.CharField(blank=True, default="", max_length=40)),
                ("asker", models.CharField(max_length=40)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("is_recorded", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.State["OPEN"],
                                shoumi.chapters.feedback.rules.State["OPEN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.State["ANSWERED"],
                                shoumi.chapters.feedback.rules.State["ANSWERED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.State["CLOSED"],
                                shoumi.chapters.feedback.rules.State["CLOSED"],
                            ),
                        ],
                        default=shoumi.chapters.feedback.rules.State["OPEN"],
                        max_length=8,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("assignee", models.CharField(blank=True, default="", max_length=40)),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Proof["NOTICE_CODE"],
                                shoumi.chapters.feedback.rules.Proof["NOTICE_CODE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Proof["TWO_VALUES"],
                                shoumi.chapters.feedback.rules.Proof["TWO_VALUES"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Proof["IN_PERSON"],
                                shoumi.chapters.feedback.rules.Proof["IN_PERSON"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Proof["GUARDIAN"],
                                shoumi.chapters.feedback.rules.Proof["GUARDIAN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Proof["AGENT"],
                                shoumi.chapters.feedback.rules.Proof["AGENT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Proof["RELATIVE"],
                                shoumi.chapters.feedback.rules.Proof["RELATIVE"],
                            ),
                        ],
                        default="",
                        max_length=11,
                    ),
                ),
                ("rests", models.JSONField(default=list)),
                ("extended_at", models.DateTimeField(null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Ground["NOT_PROVEN"],
                                shoumi.chapters.feedback.rules.Ground["NOT_PROVEN"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Ground["EXCESSIVE"],
                                shoumi.chapters.feedback.rules.Ground["EXCESSIVE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Ground["HARMS_OTHERS"],
                                shoumi.chapters.feedback.rules.Ground["HARMS_OTHERS"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Ground["KEPT_BY_LAW"],
                                shoumi.chapters.feedback.rules.Ground["KEPT_BY_LAW"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Ground["SECRET_BY_LAW"],
                                shoumi.chapters.feedback.rules.Ground["SECRET_BY_LAW"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Ground["NOT_FEASIBLE"],
                                shoumi.chapters.feedback.rules.Ground["NOT_FEASIBLE"],
                            ),
                        ],
                        default="",
                        max_length=13,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.Outcome["GRANTED"],
                                shoumi.chapters.feedback.rules.Outcome["GRANTED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Outcome["PARTLY"],
                                shoumi.chapters.feedback.rules.Outcome["PARTLY"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Outcome["ANSWERED"],
                                shoumi.chapters.feedback.rules.Outcome["ANSWERED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Outcome["REFUSED"],
                                shoumi.chapters.feedback.rules.Outcome["REFUSED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.Outcome["TAKEN_BACK"],
                                shoumi.chapters.feedback.rules.Outcome["TAKEN_BACK"],
                            ),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, default="", max_length=40)),
                ("trail", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "id"], name="requests_in_state"),
                    models.Index(fields=["subject"], name="requests_of_subject"),
                    models.Index(fields=["deal"], name="requests_of_deal"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("digest", ""), _negated=True),
                        fields=("digest",),
                        name="one_request_of_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", shoumi.chapters.feedback.rules.State["OPEN"]),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="answered_means_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", shoumi.chapters.feedback.rules.State["CLOSED"]),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", shoumi.chapters.feedback.rules.State["CLOSED"]),
                                    _negated=True,
                                ),
                                ("closed_at__isnull", True),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="closed_has_its_outcome",
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
                        name="request_closed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_at__gte", models.F("received_at"))),
                        name="received_before_entered",
                    ),
                ],
            },
        ),
    ]
