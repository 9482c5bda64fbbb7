"""What rotation writes to the ledger, about the rotation itself.

rotation.begun     facts: what, epoch (of the new key), suite; deal where it is of one
rotation.finished  facts: what, epoch, suite, moved, left (0), olds (0), tried, opened (0)
                   moved: at least; a chunk is missing whose process was killed before it counted
                   left: recounted over every table; olds: old keys that are there
                   tried: how many of what was moved an old key was tried on, 0 where whoever held
                   it was killed; opened: how many of these opened
rotation.refused   facts: what, reason, count
rotation.retired   about the deal; facts: count (keys under it: 0)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    BEGUN = "rotation.begun"
    FINISHED = "rotation.finished"
    REFUSED = "rotation.refused"
    RETIRED = "rotation.retired"


class What(StrEnum):
    """Stored values: changing one needs a migration."""

    ROOT = "root"
    KEK = "kek"  # one of the three key-encryption keys
    DEAL = "deal"  # a deal's key; the data keys under it are wrapped anew
    DATA = "data"  # the data keys of a deal's people and files; everything sealed is sealed anew
    INDEX = "index"  # the key of one field's search tokens
    SUITE = "suite"  # all of these, into another suite
    EPOCH = "epoch"  # deals in which somebody was erased, then the keys above them, root included


class Reason(StrEnum):
    IN_USE = "in_use"
    STILL_OPENS = "still_opens"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.BEGUN: Sentence(
        ("开始更换{what}，新密钥第 {epoch} 代", "began to replace {what}, new epoch {epoch}"),
        {"what": "rotation.What"},
    ),
    Tag.FINISHED: Sentence(
        (
            "换好了{what}，移了 {moved} 项，旧密钥一项也打不开",
            "replaced {what}, moved {moved:value|values}; no old key opens any",
        ),
        {"what": "rotation.What"},
    ),
    Tag.REFUSED: Sentence(
        (
            "没能弃用{what}：{reason}，{count} 项",
            "could not drop {what}: {reason}, {count:value|values}",
        ),
        {"what": "rotation.What", "reason": "rotation.Reason"},
    ),
    Tag.RETIRED: Sentence(("销毁了一笔转让的密钥", "destroyed the key of a deal")),
}
