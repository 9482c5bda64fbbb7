"""What chapter 8 writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    PROPOSED = "destruction.proposed"  # bulk; facts: number, basis; rows: pseudonym
    CONFIRMED = "destruction.confirmed"  # facts: number, count (confirmations so far)
    BEGUN = "destruction.begun"  # bulk; facts: number, count; rows: pseudonym.  Before any key dies
    VERIFIED = "destruction.verified"  # facts: number, intent, keys, records, left (always 0)
    CERTIFIED = "destruction.certified"  # facts: number, document, residual_until
    FINAL = "destruction.final"  # facts: number, document
    REPLAYED = "tombstone.replayed"  # facts: count
    HOLD_PLACED = "hold.placed"  # facts: cause, until
    HOLD_LIFTED = "hold.lifted"
    RECIPIENT_DUE = "recipient.due"  # facts: due
    RECIPIENT_PROVED = "recipient.proved"  # facts: document
