"""What this app writes in the ledger.

transport.tried  about the system; facts: paths, encrypted, in_clear, failed; a row for each path:
                 path (SHA-256 of kind, host and port), found, version, until
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    TRIED = "transport.tried"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.TRIED: Sentence(
        (
            "试了 {paths} 条通信路径：已加密 {encrypted}，明文 {in_clear}，不通 {failed}",
            "tried {paths} paths: {encrypted} encrypted, {in_clear} in the clear, {failed} failed",
        )
    )
}
