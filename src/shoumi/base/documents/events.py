"""What documents write in the ledger, and the closed list of what a document may be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


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
    PROCESSING_AGREEMENT = "processing_agreement"
    REQUEST_RECEIPT = "request_receipt"
    TRAINING_CERTIFICATE = "training_certificate"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.STORED: Sentence(
        ("存入了文书：{kind}", "stored a document: {kind}"), {"kind": "documents.Kind"}
    ),
    Tag.ROOT_MADE: Sentence(("建立了签名根证书", "made the root certificate for signatures")),
    Tag.SIGNER_CERTIFIED: Sentence(
        ("取得了签名证书，有效至 {until}", "was given a signing certificate until {until}")
    ),
}
