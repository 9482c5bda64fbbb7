"""What this app writes about itself.

ledger.text_erased  about the system; facts: position, count (of texts)
"""

from enum import StrEnum


class Tag(StrEnum):
    TEXT_ERASED = "ledger.text_erased"
