"""What chapter 2 writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    DRAFTED = "agreement.drafted"  # facts: kind, damages, loss (CNY), over_ratio, document
    SIGNED = "agreement.signed"  # facts: kind, document, until, levels (count), persons (count)
    BREACHED = "agreement.breached"
    REVOKED = "agreement.revoked"
    WITHDRAWN = "agreement.withdrawn"  # facts: kind, signed (count)
