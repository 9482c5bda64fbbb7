"""What this app writes to the ledger.

ledger.witness_refused  about the system; facts: status, size, known (the witness's, -1: not told)
ledger.witness_agreed   about the system, after a refusal; facts: size
"""

from enum import StrEnum


class Tag(StrEnum):
    REFUSED = "ledger.witness_refused"
    AGREED = "ledger.witness_agreed"
