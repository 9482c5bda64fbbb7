"""Create the tables of the audit and its findings.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.defence.rules.audit


class Migration(migrations.Migration):
    dependencies = [
        ("defence", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
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
                ("begun_by", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("as_of", models.DateTimeField(null=True)),
                ("hits", models.JSONField(default=list)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audit_ended_by",
                    ),
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="one_audit_runs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditFinding",
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
                    "what",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.audit.What["PORT"],
                                shoumi.chapters.defence.rules.audit.What["PORT"],
                            ),
                            (
                                shoumi.chapters.defence.rules.audit.What["MODE"],
                                shoumi.chapters.defence.rules.audit.What["MODE"],
                            ),
                            (
                                shoumi.chapters.defence.rules.audit.What["DOCTOR"],
                                shoumi.chapters.defence.rules.audit.What["DOCTOR"],
                            ),
                            (
                                shoumi.chapters.defence.rules.audit.What["ADVISORY"],
                                shoumi.chapters.defence.rules.audit.What["ADVISORY"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.audit.Severity["CRITICAL"],
                                shoumi.chapters.defence.rules.audit.Severity["CRITICAL"],
                            ),
                            (
                                shoumi.chapters.defence.rules.audit.Severity["HIGH"],
                                shoumi.chapters.defence.rules.audit.Severity["HIGH"],
                            ),
                            (
                                shoumi.chapters.defence.rules.audit.Severity["MEDIUM"],
                                shoumi.chapters.defence.rules.audit.Severity["MEDIUM"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("mended_at", models.DateTimeField(null=True)),
                ("asked_by", models.CharField(default="", max_length=40)),
                ("asked_until", models.DateTimeField(null=True)),
                ("allowed_by", models.CharField(default="", max_length=40)),
                ("excepted_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mended_at__isnull", True)),
                        fields=("what", "name"),
                        name="auditfinding_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allowed_by", ""),
                            models.Q(("allowed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="auditfinding_allowed_by_another",
                    ),
                ],
            },
        ),
    ]
