"""What chapter 1 writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    DRAFTED = "policy.drafted"  # facts: number, register (digest), fields (count)
    APPROVED = "policy.approved"  # facts: number, role
    PUBLISHED = "policy.published"  # facts: number, register (digest)
