"""What the calendar writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    STARTED = "deadline.started"  # about: the thing; facts: deadline, key, due, provisional
    MET = "deadline.met"  # about: the thing; facts: deadline, key, late
    RECOUNTED = "deadline.recounted"  # about: the thing; facts: deadline, due, provisional
