"""Texts that wait for another person's approval.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.consent.rules
import shoumi.core.terms


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0006_authenticated_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeDraft",
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
                ("deal", models.CharField(max_length=40)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.Instrument["NONE"],
                                shoumi.core.terms.Instrument["NONE"],
                            ),
                            (
                                shoumi.core.terms.Instrument["CHANGE_NOTICE"],
                                shoumi.core.terms.Instrument["CHANGE_NOTICE"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART21_DPA"],
                                shoumi.core.terms.Instrument["ART21_DPA"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART22_NOTICE"],
                                shoumi.core.terms.Instrument["ART22_NOTICE"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART22_RECONSENT"],
                                shoumi.core.terms.Instrument["ART22_RECONSENT"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART23_SEPARATE_CONSENT"],
                                shoumi.core.terms.Instrument["ART23_SEPARATE_CONSENT"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART29"],
                                shoumi.core.terms.Instrument["ART29"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART31"],
                                shoumi.core.terms.Instrument["ART31"],
                            ),
                            (
                                shoumi.core.terms.Instrument["ART39"],
                                shoumi.core.terms.Instrument["ART39"],
                            ),
                        ],
                        max_length=24,
                    ),
                ),
                ("contents", models.JSONField()),
                ("categories", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                ("document", models.CharField(blank=True, default="", max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.DraftState["WAITING"],
                                shoumi.chapters.consent.rules.DraftState["WAITING"],
                            ),
                            (
                                shoumi.chapters.consent.rules.DraftState["APPROVED"],
                                shoumi.chapters.consent.rules.DraftState["APPROVED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.DraftState["RETURNED"],
                                shoumi.chapters.consent.rules.DraftState["RETURNED"],
                            ),
                        ],
                        default=shoumi.chapters.consent.rules.DraftState["WAITING"],
                        max_length=8,
                    ),
                ),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deal", "id"], name="notice_draft_of_deal"),
                    models.Index(
                        condition=models.Q(
                            ("state", shoumi.chapters.consent.rules.DraftState["WAITING"])
                        ),
                        fields=["deal"],
                        name="notice_draft_waiting",
                    ),
                ],
            },
        ),
    ]
