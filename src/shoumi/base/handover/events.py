"""What the handover writes in the ledger."""

from enum import StrEnum


class Tag(StrEnum):
    SEALED = "package.sealed"  # bulk; facts: rows, sha256, consented, withdrawn; rows: pseudonym
    RELEASED = "package.released"  # facts: sha256
    RECEIVED = "package.received"  # facts: sha256, equal, record
