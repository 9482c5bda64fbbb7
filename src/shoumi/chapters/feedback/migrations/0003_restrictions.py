"""Whose data rest because that person asked for it.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules.restrictions


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0002_mails"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restriction",
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
                ("request", models.CharField(max_length=40, unique=True)),
                ("subject", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=40)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["REFUSED"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["REFUSED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["TAKEN_BACK"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["TAKEN_BACK"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["AGREED"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["AGREED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["RENEWED"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["RENEWED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["SORTED"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["SORTED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.restrictions.Ending["NO_GROUND"],
                                shoumi.chapters.feedback.rules.restrictions.Ending["NO_GROUND"],
                            ),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject"], name="restrictions_of_subject")],
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
                        name="restriction_ended_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("ending", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="ended_restriction_says_why",
                    ),
                ],
            },
        ),
    ]
