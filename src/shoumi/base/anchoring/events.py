"""What this app writes to the ledger.

ledger.witness_refused  about the system; facts: status, size, known (the witness's, -1: not told)
ledger.witness_agreed   about the system, after a refusal; facts: size
ledger.clock_accepted   about the system; by a person, or by the system on the word of the
                        time-stamp authority; facts: minutes (by which the clock had leapt ahead)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    REFUSED = "ledger.witness_refused"
    AGREED = "ledger.witness_agreed"
    CLOCK_ACCEPTED = "ledger.clock_accepted"


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
    Tag.CLOCK_ACCEPTED: Sentence(
        (
            "确认快了 {minutes} 分钟的服务器时间现在是准的",
            "accepted the server's clock, which had leapt {minutes} minutes ahead",
        )
    ),
}
