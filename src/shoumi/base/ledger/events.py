"""What this app writes about itself.

ledger.text_erased   about the system; facts: position, count (of texts)
ledger.row_set_back  about what a row is about; facts: size (of the ledger as it was put back).  The
                     row stands as it stood then, with what narrows done again
ledger.row_lost      about what a row was about that was made later and did not come back; facts:
                     size
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    TEXT_ERASED = "ledger.text_erased"
    ROW_SET_BACK = "ledger.row_set_back"
    ROW_LOST = "ledger.row_lost"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.TEXT_ERASED: Sentence(
        ("清除了第 {position} 条记录的附言", "erased the note of entry {position}")
    ),
    Tag.ROW_SET_BACK: Sentence(
        (
            "恢复后按副本（账本 {size} 条时）的状态重新确认",
            "after a restore, stands again as the copy of {size} entries has it",
        )
    ),
    Tag.ROW_LOST: Sentence(
        (
            "在副本（账本 {size} 条时）之后形成，恢复时没有带回",
            "was made after the copy of {size} entries and did not come back",
        )
    ),
}
