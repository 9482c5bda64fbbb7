"""Plans, duty, contacts, changes, incidents and what belongs to them.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.incidents.rules.words
import shoumi.core.incident_clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BreachStep",
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
                ("breach", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["NOTE"],
                                shoumi.chapters.incidents.rules.words.StepKind["NOTE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["EVIDENCE"],
                                shoumi.chapters.incidents.rules.words.StepKind["EVIDENCE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["LOCKED_OUT"],
                                shoumi.chapters.incidents.rules.words.StepKind["LOCKED_OUT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["ROOMS_SHUT"],
                                shoumi.chapters.incidents.rules.words.StepKind["ROOMS_SHUT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["DEAL_STOPPED"],
                                shoumi.chapters.incidents.rules.words.StepKind["DEAL_STOPPED"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["TASKS_CLOSED"],
                                shoumi.chapters.incidents.rules.words.StepKind["TASKS_CLOSED"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.StepKind["MEASURE"],
                                shoumi.chapters.incidents.rules.words.StepKind["MEASURE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("of", models.CharField(default="", max_length=40)),
                ("words", models.CharField(default="", max_length=40)),
                ("document", models.CharField(default="", max_length=40)),
                ("sha256", models.CharField(default="", max_length=64)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Breach",
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
                ("is_drill", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Kind["MISDELIVERY"],
                                shoumi.chapters.incidents.rules.words.Kind["MISDELIVERY"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["INTRUSION"],
                                shoumi.chapters.incidents.rules.words.Kind["INTRUSION"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["INSIDER"],
                                shoumi.chapters.incidents.rules.words.Kind["INSIDER"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["LOST_DEVICE"],
                                shoumi.chapters.incidents.rules.words.Kind["LOST_DEVICE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["VENDOR"],
                                shoumi.chapters.incidents.rules.words.Kind["VENDOR"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["RANSOM"],
                                shoumi.chapters.incidents.rules.words.Kind["RANSOM"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Kind["OTHER"],
                                shoumi.chapters.incidents.rules.words.Kind["OTHER"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Source["STAFF"],
                                shoumi.chapters.incidents.rules.words.Source["STAFF"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Source["CUSTOMER"],
                                shoumi.chapters.incidents.rules.words.Source["CUSTOMER"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Source["VENDOR"],
                                shoumi.chapters.incidents.rules.words.Source["VENDOR"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Source["MONITORING"],
                                shoumi.chapters.incidents.rules.words.Source["MONITORING"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Source["AUTHORITY"],
                                shoumi.chapters.incidents.rules.words.Source["AUTHORITY"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("deals", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                ("reported_by", models.CharField(max_length=40)),
                ("reported_at", models.DateTimeField()),
                ("account", models.CharField(max_length=40)),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Operator["GENERAL"],
                                shoumi.core.incident_clock.Operator["GENERAL"],
                            ),
                            (
                                shoumi.core.incident_clock.Operator["CII"],
                                shoumi.core.incident_clock.Operator["CII"],
                            ),
                            (
                                shoumi.core.incident_clock.Operator["STATE_ORGAN"],
                                shoumi.core.incident_clock.Operator["STATE_ORGAN"],
                            ),
                        ],
                        max_length=40,
                    ),
                ),
                ("persons", models.PositiveBigIntegerField(default=0)),
                ("loss", models.PositiveBigIntegerField(default=0)),
                ("is_leak", models.BooleanField(default=False)),
                (
                    "judged",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Severity["LOW"],
                                shoumi.core.incident_clock.Severity["LOW"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["HIGH"],
                                shoumi.core.incident_clock.Severity["HIGH"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "raised",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Level["GENERAL"],
                                shoumi.core.incident_clock.Level["GENERAL"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["MAJOR"],
                                shoumi.core.incident_clock.Level["MAJOR"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Severity["LOW"],
                                shoumi.core.incident_clock.Severity["LOW"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["HIGH"],
                                shoumi.core.incident_clock.Severity["HIGH"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Level["GENERAL"],
                                shoumi.core.incident_clock.Level["GENERAL"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["MAJOR"],
                                shoumi.core.incident_clock.Level["MAJOR"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("contained_at", models.DateTimeField(null=True)),
                ("contained_by", models.CharField(default="", max_length=40)),
                (
                    "root",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Root["HUMAN_ERROR"],
                                shoumi.chapters.incidents.rules.words.Root["HUMAN_ERROR"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Root["PROCESS"],
                                shoumi.chapters.incidents.rules.words.Root["PROCESS"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Root["TECHNICAL"],
                                shoumi.chapters.incidents.rules.words.Root["TECHNICAL"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Root["MALICE"],
                                shoumi.chapters.incidents.rules.words.Root["MALICE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Root["THIRD_PARTY"],
                                shoumi.chapters.incidents.rules.words.Root["THIRD_PARTY"],
                            ),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("cause_text", models.CharField(default="", max_length=40)),
                ("cause_at", models.DateTimeField(null=True)),
                ("cause_by", models.CharField(default="", max_length=40)),
                ("lesson", models.CharField(default="", max_length=40)),
                ("closing_at", models.DateTimeField(null=True)),
                ("closing_by", models.CharField(default="", max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(default="", max_length=40)),
                ("injects", models.JSONField(default=list)),
                ("missed", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contained_at__isnull", True), ("contained_by", "")),
                            models.Q(
                                ("contained_at__isnull", False),
                                models.Q(("contained_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="breach_contained_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause_at__isnull", True), ("cause_by", "")),
                            models.Q(
                                ("cause_at__isnull", False),
                                models.Q(("cause_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="breach_cause_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closing_at__isnull", True), ("closing_by", "")),
                            models.Q(
                                ("closing_at__isnull", False),
                                models.Q(("closing_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="breach_closing_by_someone",
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
                        name="breach_closed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by", ""),
                            models.Q(("closed_by", models.F("closing_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="breach_closed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(
                                ("contained_at__isnull", False), ("closing_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="breach_closed_means_contained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause_at__isnull", True), ("root", "")),
                            models.Q(
                                ("cause_at__isnull", False), models.Q(("root", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="breach_cause_means_root",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachNotice",
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
                ("breach", models.CharField(max_length=40)),
                (
                    "addressee",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Addressee["AUTHORITY"],
                                shoumi.chapters.incidents.rules.words.Addressee["AUTHORITY"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Addressee["POLICE"],
                                shoumi.chapters.incidents.rules.words.Addressee["POLICE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Addressee["PERSONS"],
                                shoumi.chapters.incidents.rules.words.Addressee["PERSONS"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Way["HOTLINE"],
                                shoumi.chapters.incidents.rules.words.Way["HOTLINE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["ONLINE"],
                                shoumi.chapters.incidents.rules.words.Way["ONLINE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["PHONE"],
                                shoumi.chapters.incidents.rules.words.Way["PHONE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["TEXT_MESSAGE"],
                                shoumi.chapters.incidents.rules.words.Way["TEXT_MESSAGE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["MAIL"],
                                shoumi.chapters.incidents.rules.words.Way["MAIL"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["LETTER"],
                                shoumi.chapters.incidents.rules.words.Way["LETTER"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Way["ANNOUNCEMENT"],
                                shoumi.chapters.incidents.rules.words.Way["ANNOUNCEMENT"],
                            ),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveBigIntegerField()),
                ("happened", models.TextField()),
                ("remedies", models.TextField()),
                ("contact", models.TextField()),
                ("is_spared", models.BooleanField(default=False)),
                ("proof", models.CharField(default="", max_length=40)),
                ("sent_by", models.CharField(max_length=40)),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_spared", False), ("addressee", "PERSONS"), _connector="OR"
                        ),
                        name="only_persons_are_spared",
                    )
                ],
            },
        ),
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
            name="Exposure",
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
                ("breach", models.CharField(max_length=40)),
                ("deal", models.CharField(default="", max_length=40)),
                ("person", models.CharField(default="", max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("persons", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="exposure_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Liability",
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
                ("breach", models.CharField(max_length=40)),
                ("person", models.CharField(default="", max_length=40)),
                ("account", models.CharField(max_length=40)),
                ("told_by_whom", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField()),
                ("reply_until", models.DateTimeField(null=True)),
                ("reply", models.CharField(default="", max_length=40)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.incidents.rules.words.Finding["NOT_RESPONSIBLE"],
                                shoumi.chapters.incidents.rules.words.Finding["NOT_RESPONSIBLE"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Finding["NEGLIGENT"],
                                shoumi.chapters.incidents.rules.words.Finding["NEGLIGENT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Finding["GROSSLY_NEGLIGENT"],
                                shoumi.chapters.incidents.rules.words.Finding["GROSSLY_NEGLIGENT"],
                            ),
                            (
                                shoumi.chapters.incidents.rules.words.Finding["INTENT"],
                                shoumi.chapters.incidents.rules.words.Finding["INTENT"],
                            ),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("reasons", models.CharField(default="", max_length=40)),
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
                        name="liability_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", ""),
                            models.Q(("decided_by", models.F("told_by_whom")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_liability_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", ""),
                            models.Q(
                                models.Q(("told_by_whom", models.F("person")), _negated=True),
                                models.Q(("decided_by", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_judges_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", ""), ("reply_until__isnull", True)),
                            models.Q(
                                models.Q(("person", ""), _negated=True),
                                ("reply_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_person_can_reply",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("finding", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="liability_decided_means_finding",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lowering",
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
                ("breach", models.CharField(max_length=40)),
                ("persons", models.PositiveBigIntegerField()),
                ("loss", models.PositiveBigIntegerField()),
                ("is_leak", models.BooleanField()),
                (
                    "judged",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Severity["LOW"],
                                shoumi.core.incident_clock.Severity["LOW"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                                shoumi.core.incident_clock.Severity["MEDIUM"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["HIGH"],
                                shoumi.core.incident_clock.Severity["HIGH"],
                            ),
                            (
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                                shoumi.core.incident_clock.Severity["CRITICAL"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "raised",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.incident_clock.Level["GENERAL"],
                                shoumi.core.incident_clock.Level["GENERAL"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                                shoumi.core.incident_clock.Level["CONSIDERABLE"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["MAJOR"],
                                shoumi.core.incident_clock.Level["MAJOR"],
                            ),
                            (
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                                shoumi.core.incident_clock.Level["ESPECIALLY_MAJOR"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.CharField(max_length=40)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(default="", max_length=40)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_agreed", models.BooleanField(null=True)),
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
                        name="lowering_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", ""),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_lowering_takes_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("breach",),
                        name="one_lowering_at_once",
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
