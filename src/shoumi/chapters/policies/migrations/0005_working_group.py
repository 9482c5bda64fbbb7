"""Keep the working group, its meetings and votes, and comments on drafts.

Safe while the old code runs: it knows none of these tables, and what it publishes meanwhile is in
force without a decision, which demand 1.1 then says.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0004_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftComment",
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
                ("version", models.CharField(max_length=40)),
                ("words", models.TextField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "TAKEN",
                                "TAKEN",
                            ),
                            (
                                "DECLINED",
                                "DECLINED",
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(default="")),
                ("answered_by", models.CharField(default="", max_length=40)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["version"], name="comments_of_a_draft")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="comment_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", ""),
                            models.Q(("answered_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_answers_an_own_comment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMeeting",
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
                ("version", models.CharField(max_length=40)),
                ("held_at", models.DateTimeField()),
                ("agenda", models.TextField()),
                ("called_by", models.CharField(max_length=40)),
                ("called_at", models.DateTimeField()),
                ("minutes", models.TextField(default="")),
                ("members", models.PositiveIntegerField(default=0)),
                ("present", models.JSONField(default=list)),
                ("yes", models.PositiveIntegerField(default=0)),
                ("no", models.PositiveIntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "ADOPTED",
                                "ADOPTED",
                            ),
                            (
                                "REJECTED",
                                "REJECTED",
                            ),
                            (
                                "NOT_QUORATE",
                                "NOT_QUORATE",
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("text_sha256", models.CharField(default="", max_length=64)),
                ("minuted_by", models.CharField(default="", max_length=40)),
                ("minuted_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(default="", max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minuted_at__isnull", True), ("minuted_by", "")),
                            models.Q(
                                ("minuted_at__isnull", False),
                                models.Q(("minuted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_minuted_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_confirmed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", ""),
                            models.Q(("confirmed_by", models.F("minuted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="minutes_take_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minuted_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("minuted_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_say_what_it_came_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
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
                ("person", models.CharField(max_length=40)),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            (
                                "OFFICER",
                                "OFFICER",
                            ),
                            (
                                "LEGAL",
                                "LEGAL",
                            ),
                            (
                                "SECURITY",
                                "SECURITY",
                            ),
                            (
                                "BUSINESS",
                                "BUSINESS",
                            ),
                            (
                                "MEMBER",
                                "MEMBER",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_full_time", models.BooleanField(default=False)),
                ("appointed_by", models.CharField(max_length=40)),
                ("appointed_at", models.DateTimeField()),
                ("left_by", models.CharField(default="", max_length=40)),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by", "")),
                            models.Q(
                                ("left_at__isnull", False), models.Q(("left_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="member_left_by_someone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("person", "seat"),
                        name="a_seat_is_taken_once_by_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupVote",
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
                ("meeting", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=40)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            (
                                "YES",
                                "YES",
                            ),
                            (
                                "NO",
                                "NO",
                            ),
                            (
                                "ABSTAIN",
                                "ABSTAIN",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("text_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "person", "text_sha256"), name="a_member_says_it_once"
                    )
                ],
            },
        ),
    ]
