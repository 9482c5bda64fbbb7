"""Create the deals, their parties, data sets, milestones and filings.

Safe while old code runs: adds tables and touches none.
"""

import django.db.models.deletion
import shoumi.base.deals.rules
import shoumi.core.instruments
import shoumi.core.milestones.kinds
import shoumi.core.terms
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Deal",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=16, unique=True)),
                (
                    "deal_type",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.DealType["EQUITY"],
                                shoumi.core.terms.DealType["EQUITY"],
                            ),
                            (
                                shoumi.core.terms.DealType["MERGER"],
                                shoumi.core.terms.DealType["MERGER"],
                            ),
                            (
                                shoumi.core.terms.DealType["DIVISION"],
                                shoumi.core.terms.DealType["DIVISION"],
                            ),
                            (
                                shoumi.core.terms.DealType["DISSOLUTION"],
                                shoumi.core.terms.DealType["DISSOLUTION"],
                            ),
                            (
                                shoumi.core.terms.DealType["BANKRUPTCY"],
                                shoumi.core.terms.DealType["BANKRUPTCY"],
                            ),
                            (
                                shoumi.core.terms.DealType["ASSET"],
                                shoumi.core.terms.DealType["ASSET"],
                            ),
                            (
                                shoumi.core.terms.DealType["SHELL"],
                                shoumi.core.terms.DealType["SHELL"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("target_name", models.CharField(max_length=120)),
                (
                    "overlay",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.base.deals.rules.Overlay["NONE"],
                                shoumi.base.deals.rules.Overlay["NONE"],
                            ),
                            (
                                shoumi.base.deals.rules.Overlay["SUSPENDED"],
                                shoumi.base.deals.rules.Overlay["SUSPENDED"],
                            ),
                            (
                                shoumi.base.deals.rules.Overlay["TERMINATED"],
                                shoumi.base.deals.rules.Overlay["TERMINATED"],
                            ),
                        ],
                        default=shoumi.base.deals.rules.Overlay["NONE"],
                        max_length=12,
                    ),
                ),
                ("overlay_reason", models.CharField(blank=True, max_length=16)),
                ("overlay_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("overlay", ""),
                                ("overlay_at__isnull", True),
                                ("overlay_reason", ""),
                            ),
                            models.Q(
                                models.Q(("overlay", ""), _negated=True),
                                models.Q(("overlay_reason", ""), _negated=True),
                                ("overlay_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="overlay_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.deals.rules.PartyRole["TR"],
                                shoumi.base.deals.rules.PartyRole["TR"],
                            ),
                            (
                                shoumi.base.deals.rules.PartyRole["TE"],
                                shoumi.base.deals.rules.PartyRole["TE"],
                            ),
                            (
                                shoumi.base.deals.rules.PartyRole["TARGET"],
                                shoumi.base.deals.rules.PartyRole["TARGET"],
                            ),
                            (
                                shoumi.base.deals.rules.PartyRole["OTHER_HOLDER"],
                                shoumi.base.deals.rules.PartyRole["OTHER_HOLDER"],
                            ),
                            (
                                shoumi.base.deals.rules.PartyRole["VENDOR"],
                                shoumi.base.deals.rules.PartyRole["VENDOR"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("uscc", models.CharField(blank=True, max_length=18)),
                ("person", models.CharField(blank=True, max_length=53)),
                ("contact", models.CharField(blank=True, max_length=53)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "ordering": ["ref"],
            },
        ),
        migrations.CreateModel(
            name="DataSet",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "recipient_kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.instruments.Recipient["TARGET"],
                                shoumi.core.instruments.Recipient["TARGET"],
                            ),
                            (
                                shoumi.core.instruments.Recipient["SUCCESSOR"],
                                shoumi.core.instruments.Recipient["SUCCESSOR"],
                            ),
                            (
                                shoumi.core.instruments.Recipient["PROCESSOR"],
                                shoumi.core.instruments.Recipient["PROCESSOR"],
                            ),
                            (
                                shoumi.core.instruments.Recipient["OTHER"],
                                shoumi.core.instruments.Recipient["OTHER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_anonymised", models.BooleanField(default=False)),
                ("has_sensitive", models.BooleanField(default=False)),
                ("has_children", models.BooleanField(default=False)),
                ("is_abroad", models.BooleanField(default=False)),
                ("differs", models.CharField(blank=True, max_length=200)),
                ("instruments", models.CharField(max_length=120)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="datasets",
                        to="deals.deal",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.party",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deals.party",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.DealStage["INTAKE"],
                                shoumi.core.terms.DealStage["INTAKE"],
                            ),
                            (
                                shoumi.core.terms.DealStage["MANDATE"],
                                shoumi.core.terms.DealStage["MANDATE"],
                            ),
                            (
                                shoumi.core.terms.DealStage["INVENTORY"],
                                shoumi.core.terms.DealStage["INVENTORY"],
                            ),
                            (
                                shoumi.core.terms.DealStage["PIPIA"],
                                shoumi.core.terms.DealStage["PIPIA"],
                            ),
                            (
                                shoumi.core.terms.DealStage["LISTED"],
                                shoumi.core.terms.DealStage["LISTED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["MATCHED"],
                                shoumi.core.terms.DealStage["MATCHED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["NDA"],
                                shoumi.core.terms.DealStage["NDA"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L1"],
                                shoumi.core.terms.DealStage["DD_L1"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L2"],
                                shoumi.core.terms.DealStage["DD_L2"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L3"],
                                shoumi.core.terms.DealStage["DD_L3"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TERM_SHEET"],
                                shoumi.core.terms.DealStage["TERM_SHEET"],
                            ),
                            (
                                shoumi.core.terms.DealStage["INTERNAL_APPROVAL"],
                                shoumi.core.terms.DealStage["INTERNAL_APPROVAL"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SIGNED"],
                                shoumi.core.terms.DealStage["SIGNED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TAX"],
                                shoumi.core.terms.DealStage["TAX"],
                            ),
                            (
                                shoumi.core.terms.DealStage["NOTICE_CAMPAIGN"],
                                shoumi.core.terms.DealStage["NOTICE_CAMPAIGN"],
                            ),
                            (
                                shoumi.core.terms.DealStage["REGISTERED"],
                                shoumi.core.terms.DealStage["REGISTERED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["POST_REGISTRATION"],
                                shoumi.core.terms.DealStage["POST_REGISTRATION"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DATA_HANDOVER"],
                                shoumi.core.terms.DealStage["DATA_HANDOVER"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SETTLED"],
                                shoumi.core.terms.DealStage["SETTLED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["CLOSED"],
                                shoumi.core.terms.DealStage["CLOSED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TERMINATED"],
                                shoumi.core.terms.DealStage["TERMINATED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SUSPENDED"],
                                shoumi.core.terms.DealStage["SUSPENDED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.deals.rules.Move["OPEN"],
                                shoumi.base.deals.rules.Move["OPEN"],
                            ),
                            (
                                shoumi.base.deals.rules.Move["FINISH"],
                                shoumi.base.deals.rules.Move["FINISH"],
                            ),
                            (
                                shoumi.base.deals.rules.Move["WAIVE"],
                                shoumi.base.deals.rules.Move["WAIVE"],
                            ),
                            (
                                shoumi.base.deals.rules.Move["TURN_DOWN"],
                                shoumi.base.deals.rules.Move["TURN_DOWN"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("missing", models.JSONField()),
                ("actor", models.CharField(max_length=53)),
                ("at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "ordering": ["-position"],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.milestones.kinds.FilingKind["NOTICE_17"],
                                shoumi.core.milestones.kinds.FilingKind["NOTICE_17"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SERVICE_AGREEMENT"],
                                shoumi.core.milestones.kinds.FilingKind["SERVICE_AGREEMENT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["KYC_CONSENT"],
                                shoumi.core.milestones.kinds.FilingKind["KYC_CONSENT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["AUTHORITY"],
                                shoumi.core.milestones.kinds.FilingKind["AUTHORITY"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["TERMS_ACCEPTED"],
                                shoumi.core.milestones.kinds.FilingKind["TERMS_ACCEPTED"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["DPA"],
                                shoumi.core.milestones.kinds.FilingKind["DPA"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["LISTING_APPROVED"],
                                shoumi.core.milestones.kinds.FilingKind["LISTING_APPROVED"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["BUYER_NOTICE"],
                                shoumi.core.milestones.kinds.FilingKind["BUYER_NOTICE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["BUYER_KYC"],
                                shoumi.core.milestones.kinds.FilingKind["BUYER_KYC"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["LOI"],
                                shoumi.core.milestones.kinds.FilingKind["LOI"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["ROFR_NOTICE"],
                                shoumi.core.milestones.kinds.FilingKind["ROFR_NOTICE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["ROFR_WAIVER"],
                                shoumi.core.milestones.kinds.FilingKind["ROFR_WAIVER"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["CREDITORS_NOTICE"],
                                shoumi.core.milestones.kinds.FilingKind["CREDITORS_NOTICE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["CREDITORS_ANNOUNCEMENT"],
                                shoumi.core.milestones.kinds.FilingKind["CREDITORS_ANNOUNCEMENT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["RESOLUTION"],
                                shoumi.core.milestones.kinds.FilingKind["RESOLUTION"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["DATA_CLAUSES"],
                                shoumi.core.milestones.kinds.FilingKind["DATA_CLAUSES"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SPA"],
                                shoumi.core.milestones.kinds.FilingKind["SPA"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["TAX_REPORT"],
                                shoumi.core.milestones.kinds.FilingKind["TAX_REPORT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["IIT_CERTIFICATE"],
                                shoumi.core.milestones.kinds.FilingKind["IIT_CERTIFICATE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["STAMP_DUTY"],
                                shoumi.core.milestones.kinds.FilingKind["STAMP_DUTY"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SHAREHOLDER_REGISTER"],
                                shoumi.core.milestones.kinds.FilingKind["SHAREHOLDER_REGISTER"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SAMR_APPLICATION"],
                                shoumi.core.milestones.kinds.FilingKind["SAMR_APPLICATION"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["NEW_LICENCE"],
                                shoumi.core.milestones.kinds.FilingKind["NEW_LICENCE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["CLOSING_STATEMENT"],
                                shoumi.core.milestones.kinds.FilingKind["CLOSING_STATEMENT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["BANK_CHANGE"],
                                shoumi.core.milestones.kinds.FilingKind["BANK_CHANGE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["TAX_CHANGE"],
                                shoumi.core.milestones.kinds.FilingKind["TAX_CHANGE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SOCIAL_INSURANCE_CHANGE"],
                                shoumi.core.milestones.kinds.FilingKind["SOCIAL_INSURANCE_CHANGE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["BENEFICIAL_OWNER"],
                                shoumi.core.milestones.kinds.FilingKind["BENEFICIAL_OWNER"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["PUBLICITY"],
                                shoumi.core.milestones.kinds.FilingKind["PUBLICITY"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["SUPERVISOR_SIGNOFF"],
                                shoumi.core.milestones.kinds.FilingKind["SUPERVISOR_SIGNOFF"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["ESCROW_RELEASE"],
                                shoumi.core.milestones.kinds.FilingKind["ESCROW_RELEASE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["REVIEWERS_DPA"],
                                shoumi.core.milestones.kinds.FilingKind["REVIEWERS_DPA"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["RECIPIENT_CERTIFICATE"],
                                shoumi.core.milestones.kinds.FilingKind["RECIPIENT_CERTIFICATE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["ROOMS_SHUT"],
                                shoumi.core.milestones.kinds.FilingKind["ROOMS_SHUT"],
                            ),
                            (
                                shoumi.core.milestones.kinds.FilingKind["OPINION_22"],
                                shoumi.core.milestones.kinds.FilingKind["OPINION_22"],
                            ),
                        ],
                        max_length=24,
                    ),
                ),
                ("sha256", models.BinaryField(max_length=32)),
                ("document", models.CharField(blank=True, max_length=53)),
                ("party", models.CharField(blank=True, max_length=53)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=53)),
                ("facts", models.JSONField(default=dict)),
                ("position", models.PositiveBigIntegerField()),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["deal", "kind", "position"], name="filings_of_a_kind")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deal", "kind", "party", "sha256"), name="a_document_is_filed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.DealStage["INTAKE"],
                                shoumi.core.terms.DealStage["INTAKE"],
                            ),
                            (
                                shoumi.core.terms.DealStage["MANDATE"],
                                shoumi.core.terms.DealStage["MANDATE"],
                            ),
                            (
                                shoumi.core.terms.DealStage["INVENTORY"],
                                shoumi.core.terms.DealStage["INVENTORY"],
                            ),
                            (
                                shoumi.core.terms.DealStage["PIPIA"],
                                shoumi.core.terms.DealStage["PIPIA"],
                            ),
                            (
                                shoumi.core.terms.DealStage["LISTED"],
                                shoumi.core.terms.DealStage["LISTED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["MATCHED"],
                                shoumi.core.terms.DealStage["MATCHED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["NDA"],
                                shoumi.core.terms.DealStage["NDA"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L1"],
                                shoumi.core.terms.DealStage["DD_L1"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L2"],
                                shoumi.core.terms.DealStage["DD_L2"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DD_L3"],
                                shoumi.core.terms.DealStage["DD_L3"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TERM_SHEET"],
                                shoumi.core.terms.DealStage["TERM_SHEET"],
                            ),
                            (
                                shoumi.core.terms.DealStage["INTERNAL_APPROVAL"],
                                shoumi.core.terms.DealStage["INTERNAL_APPROVAL"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SIGNED"],
                                shoumi.core.terms.DealStage["SIGNED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TAX"],
                                shoumi.core.terms.DealStage["TAX"],
                            ),
                            (
                                shoumi.core.terms.DealStage["NOTICE_CAMPAIGN"],
                                shoumi.core.terms.DealStage["NOTICE_CAMPAIGN"],
                            ),
                            (
                                shoumi.core.terms.DealStage["REGISTERED"],
                                shoumi.core.terms.DealStage["REGISTERED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["POST_REGISTRATION"],
                                shoumi.core.terms.DealStage["POST_REGISTRATION"],
                            ),
                            (
                                shoumi.core.terms.DealStage["DATA_HANDOVER"],
                                shoumi.core.terms.DealStage["DATA_HANDOVER"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SETTLED"],
                                shoumi.core.terms.DealStage["SETTLED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["CLOSED"],
                                shoumi.core.terms.DealStage["CLOSED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["TERMINATED"],
                                shoumi.core.terms.DealStage["TERMINATED"],
                            ),
                            (
                                shoumi.core.terms.DealStage["SUSPENDED"],
                                shoumi.core.terms.DealStage["SUSPENDED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.milestones.kinds.Standing["WAITING"],
                                shoumi.core.milestones.kinds.Standing["WAITING"],
                            ),
                            (
                                shoumi.core.milestones.kinds.Standing["OPEN"],
                                shoumi.core.milestones.kinds.Standing["OPEN"],
                            ),
                            (
                                shoumi.core.milestones.kinds.Standing["DONE"],
                                shoumi.core.milestones.kinds.Standing["DONE"],
                            ),
                            (
                                shoumi.core.milestones.kinds.Standing["WAIVED"],
                                shoumi.core.milestones.kinds.Standing["WAIVED"],
                            ),
                            (
                                shoumi.core.milestones.kinds.Standing["REFUSED"],
                                shoumi.core.milestones.kinds.Standing["REFUSED"],
                            ),
                        ],
                        default=shoumi.core.milestones.kinds.Standing["WAITING"],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=24)),
                ("opened_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("position", models.PositiveBigIntegerField(null=True)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="deals.deal",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("deal", "code"), name="each_milestone_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        shoumi.core.milestones.kinds.Standing["OPEN"],
                                        shoumi.core.milestones.kinds.Standing["DONE"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("opened_at__isnull", False),
                            _connector="OR",
                        ),
                        name="open_means_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                (
                                    "state__in",
                                    [
                                        shoumi.core.milestones.kinds.Standing["DONE"],
                                        shoumi.core.milestones.kinds.Standing["WAIVED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            shoumi.core.milestones.kinds.Standing["DONE"],
                                            shoumi.core.milestones.kinds.Standing["WAIVED"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="done_means_dated",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("person", ""), _negated=True),
                fields=["person"],
                name="party_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("contact", ""), _negated=True),
                fields=["contact"],
                name="party_of_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", shoumi.base.deals.rules.PartyRole["TARGET"])),
                fields=("deal",),
                name="one_target_per_deal",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataset",
            constraint=models.UniqueConstraint(
                fields=("deal", "code"), name="one_data_set_per_code"
            ),
        ),
    ]
