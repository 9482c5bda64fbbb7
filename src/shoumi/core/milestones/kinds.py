"""The states of a milestone and the documents and acts that are filed as evidence.

Values are stored and stand in the ledger: changing one needs a migration.
"""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"
    REFUSED = "refused"


class DeadlineKey(StrEnum):
    """What is due in a deal.  Filings start all of them but the reply to a person's request."""

    ROFR_REPLY = "rofr_reply"
    CREDITORS_NOTICE = "creditors_notice"
    CREDITORS_ANNOUNCEMENT = "creditors_announcement"
    TAX_REPORT = "tax_report"
    TAX_RETURN = "tax_return"
    SAMR_FILING = "samr_filing"
    SAMR_DECISION = "samr_decision"
    BANK_CHANGE = "bank_change"
    TAX_CHANGE = "tax_change"
    SOCIAL_INSURANCE_CHANGE = "social_insurance_change"
    BENEFICIAL_OWNER = "beneficial_owner"
    PUBLICITY = "publicity"
    DESTRUCTION_CERTIFICATES = "destruction_certificates"
    DSR_REPLY = "dsr_reply"


class FilingKind(StrEnum):
    NOTICE_17 = "notice_17"  # PIPL 17 notice shown at intake
    SERVICE_AGREEMENT = "service_agreement"
    KYC_CONSENT = "kyc_consent"  # separate consent to the copy of the identity card
    AUTHORITY = "authority"  # the signer may sign for the transferor
    TERMS_ACCEPTED = "terms_accepted"  # privacy clauses of the service agreement
    DPA = "dpa"  # target entrusts the platform, PIPL 21
    LISTING_APPROVED = "listing_approved"
    BUYER_NOTICE = "buyer_notice"
    BUYER_KYC = "buyer_kyc"
    LOI = "loi"
    ROFR_NOTICE = "rofr_notice"  # Company Law 84
    ROFR_WAIVER = "rofr_waiver"
    SOLE_OWNER_DECISION = "sole_owner_decision"  # Company Law 60, 112
    CREDITORS_NOTICE = "creditors_notice"  # Company Law 220
    CREDITORS_ANNOUNCEMENT = "creditors_announcement"
    RESOLUTION = "resolution"
    DATA_CLAUSES = "data_clauses"  # handler, instrument, cut-off and liability in the agreement
    SPA = "spa"
    TAX_REPORT = "tax_report"
    IIT_CERTIFICATE = "iit_certificate"
    STAMP_DUTY = "stamp_duty"
    SHAREHOLDER_REGISTER = "shareholder_register"
    SAMR_APPLICATION = "samr_application"
    NEW_LICENCE = "new_licence"
    CLOSING_STATEMENT = "closing_statement"  # the assets changed hands
    BANK_CHANGE = "bank_change"
    BANK_KEY = "bank_key"  # a key of the company's bank account changed hands
    TAX_CHANGE = "tax_change"
    SOCIAL_INSURANCE_CHANGE = "social_insurance_change"
    BENEFICIAL_OWNER = "beneficial_owner"
    PUBLICITY = "publicity"  # the change is in the public register
    SUPERVISOR_SIGNOFF = "supervisor_signoff"
    ESCROW_RELEASE = "escrow_release"
    REVIEWERS_DPA = "reviewers_dpa"  # target entrusts the named reviewers, PIPL 21
    RECIPIENT_CERTIFICATE = "recipient_certificate"
    ROOMS_SHUT = "rooms_shut"
    OPINION_22 = "opinion_22"  # a lawyer puts an asset deal under PIPL 22
