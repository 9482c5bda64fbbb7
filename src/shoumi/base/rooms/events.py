"""What the rooms write in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    TEASER_SCANNED = "teaser.scanned"  # facts: hits, suppressed, document
    PREPARED = "room.prepared"  # facts: level, rows, k, distinct, generalised, suppressed, content
    APPROVED = "room.approved"  # facts: level, count (approvals so far)
    OPENED = "room.opened"  # facts: level, persons, until
    SHUT = "room.shut"  # facts: level
    EMPTIED = "room.emptied"  # facts: count; about: the deal; rows: room
    PAPER_PUT = "room.paper_put"  # facts: level, section, place, pages, covered, document
    PAGE_SEEN = "room.page_seen"  # facts: level, section, place, page, view (digest), task
    PAGE_CHECKED = "room.page_checked"  # facts: level, section, place, page, view (digest)
    ASKED = "room.asked"  # facts: number, due
    ANSWERED = "room.answered"  # facts: number, late
    TRACED = "room.traced"  # facts: seen (position of the view's entry); about: the room
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
    NAMES_SOMEONE = "room.names_someone"
    WANTS_PEOPLE = "room.wants_people"
    TITLE_NAMES_SOMEONE = "room.title_names_someone"
    TOO_MUCH_COVERED = "room.too_much_covered"
    NO_SUCH_CODE = "room.no_such_code"
