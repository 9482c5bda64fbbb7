"""What the deals write in the ledger.  ``deal`` is set on every one of them."""

from enum import StrEnum


class Tag(StrEnum):
    CREATED = "deal.created"  # facts: year, number, type, parties (count)
    PARTY_ADDED = "deal.party_added"  # about: the party; facts: role
    DATASET_ADDED = "deal.dataset_added"  # about: the set; facts: recipient, instrument
    INSTRUMENT_DECIDED = "deal.instrument_decided"  # about: the set; facts: instrument
    FILED = "deal.filed"  # about: the filing; facts: kind, sha256, on, and the filing's own
    OPENED = "deal.milestone_opened"  # facts: stage; rows: each need with its state and position
    DONE = "deal.milestone_done"  # facts: stage; rows: as above
    WAIVED = "deal.milestone_waived"  # facts: stage, reason
    TURNED_DOWN = "deal.milestone_refused"  # facts: stage, reason: an outsider said no
    REFUSED = "deal.refused"  # facts: stage, move, missing (count); rows: each thing missing
    SUSPENDED = "deal.suspended"  # facts: reason, note_commitment
    RESUMED = "deal.resumed"  # facts: reason it had been suspended for
    TERMINATED = "deal.terminated"  # facts: reason, note_commitment
