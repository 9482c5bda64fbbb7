"""Create the deals, their parties, data sets, milestones and filings.

Safe while old code runs: adds tables and touches none.
"""

import django.db.models.deletion
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
                            ("equity", "equity"),
                            ("merger", "merger"),
                            ("division", "division"),
                            ("dissolution", "dissolution"),
                            ("bankruptcy", "bankruptcy"),
                            ("asset", "asset"),
                            ("shell", "shell"),
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
                            ("", ""),
                            ("suspended", "suspended"),
                            ("terminated", "terminated"),
                        ],
                        default="",
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
                            ("TR", "TR"),
                            ("TE", "TE"),
                            ("target", "target"),
                            ("other_holder", "other_holder"),
                            ("vendor", "vendor"),
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
                            ("target", "target"),
                            ("successor", "successor"),
                            ("processor", "processor"),
                            ("other", "other"),
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
                            ("intake", "intake"),
                            ("mandate", "mandate"),
                            ("inventory", "inventory"),
                            ("pipia", "pipia"),
                            ("listed", "listed"),
                            ("matched", "matched"),
                            ("nda", "nda"),
                            ("dd_l1", "dd_l1"),
                            ("dd_l2", "dd_l2"),
                            ("dd_l3", "dd_l3"),
                            ("term_sheet", "term_sheet"),
                            ("internal_approval", "internal_approval"),
                            ("signed", "signed"),
                            ("tax", "tax"),
                            ("notice_campaign", "notice_campaign"),
                            ("registered", "registered"),
                            ("post_registration", "post_registration"),
                            ("data_handover", "data_handover"),
                            ("settled", "settled"),
                            ("closed", "closed"),
                            ("terminated", "terminated"),
                            ("suspended", "suspended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("finish", "finish"),
                            ("waive", "waive"),
                            ("turn_down", "turn_down"),
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
                            ("notice_17", "notice_17"),
                            ("service_agreement", "service_agreement"),
                            ("kyc_consent", "kyc_consent"),
                            ("authority", "authority"),
                            ("terms_accepted", "terms_accepted"),
                            ("dpa", "dpa"),
                            ("listing_approved", "listing_approved"),
                            ("buyer_notice", "buyer_notice"),
                            ("buyer_kyc", "buyer_kyc"),
                            ("loi", "loi"),
                            ("rofr_notice", "rofr_notice"),
                            ("rofr_waiver", "rofr_waiver"),
                            ("creditors_notice", "creditors_notice"),
                            ("creditors_announcement", "creditors_announcement"),
                            ("resolution", "resolution"),
                            ("data_clauses", "data_clauses"),
                            ("spa", "spa"),
                            ("tax_report", "tax_report"),
                            ("iit_certificate", "iit_certificate"),
                            ("stamp_duty", "stamp_duty"),
                            ("shareholder_register", "shareholder_register"),
                            ("samr_application", "samr_application"),
                            ("new_licence", "new_licence"),
                            ("closing_statement", "closing_statement"),
                            ("bank_change", "bank_change"),
                            ("tax_change", "tax_change"),
                            ("social_insurance_change", "social_insurance_change"),
                            ("beneficial_owner", "beneficial_owner"),
                            ("publicity", "publicity"),
                            ("supervisor_signoff", "supervisor_signoff"),
                            ("escrow_release", "escrow_release"),
                            ("reviewers_dpa", "reviewers_dpa"),
                            ("recipient_certificate", "recipient_certificate"),
                            ("rooms_shut", "rooms_shut"),
                            ("opinion_22", "opinion_22"),
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
                            ("intake", "intake"),
                            ("mandate", "mandate"),
                            ("inventory", "inventory"),
                            ("pipia", "pipia"),
                            ("listed", "listed"),
                            ("matched", "matched"),
                            ("nda", "nda"),
                            ("dd_l1", "dd_l1"),
                            ("dd_l2", "dd_l2"),
                            ("dd_l3", "dd_l3"),
                            ("term_sheet", "term_sheet"),
                            ("internal_approval", "internal_approval"),
                            ("signed", "signed"),
                            ("tax", "tax"),
                            ("notice_campaign", "notice_campaign"),
                            ("registered", "registered"),
                            ("post_registration", "post_registration"),
                            ("data_handover", "data_handover"),
                            ("settled", "settled"),
                            ("closed", "closed"),
                            ("terminated", "terminated"),
                            ("suspended", "suspended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("open", "open"),
                            ("done", "done"),
                            ("waived", "waived"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
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
                            models.Q(("state__in", ["open", "done"]), _negated=True),
                            ("opened_at__isnull", False),
                            _connector="OR",
                        ),
                        name="open_means_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state__in", ["done", "waived"])),
                            models.Q(
                                models.Q(("state__in", ["done", "waived"]), _negated=True),
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
                condition=models.Q(("role", "target")), fields=("deal",), name="one_target_per_deal"
            ),
        ),
        migrations.AddConstraint(
            model_name="dataset",
            constraint=models.UniqueConstraint(
                fields=("deal", "code"), name="one_data_set_per_code"
            ),
        ),
    ]
