"""Create the tables of consent.

Safe while the old code runs: adds tables, touches none.
"""

import django.db.models.deletion
from django.db import migrations, models

import shoumi.chapters.consent.rules
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("sha256", models.CharField(max_length=64)),
                ("document", models.CharField(max_length=40)),
                ("approved_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "id"], name="notice_of_deal")],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Purpose["SUCCESSION"],
                                shoumi.chapters.consent.rules.Purpose["SUCCESSION"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Purpose["PROVISION"],
                                shoumi.chapters.consent.rules.Purpose["PROVISION"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Purpose["NEW_PURPOSE"],
                                shoumi.chapters.consent.rules.Purpose["NEW_PURPOSE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("recipient", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.CampaignState["PREPARED"],
                                shoumi.chapters.consent.rules.CampaignState["PREPARED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.CampaignState["OPEN"],
                                shoumi.chapters.consent.rules.CampaignState["OPEN"],
                            ),
                            (
                                shoumi.chapters.consent.rules.CampaignState["CLOSED"],
                                shoumi.chapters.consent.rules.CampaignState["CLOSED"],
                            ),
                        ],
                        default=shoumi.chapters.consent.rules.CampaignState["PREPARED"],
                        max_length=10,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("window_ends_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField()),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="consent.notice"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deal", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Outcome["EXCLUDED"],
                                shoumi.chapters.consent.rules.Outcome["EXCLUDED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Outcome["MARKETING_OFF"],
                                shoumi.chapters.consent.rules.Outcome["MARKETING_OFF"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Outcome["SEALED"],
                                shoumi.chapters.consent.rules.Outcome["SEALED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Outcome["FROZEN"],
                                shoumi.chapters.consent.rules.Outcome["FROZEN"],
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="consent.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.ConsentState["DRAFT"],
                                shoumi.core.terms.ConsentState["DRAFT"],
                            ),
                            (
                                shoumi.core.terms.ConsentState["GIVEN"],
                                shoumi.core.terms.ConsentState["GIVEN"],
                            ),
                            (
                                shoumi.core.terms.ConsentState["REFUSED"],
                                shoumi.core.terms.ConsentState["REFUSED"],
                            ),
                            (
                                shoumi.core.terms.ConsentState["WITHDRAWN"],
                                shoumi.core.terms.ConsentState["WITHDRAWN"],
                            ),
                            (
                                shoumi.core.terms.ConsentState["EXPIRED"],
                                shoumi.core.terms.ConsentState["EXPIRED"],
                            ),
                            (
                                shoumi.core.terms.ConsentState["SUPERSEDED"],
                                shoumi.core.terms.ConsentState["SUPERSEDED"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Lane["SELF"],
                                shoumi.chapters.consent.rules.Lane["SELF"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Lane["GUARDIAN"],
                                shoumi.chapters.consent.rules.Lane["GUARDIAN"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Channel["PORTAL"],
                                shoumi.chapters.consent.rules.Channel["PORTAL"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Channel["PAPER"],
                                shoumi.chapters.consent.rules.Channel["PAPER"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Channel["PHONE"],
                                shoumi.chapters.consent.rules.Channel["PHONE"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Channel["SIMULATED"],
                                shoumi.chapters.consent.rules.Channel["SIMULATED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("notice_sha256", models.CharField(max_length=64)),
                ("answered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField()),
                ("row", models.PositiveIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="consent.campaign",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["campaign", "state", "id"], name="consent_of_campaign")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "subject"), name="answered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shoumi.core.terms.ConsentState["WITHDRAWN"]),
                                ("withdrawn_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", shoumi.core.terms.ConsentState["WITHDRAWN"]),
                                    _negated=True,
                                ),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_means_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=40)),
                (
                    "lane",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Lane["SELF"],
                                shoumi.chapters.consent.rules.Lane["SELF"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Lane["GUARDIAN"],
                                shoumi.chapters.consent.rules.Lane["GUARDIAN"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.consent.rules.Delivery["QUEUED"],
                                shoumi.chapters.consent.rules.Delivery["QUEUED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Delivery["REACHED"],
                                shoumi.chapters.consent.rules.Delivery["REACHED"],
                            ),
                            (
                                shoumi.chapters.consent.rules.Delivery["UNREACHED"],
                                shoumi.chapters.consent.rules.Delivery["UNREACHED"],
                            ),
                        ],
                        default=shoumi.chapters.consent.rules.Delivery["QUEUED"],
                        max_length=10,
                    ),
                ),
                ("code_sha256", models.CharField(max_length=64)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="consent.campaign",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["code_sha256"], name="invitation_of_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "subject"), name="asked_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("deal", "purpose"), name="a_purpose_is_asked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                fields=("campaign", "subject"), name="objected_once"
            ),
        ),
    ]
