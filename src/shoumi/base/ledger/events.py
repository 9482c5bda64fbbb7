"""What this app writes about itself.

ledger.text_erased  about the system; facts: position, count (of texts)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    TEXT_ERASED = "ledger.text_erased"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.TEXT_ERASED: Sentence(
        ("清除了第 {position} 条记录的附言", "erased the note of entry {position}")
    ),
}
