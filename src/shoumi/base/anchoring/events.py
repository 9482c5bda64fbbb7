"""What this app writes to the ledger.

ledger.witness_refused  about the system; facts: status, size, known (the witness's, -1: not told)
ledger.witness_agreed   about the system, after a refusal; facts: size
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    REFUSED = "ledger.witness_refused"
    AGREED = "ledger.witness_agreed"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.REFUSED: Sentence(
        (
            "请见证方签字被拒，账本长 {size}，对方答 {status}",
            "was refused a witness's signature at size {size}, status {status}",
        )
    ),
    Tag.AGREED: Sentence(
        ("重新取得见证方签字，账本长 {size}", "got the witness's signature again at size {size}")
    ),
}
