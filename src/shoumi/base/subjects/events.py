"""What the subjects app writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    STORED = "subject.stored"  # bulk; facts: dataset (ref); rows: pseudonym, grades
    UPDATED = "subject.updated"  # bulk; facts: dataset (ref); rows: pseudonym, grades
    STATE_CHANGED = "subject.state_changed"  # bulk; facts: state; rows: pseudonym
    MARKETING_OFF = "subject.marketing_off"  # bulk; rows: pseudonym
    KEYS_SWEPT = "subject.keys_swept"  # facts: count.  Before they die
