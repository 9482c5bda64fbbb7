"""Rule books, acceptances, checks, samples, cases, rewards, suspensions.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.conduct.rules.accesses
import shoumi.chapters.conduct.rules.draw
import shoumi.chapters.conduct.rules.sanctions
import shoumi.chapters.conduct.rules.words


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Acceptance",
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
                ("book", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "person"), name="a_book_is_accepted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reward",
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
                ("person", models.CharField(max_length=40)),
                (
                    "thanks",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Thanks["PRAISE"],
                                shoumi.chapters.conduct.rules.words.Thanks["PRAISE"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Thanks["CERTIFICATE"],
                                shoumi.chapters.conduct.rules.words.Thanks["CERTIFICATE"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Thanks["DAY_OFF"],
                                shoumi.chapters.conduct.rules.words.Thanks["DAY_OFF"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Thanks["TRAINING"],
                                shoumi.chapters.conduct.rules.words.Thanks["TRAINING"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Thanks["MENTOR"],
                                shoumi.chapters.conduct.rules.words.Thanks["MENTOR"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.For["REPORTED"],
                                shoumi.chapters.conduct.rules.words.For["REPORTED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.For["STOPPED"],
                                shoumi.chapters.conduct.rules.words.For["STOPPED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.For["IMPROVED"],
                                shoumi.chapters.conduct.rules.words.For["IMPROVED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.For["HELPED"],
                                shoumi.chapters.conduct.rules.words.For["HELPED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.For["FAULTLESS"],
                                shoumi.chapters.conduct.rules.words.For["FAULTLESS"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=40)),
                ("given_by", models.CharField(max_length=40)),
                ("given_at", models.DateTimeField()),
                ("is_shown", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("given_by", models.F("person")), _negated=True),
                        name="nobody_rewards_oneself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleBook",
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
                ("text", models.TextField()),
                ("rules", models.JSONField()),
                (
                    "consulted",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Consulted["CONGRESS"],
                                shoumi.chapters.conduct.rules.words.Consulted["CONGRESS"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Consulted["ALL_STAFF"],
                                shoumi.chapters.conduct.rules.words.Consulted["ALL_STAFF"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Consulted["UNION"],
                                shoumi.chapters.conduct.rules.words.Consulted["UNION"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("held", models.DateField()),
                ("people", models.PositiveIntegerField()),
                ("opinions", models.TextField()),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("first_approver", models.CharField(default="", max_length=40)),
                ("second_approver", models.CharField(default="", max_length=40)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_approver", ""),
                            models.Q(("first_approver", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rulebook_not_by_its_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_approver", ""),
                            models.Q(("second_approver", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rulebook_not_by_its_writer_2",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_approver", ""),
                            models.Q(
                                ("second_approver", models.F("first_approver")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="rulebook_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                models.Q(("first_approver", ""), _negated=True),
                                models.Q(("second_approver", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rulebook_published_means_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sample",
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
                ("check_of", models.CharField(max_length=40)),
                ("position", models.BigIntegerField()),
                ("person", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["READ"],
                                shoumi.chapters.conduct.rules.accesses.Kind["READ"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["LIST"],
                                shoumi.chapters.conduct.rules.accesses.Kind["LIST"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["EXPORT"],
                                shoumi.chapters.conduct.rules.accesses.Kind["EXPORT"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["EMERGENCY"],
                                shoumi.chapters.conduct.rules.accesses.Kind["EMERGENCY"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["MINOR"],
                                shoumi.chapters.conduct.rules.accesses.Kind["MINOR"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.accesses.Kind["REFUSED"],
                                shoumi.chapters.conduct.rules.accesses.Kind["REFUSED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.draw.Why["EXPORT"],
                                shoumi.chapters.conduct.rules.draw.Why["EXPORT"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.draw.Why["EMERGENCY"],
                                shoumi.chapters.conduct.rules.draw.Why["EMERGENCY"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.draw.Why["MINOR"],
                                shoumi.chapters.conduct.rules.draw.Why["MINOR"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.draw.Why["CHECKER"],
                                shoumi.chapters.conduct.rules.draw.Why["CHECKER"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.draw.Why["CHANCE"],
                                shoumi.chapters.conduct.rules.draw.Why["CHANCE"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.draw.Why["LATE"],
                                shoumi.chapters.conduct.rules.draw.Why["LATE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("checker", models.CharField(max_length=40)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Finding["FITS"],
                                shoumi.chapters.conduct.rules.words.Finding["FITS"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Finding["UNCLEAR"],
                                shoumi.chapters.conduct.rules.words.Finding["UNCLEAR"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Finding["BREACH"],
                                shoumi.chapters.conduct.rules.words.Finding["BREACH"],
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Ground["OWN_TASK"],
                                shoumi.chapters.conduct.rules.words.Ground["OWN_TASK"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["AGREED"],
                                shoumi.chapters.conduct.rules.words.Ground["AGREED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["ASKED_BY_CUSTOMER"],
                                shoumi.chapters.conduct.rules.words.Ground["ASKED_BY_CUSTOMER"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["NEEDS_ANSWER"],
                                shoumi.chapters.conduct.rules.words.Ground["NEEDS_ANSWER"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["NO_NEED"],
                                shoumi.chapters.conduct.rules.words.Ground["NO_NEED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["TOO_MANY"],
                                shoumi.chapters.conduct.rules.words.Ground["TOO_MANY"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Ground["OTHER_PURPOSE"],
                                shoumi.chapters.conduct.rules.words.Ground["OTHER_PURPOSE"],
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["checker", "judged_at"], name="sample_of_checker")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("check_of", "position"), name="drawn_once"),
                    models.CheckConstraint(
                        condition=models.Q(("checker", models.F("person")), _negated=True),
                        name="nobody_checks_an_own_access",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("ground", ""), ("judged_at__isnull", True)),
                            models.Q(
                                ("judged_at__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                                models.Q(("ground", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sample_judged_means_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffCase",
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
                ("person", models.CharField(max_length=40)),
                ("happened_at", models.DateTimeField()),
                ("evidence", models.JSONField()),
                ("opened_by", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField()),
                ("reply_until", models.DateTimeField()),
                ("account", models.CharField(max_length=40)),
                ("reply", models.CharField(default="", max_length=40)),
                ("replied_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(default="", max_length=40)),
                ("reasons", models.CharField(default="", max_length=40)),
                ("book", models.CharField(default="", max_length=40)),
                ("rule", models.CharField(default="", max_length=12)),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["NONE"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["NONE"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["TALK"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["TALK"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["TRAINING"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["TRAINING"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["WARNING"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["WARNING"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["WRITTEN_WARNING"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["WRITTEN_WARNING"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["ROLE_ENDS"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["ROLE_ENDS"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.sanctions.Sanction["DISMISSAL"],
                                shoumi.chapters.conduct.rules.sanctions.Sanction["DISMISSAL"],
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("asked", models.PositiveBigIntegerField(default=0)),
                ("loss", models.PositiveBigIntegerField(default=0)),
                ("wage", models.PositiveBigIntegerField(default=0)),
                ("minimum", models.PositiveBigIntegerField(default=0)),
                ("appeal", models.CharField(default="", max_length=40)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(default="", max_length=40)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(default="", max_length=40)),
                ("is_upheld", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("opened_by", models.F("person")), _negated=True),
                        name="nobody_opens_an_own_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", ""),
                            models.Q(("decided_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_an_own_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", ""),
                            models.Q(("decided_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_case_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by", ""),
                            models.Q(("settled_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_settles_an_own_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by", ""),
                            models.Q(("settled_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="an_appeal_goes_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            ("appealed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="settled_means_appealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffCheck",
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
                ("month", models.DateField(unique=True)),
                ("commitment", models.CharField(max_length=64)),
                ("committed_at", models.DateTimeField()),
                ("seed", models.CharField(default="", max_length=64)),
                ("first", models.BigIntegerField(null=True)),
                ("last", models.BigIntegerField(null=True)),
                ("entries", models.PositiveIntegerField(default=0)),
                ("chance", models.PositiveIntegerField(default=0)),
                ("checkers", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(default="", max_length=40)),
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
                        name="staffcheck_closed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_at__isnull", True), ("seed", "")),
                            models.Q(
                                ("drawn_at__isnull", False),
                                ("first__isnull", False),
                                models.Q(("seed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="staffcheck_drawn_means_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("drawn_at__isnull", False),
                            _connector="OR",
                        ),
                        name="staffcheck_closed_means_drawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
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
                    "why",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Danger["SIGNALS"],
                                shoumi.chapters.conduct.rules.words.Danger["SIGNALS"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Danger["BREACH"],
                                shoumi.chapters.conduct.rules.words.Danger["BREACH"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Danger["ACCOUNT"],
                                shoumi.chapters.conduct.rules.words.Danger["ACCOUNT"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("person",),
                        name="suspended_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                models.Q(("lifted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suspension_lifted_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_by", ""),
                            models.Q(("lifted_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_lifts_an_own_suspension",
                    ),
                ],
            },
        ),
    ]
