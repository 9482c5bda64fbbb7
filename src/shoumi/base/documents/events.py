"""What documents write in the ledger, and the closed list of what a document may be."""

from enum import StrEnum


class Tag(StrEnum):
    STORED = "document.stored"  # facts: kind, document, bytes
    ROOT_MADE = "document.root_made"  # facts: certificate
    SIGNER_CERTIFIED = "document.signer_certified"  # facts: certificate, until


class Kind(StrEnum):
    """Stored and in the ledger: changing a value needs a migration."""

    NDA = "nda"
    PIPIA_REPORT = "pipia_report"
    NOTICE = "notice"
    SEPARATE_CONSENT = "separate_consent"
    CONSENT_RECEIPT = "consent_receipt"
    DESTRUCTION_CERTIFICATE = "destruction_certificate"
    RECIPIENT_CERTIFICATE = "recipient_certificate"
    HANDOVER_RECORD = "handover_record"
    HANDOVER_PACKAGE = "handover_package"
    CLOSING_REPORT = "closing_report"
    TEASER = "teaser"
    ROOM_CONTENT = "room_content"
    UPLOAD = "upload"
    EVIDENCE = "evidence"
