"""Vendors, assessments, questionnaires, agreements, tokens, incidents.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.vendors.events
import shoumi.chapters.vendors.rules
import shoumi.chapters.vendors.rules.agreement
import shoumi.core.entrustment
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Impact",
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
                ("vendor", models.CharField(max_length=40)),
                ("written", models.JSONField()),
                ("of_fields", models.JSONField()),
                ("of_purposes", models.JSONField()),
                (
                    "residual",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.RiskGrade["LOW"],
                                shoumi.core.terms.RiskGrade["LOW"],
                            ),
                            (
                                shoumi.core.terms.RiskGrade["MEDIUM"],
                                shoumi.core.terms.RiskGrade["MEDIUM"],
                            ),
                            (
                                shoumi.core.terms.RiskGrade["HIGH"],
                                shoumi.core.terms.RiskGrade["HIGH"],
                            ),
                            (
                                shoumi.core.terms.RiskGrade["SEVERE"],
                                shoumi.core.terms.RiskGrade["SEVERE"],
                            ),
                        ],
                        max_length=4,
                    ),
                ),
                ("assessor", models.CharField(max_length=40)),
                ("approver", models.CharField(default="", max_length=40)),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("until", models.DateField(null=True)),
                ("document", models.CharField(default="", max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["vendor", "id"], name="impact_of_vendor")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True),
                                ("approver", ""),
                                ("until__isnull", True),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("until__isnull", False),
                                models.Q(("approver", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="impact_approved_means_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approver", models.F("assessor")), _negated=True),
                        name="impact_takes_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
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
                ("vendor", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                ("proof", models.CharField(default="", max_length=40)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            models.Q(("proof", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="settled_means_proven",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessingAgreement",
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
                ("vendor", models.CharField(max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.vendors.rules.agreement.Stage["DRAFT"],
                                shoumi.chapters.vendors.rules.agreement.Stage["DRAFT"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.agreement.Stage["SIGNED"],
                                shoumi.chapters.vendors.rules.agreement.Stage["SIGNED"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.agreement.Stage["WITHDRAWN"],
                                shoumi.chapters.vendors.rules.agreement.Stage["WITHDRAWN"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.agreement.Stage["ENDED"],
                                shoumi.chapters.vendors.rules.agreement.Stage["ENDED"],
                            ),
                        ],
                        default=shoumi.chapters.vendors.rules.agreement.Stage["DRAFT"],
                        max_length=9,
                    ),
                ),
                ("terms", models.JSONField()),
                ("fields", models.JSONField()),
                ("persons", models.JSONField()),
                ("signed", models.JSONField(default=list)),
                ("document", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
                ("drafted_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["vendor", "id"], name="processing_of_vendor")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stage", shoumi.chapters.vendors.rules.agreement.Stage["SIGNED"]),
                                _negated=True,
                            ),
                            ("signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="processing_signed_means_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("vendor", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=8)),
                ("digest", models.CharField(default="", max_length=64)),
                ("answers", models.JSONField(default=dict)),
                ("evidence", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField()),
                ("due", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("judged_at", models.DateTimeField(null=True)),
                ("judged_by", models.CharField(default="", max_length=40)),
                ("points", models.PositiveSmallIntegerField(null=True)),
                ("enough_until", models.DateField(null=True)),
                ("next_due", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["vendor", "id"], name="review_of_vendor")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judged_at__isnull", True),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("next_due__isnull", False),
                                ("points__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="judged_means_answered_and_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
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
                ("vendor", models.CharField(max_length=40)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.entrustment.Way["TEXT_MESSAGES"],
                                shoumi.core.entrustment.Way["TEXT_MESSAGES"],
                            ),
                            (
                                shoumi.core.entrustment.Way["MAIL"],
                                shoumi.core.entrustment.Way["MAIL"],
                            ),
                            (
                                shoumi.core.entrustment.Way["FILE"],
                                shoumi.core.entrustment.Way["FILE"],
                            ),
                        ],
                        max_length=13,
                    ),
                ),
                ("purposes", models.JSONField()),
                ("fields", models.JSONField()),
                ("account", models.CharField(blank=True, default="", max_length=253)),
                ("issued_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.vendors.events.Why["REPLACED"],
                                shoumi.chapters.vendors.events.Why["REPLACED"],
                            ),
                            (
                                shoumi.chapters.vendors.events.Why["INCIDENT"],
                                shoumi.chapters.vendors.events.Why["INCIDENT"],
                            ),
                            (
                                shoumi.chapters.vendors.events.Why["ENDED"],
                                shoumi.chapters.vendors.events.Why["ENDED"],
                            ),
                            (
                                shoumi.chapters.vendors.events.Why["BY_HAND"],
                                shoumi.chapters.vendors.events.Why["BY_HAND"],
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
                        fields=("vendor", "way"),
                        name="one_token_a_way",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vendor",
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
                ("name", models.CharField(max_length=120)),
                ("code", models.CharField(max_length=18)),
                (
                    "service",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.vendors.rules.Service["TEXT_MESSAGES"],
                                shoumi.chapters.vendors.rules.Service["TEXT_MESSAGES"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.Service["MAIL"],
                                shoumi.chapters.vendors.rules.Service["MAIL"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.Service["LETTERS"],
                                shoumi.chapters.vendors.rules.Service["LETTERS"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.Service["CALLS"],
                                shoumi.chapters.vendors.rules.Service["CALLS"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.Service["STORAGE"],
                                shoumi.chapters.vendors.rules.Service["STORAGE"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.Service["OTHER"],
                                shoumi.chapters.vendors.rules.Service["OTHER"],
                            ),
                        ],
                        max_length=14,
                    ),
                ),
                ("place", models.CharField(max_length=120)),
                ("ways", models.JSONField()),
                ("purposes", models.JSONField()),
                ("fields", models.JSONField()),
                ("subs", models.JSONField(default=list)),
                ("is_high_risk", models.BooleanField(default=False)),
                ("contact", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.vendors.rules.State["ACTIVE"],
                                shoumi.chapters.vendors.rules.State["ACTIVE"],
                            ),
                            (
                                shoumi.chapters.vendors.rules.State["ENDED"],
                                shoumi.chapters.vendors.rules.State["ENDED"],
                            ),
                        ],
                        default=shoumi.chapters.vendors.rules.State["ACTIVE"],
                        max_length=6,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("returned", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", shoumi.chapters.vendors.rules.State["ENDED"]), _negated=True
                        ),
                        fields=("code",),
                        name="one_row_for_each_vendor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shoumi.chapters.vendors.rules.State["ENDED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("returned", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_means_returned_with_proof",
                    ),
                ],
            },
        ),
    ]
