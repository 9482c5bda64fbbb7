"""Courses, readings, sessions, questions, examinations, certificates, items, cases.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.learning.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Certificate",
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
                ("person", models.CharField(max_length=53)),
                ("course", models.CharField(max_length=53)),
                ("series", models.CharField(max_length=53)),
                ("policy", models.CharField(max_length=53)),
                ("exam", models.CharField(max_length=53, unique=True)),
                ("attendance", models.CharField(max_length=53)),
                ("issued_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                ("session", models.CharField(max_length=53)),
                ("person", models.CharField(max_length=53)),
                ("signed_at", models.DateTimeField()),
                ("countersigned_at", models.DateTimeField(null=True)),
                ("countersigned_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="one_attendance_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("countersigned_at__isnull", True), ("countersigned_by", "")),
                            models.Q(
                                ("countersigned_at__isnull", False),
                                models.Q(("countersigned_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_countersigned_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("countersigned_by", models.F("person")), _negated=True),
                        name="attendance_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwarenessItem",
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
                ("quarter", models.CharField(max_length=6, unique=True)),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=120)),
                ("text_zh", models.TextField()),
                ("text_en", models.TextField()),
                ("drafted_by", models.CharField(max_length=53)),
                ("drafted_at", models.DateTimeField()),
                ("published_by", models.CharField(blank=True, default="", max_length=53)),
                ("published_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by", "")),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(("published_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="item_published_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_by", models.F("drafted_by")), _negated=True),
                        name="item_published_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                ("happened_on", models.DateField()),
                ("noted_by", models.CharField(max_length=53)),
                ("noted_at", models.DateTimeField()),
                ("title_zh", models.CharField(blank=True, default="", max_length=120)),
                ("title_en", models.CharField(blank=True, default="", max_length=120)),
                ("text_zh", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                ("told_by", models.CharField(blank=True, default="", max_length=53)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at__isnull", True), ("told_by", "")),
                            models.Q(
                                ("told_at__isnull", False), models.Q(("told_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="case_told_by_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
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
                ("series", models.CharField(max_length=53)),
                ("number", models.PositiveIntegerField()),
                ("policy", models.CharField(max_length=53)),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=120)),
                ("text_zh", models.TextField()),
                ("text_en", models.TextField()),
                ("roles", models.JSONField()),
                ("topics", models.JSONField()),
                ("questions", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.learning.rules.CourseState["DRAFT"],
                                shoumi.chapters.learning.rules.CourseState["DRAFT"],
                            ),
                            (
                                shoumi.chapters.learning.rules.CourseState["PUBLISHED"],
                                shoumi.chapters.learning.rules.CourseState["PUBLISHED"],
                            ),
                            (
                                shoumi.chapters.learning.rules.CourseState["ENDED"],
                                shoumi.chapters.learning.rules.CourseState["ENDED"],
                            ),
                        ],
                        default=shoumi.chapters.learning.rules.CourseState["DRAFT"],
                        max_length=9,
                    ),
                ),
                ("drafted_by", models.CharField(max_length=53)),
                ("drafted_at", models.DateTimeField()),
                ("published_by", models.CharField(blank=True, default="", max_length=53)),
                ("published_at", models.DateTimeField(null=True)),
                ("begins_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=53)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "number"), name="one_version_of_a_course"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by", "")),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(("published_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="course_published_by_someone",
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
                        name="course_ended_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_by", models.F("drafted_by")), _negated=True),
                        name="course_published_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exam",
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
                ("course", models.CharField(max_length=53)),
                ("seed", models.CharField(max_length=64)),
                ("paper", models.JSONField()),
                ("started_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("answers", models.JSONField(default=dict)),
                ("marks", models.JSONField(default=dict)),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("passed", models.BooleanField(default=False)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, default="", max_length=53)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by", "")),
                            models.Q(
                                ("released_at__isnull", False),
                                models.Q(("released_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exam_released_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("released_by", models.F("person")), _negated=True),
                        name="exam_released_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed", False), ("handed_in_at__isnull", False), _connector="OR"
                        ),
                        name="exam_passed_was_handed_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("batch", models.CharField(max_length=53)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.learning.rules.Topic["LAW"],
                                shoumi.chapters.learning.rules.Topic["LAW"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["POLICY"],
                                shoumi.chapters.learning.rules.Topic["POLICY"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["MEASURES"],
                                shoumi.chapters.learning.rules.Topic["MEASURES"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("stem_zh", models.TextField()),
                ("stem_en", models.TextField(blank=True)),
                ("options", models.JSONField()),
                ("right", models.JSONField()),
                ("basis", models.CharField(max_length=200)),
                ("added_by", models.CharField(max_length=53)),
                ("added_at", models.DateTimeField()),
                ("checked_by", models.CharField(blank=True, default="", max_length=53)),
                ("checked_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=53)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.learning.rules.Withdrawal["WEAK"],
                                shoumi.chapters.learning.rules.Withdrawal["WEAK"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Withdrawal["WRONG"],
                                shoumi.chapters.learning.rules.Withdrawal["WRONG"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Withdrawal["OUTDATED"],
                                shoumi.chapters.learning.rules.Withdrawal["OUTDATED"],
                            ),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by", "")),
                            models.Q(
                                ("checked_at__isnull", False),
                                models.Q(("checked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_checked_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_withdrawn_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_by", models.F("added_by")), _negated=True),
                        name="question_checked_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                ("of", models.CharField(max_length=53)),
                ("text_sha256", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "of"), name="one_reading_of_a_text")
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
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
                ("course", models.CharField(max_length=53)),
                ("place", models.CharField(max_length=120)),
                ("teacher", models.CharField(max_length=53)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("planned_by", models.CharField(max_length=53)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="session_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
