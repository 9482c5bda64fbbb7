"""Create the tables of compliance.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.compliance.rules
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("deal", models.CharField(max_length=40)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.compliance.rules.Scope["DUE_DILIGENCE"],
                                shoumi.chapters.compliance.rules.Scope["DUE_DILIGENCE"],
                            ),
                            (
                                shoumi.chapters.compliance.rules.Scope["TRANSFER"],
                                shoumi.chapters.compliance.rules.Scope["TRANSFER"],
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.compliance.rules.State["DRAFT"],
                                shoumi.chapters.compliance.rules.State["DRAFT"],
                            ),
                            (
                                shoumi.chapters.compliance.rules.State["APPROVED"],
                                shoumi.chapters.compliance.rules.State["APPROVED"],
                            ),
                            (
                                shoumi.chapters.compliance.rules.State["STALE"],
                                shoumi.chapters.compliance.rules.State["STALE"],
                            ),
                        ],
                        default=shoumi.chapters.compliance.rules.State["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("risks", models.JSONField()),
                (
                    "inherent",
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
                ("facts_sha256", models.CharField(max_length=64)),
                ("assessor", models.CharField(max_length=40)),
                ("approver", models.CharField(default="", max_length=40)),
                ("document", models.CharField(default="", max_length=40)),
                ("drafted_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("keep_until", models.DateField(null=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deal", "scope", "state"], name="assessment_of_deal")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approver", models.F("assessor")), _negated=True),
                        name="assessor_does_not_approve",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shoumi.chapters.compliance.rules.State["APPROVED"]),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "residual__in",
                                    [
                                        shoumi.core.terms.RiskGrade["LOW"],
                                        shoumi.core.terms.RiskGrade["MEDIUM"],
                                    ],
                                ),
                                ("until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approved_means_acceptable",
                    ),
                ],
            },
        ),
    ]
