"""What chapter 7 writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    DRAFTED = "pipia.drafted"  # facts: number, scope, grade, about (digest of the facts)
    MITIGATED = "pipia.mitigated"  # facts: number, grade
    APPROVED = "pipia.approved"  # facts: number, grade, until, keep_until, document
    STALE = "pipia.stale"  # facts: number
