"""What the rooms write in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    TEASER_SCANNED = "teaser.scanned"  # facts: hits, suppressed, document
    PREPARED = "room.prepared"  # facts: level, rows, k, distinct, generalised, suppressed, content
    APPROVED = "room.approved"  # facts: level, count (approvals so far)
    OPENED = "room.opened"  # facts: level, persons, until
    SHUT = "room.shut"  # facts: level
    EMPTIED = "room.emptied"  # facts: count; about: the deal; rows: room
    REFUSED = "room.refused"  # facts: why (code of the refusal); about: the room, else the deal


class Why(StrEnum):
    """Refusals that are evidence; what the gate refuses it records itself."""

    NOT_ANONYMOUS = "room.not_anonymous"
    TOO_MANY_PEOPLE = "room.too_many_people"
    APPROVED_BY_REQUESTER = "room.approved_by_requester"
    NOT_APPROVED = "room.not_approved"
    LEVEL_NOT_OPEN = "room.level_not_open"
    NOT_NAMED = "room.not_named"
    OPEN_TOO_LONG = "room.open_too_long"
