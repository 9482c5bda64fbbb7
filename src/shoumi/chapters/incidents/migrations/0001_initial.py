"""Plans, duty, contacts, changes, incidents and what belongs to them.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.incidents.rules.words


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContingencyPlan",
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
                ("sections", models.JSONField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Cause["YEARLY"],
                                shoumi.chapters.incidents.rules.words.Cause["YEARLY"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["INCIDENT"],
                                shoumi.chapters.incidents.rules.words.Cause["INCIDENT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["DRILL"],
                                shoumi.chapters.incidents.rules.words.Cause["DRILL"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["LAW"],
                                shoumi.chapters.incidents.rules.words.Cause["LAW"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["SYSTEM"],
                                shoumi.chapters.incidents.rules.words.Cause["SYSTEM"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("changes", models.JSONField(default=list)),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("approved_by", models.CharField(default="", max_length=40)),
                ("approved_at", models.DateTimeField(null=True)),
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
                        name="plan_approved_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(("approved_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_not_by_its_writer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyContact",
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
                ("person", models.CharField(max_length=40, unique=True)),
                ("way", models.CharField(max_length=40)),
                ("told_by_whom", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(null=True)),
                ("tried_by", models.CharField(default="", max_length=40)),
                ("is_reached", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tried_at__isnull", True), ("tried_by", "")),
                            models.Q(
                                ("tried_at__isnull", False),
                                models.Q(("tried_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contact_tried_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tried_by", ""),
                            models.Q(("tried_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_tries_an_own_contact",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyPost",
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
                    "post",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Post["COMMAND"],
                                shoumi.chapters.incidents.rules.words.Post["COMMAND"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Post["TECHNICAL"],
                                shoumi.chapters.incidents.rules.words.Post["TECHNICAL"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Post["EVIDENCE"],
                                shoumi.chapters.incidents.rules.words.Post["EVIDENCE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Post["REPORTING"],
                                shoumi.chapters.incidents.rules.words.Post["REPORTING"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Post["NOTICES"],
                                shoumi.chapters.incidents.rules.words.Post["NOTICES"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("person", models.CharField(max_length=40)),
                ("deputy", models.CharField(max_length=40)),
                ("named_by", models.CharField(max_length=40)),
                ("named_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("left_by", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("post",),
                        name="a_post_is_held_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("deputy")), _negated=True),
                        name="nobody_is_an_own_deputy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by", "")),
                            models.Q(
                                ("left_at__isnull", False), models.Q(("left_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="post_left_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanChange",
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
                    "cause",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Cause["YEARLY"],
                                shoumi.chapters.incidents.rules.words.Cause["YEARLY"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["INCIDENT"],
                                shoumi.chapters.incidents.rules.words.Cause["INCIDENT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["DRILL"],
                                shoumi.chapters.incidents.rules.words.Cause["DRILL"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["LAW"],
                                shoumi.chapters.incidents.rules.words.Cause["LAW"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Cause["SYSTEM"],
                                shoumi.chapters.incidents.rules.words.Cause["SYSTEM"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("of", models.CharField(default="", max_length=40)),
                ("missed", models.CharField(default="", max_length=20)),
                ("what", models.TextField()),
                ("raised_by", models.CharField(max_length=40)),
                ("raised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("plan", models.CharField(default="", max_length=40)),
                ("declined_for", models.TextField(default="")),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("declined_for", ""), ("plan", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(
                                    models.Q(("plan", ""), _negated=True),
                                    models.Q(("declined_for", ""), _negated=True),
                                    _connector="XOR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="change_decided_means_plan_or_why_not",
                    ),
                ],
            },
        ),
    ]
