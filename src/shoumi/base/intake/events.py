"""What intake writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    IMPORTED = "intake.imported"  # bulk; facts: people, new, changed, doubtful, excluded, warnings
