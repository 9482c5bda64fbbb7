"""What chapter 6 writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    NOTICE_APPROVED = "notice.approved"  # facts: instrument, text, document
    PREPARED = "campaign.prepared"  # facts: instrument, purpose, recipient
    OPENED = "campaign.opened"  # bulk; facts: until; rows: pseudonym, lane
    DELIVERED = "campaign.delivered"  # bulk; facts: reached, unreached; rows: pseudonym, delivery
    REMINDED = "campaign.reminded"  # facts: count
    CLOSED = "campaign.closed"  # facts: given, refused, silent, unreached
    ANSWERED = "consent.answered"  # bulk; facts: given, refused; rows: pseudonym, answer, lane
    WITHDRAWN = "consent.withdrawn"  # about: pseudonym; facts: purpose
    OBJECTED = "consent.objected"  # bulk; facts: by outcome; rows: pseudonym, outcome
    ANNOUNCED = "campaign.announced"  # facts: count, document
    RECEIPTED = (
        "consent.receipted"  # bulk; facts: count, of; rows: pseudonym, state, places, digest
    )
