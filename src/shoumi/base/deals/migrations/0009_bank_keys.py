"""The receipt for a key of the bank account is a kind of filing.

Safe while the old code runs: choices are no constraint, and the old code offers the others.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0008_former_buyers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="filing",
            name="kind",
            field=models.CharField(
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
                    ("sole_owner_decision", "sole_owner_decision"),
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
                    ("bank_key", "bank_key"),
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
    ]
