"""What the handover writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    SEALED = "package.sealed"  # bulk; facts: package, recipient, consented, withdrawn, sent
    RELEASED = "package.released"  # facts: package (digest)
    RECEIVED = "package.received"  # facts: package (digest), equal, document
    VOIDED = "package.voided"  # facts: package (digest); its file is gone
    REFUSED = "package.refused"  # facts: why (code of the refusal); about: the package or the deal


class Why(StrEnum):
    """Refusals that are evidence; what the gate refuses is recorded as its decision."""

    NOT_OPEN = "handover.not_open"
    WRONG_TASK = "handover.wrong_task"
    WRONG_RECIPIENT = "handover.wrong_recipient"
    NOT_RECONCILED = "package.not_reconciled"
    RELEASED_BY_SEALER = "handover.released_by_sealer"
    FILE_DIFFERS = "handover.file_differs"
    SOMEONE_LEFT = "handover.someone_left"
    RECEIPT_DIFFERS = "handover.receipt_differs"
    RECEIVED_BY_SENDER = "handover.received_by_sender"
