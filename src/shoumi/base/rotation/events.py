"""What rotation writes to the ledger, about the rotation itself.

rotation.begun     facts: what, epoch (of the new key), suite; deal where it is of one
rotation.finished  facts: what, epoch, suite, moved, left (0), olds (0), tried, opened (0)
                   moved: at least; a chunk is missing whose process was killed before it counted
                   left: recounted over every table; olds: old keys that are there
                   tried: how many of what was moved an old key was tried on, 0 where whoever held
                   it was killed; opened: how many of these opened
rotation.refused   facts: what, reason, count
rotation.retired   about the deal; facts: count (keys under it: 0)
rotation.clocks_began  facts: until (no review or signing key is overdue before); at an upgrade
algorithms.reviewed  facts: decision, weak (count), algorithms (digest), due, approver
                   about the review; algorithms: what was in use; and findings_commitment
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
    REVIEWED = "algorithms.reviewed"
    CLOCKS_BEGAN = "rotation.clocks_began"


class What(StrEnum):
    """Stored values: changing one needs a migration."""

    ROOT = "root"
    KEK = "kek"  # one of the three key-encryption keys
    DEAL = "deal"  # a deal's key; the data keys under it are wrapped anew
    DATA = "data"  # the data keys of a deal's people and files; everything sealed is sealed anew
    INDEX = "index"  # the key of one field's search tokens
    SUITE = "suite"  # all of these, into another suite
    SIGNING = "signing"  # the log's key, the root of papers, or the key of one who signs
    EXIT = "exit"  # what somebody who left could reach: root, key-encryption and signing keys
    EPOCH = "epoch"  # deals in which somebody was erased, then the keys above them, root included


class Decision(StrEnum):
    """What a review of the algorithms comes to.  Stored values: changing one needs a migration."""

    KEEP = "keep"
    REPLACE = "replace"


class Cause(StrEnum):
    """Why keys are replaced at once."""

    EXIT = "exit"
    INCIDENT = "incident"


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
    Tag.REVIEWED: Sentence(
        (
            "复核了在用的算法：{decision}，{weak} 项偏弱，下次不晚于 {due}",
            "reviewed the algorithms in use: {decision}, {weak} found weak, the next by {due}",
        ),
        {"decision": "rotation.Decision"},
    ),
    Tag.CLOCKS_BEGAN: Sentence(
        (
            "升级后开始计时：算法复核和签名密钥在 {until} 之前不算逾期",
            "counting began with the upgrade: no review or signing key is overdue before {until}",
        )
    ),
}
