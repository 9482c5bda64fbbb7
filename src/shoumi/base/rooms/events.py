"""What the rooms write in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    TEASER_SCANNED = "teaser.scanned"  # facts: hits, suppressed, document
    PREPARED = "room.prepared"  # facts: level, rows, k, l, generalised, suppressed, content
    APPROVED = "room.approved"  # facts: level, count (approvals so far)
    OPENED = "room.opened"  # facts: level, persons, until
    SHUT = "room.shut"  # facts: level
