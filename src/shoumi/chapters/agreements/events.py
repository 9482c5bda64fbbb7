"""What chapter 2 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DRAFTED = "agreement.drafted"  # facts: kind, damages, loss (CNY), over_ratio, document
    SIGNED = "agreement.signed"  # facts: kind, document, until, levels (count), persons (count)
    BREACHED = "agreement.breached"
    REVOKED = "agreement.revoked"
    WITHDRAWN = "agreement.withdrawn"  # facts: kind, signed (count)


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        ("起草了{kind}，违约金 {damages} 元", "drafted the {kind}, damages {damages} yuan"),
        {"kind": "agreements.Kind"},
    ),
    Tag.SIGNED: Sentence(
        (
            "签署了{kind}，共 {persons} 人[，有效至 {until}]",
            "signed the {kind} for {persons:person|people}[, until {until}]",
        ),
        {"kind": "agreements.Kind"},
    ),
    Tag.BREACHED: Sentence(("把保密协议记为违约", "marked an NDA as breached")),
    Tag.REVOKED: Sentence(("撤销了保密协议", "revoked an NDA")),
    Tag.WITHDRAWN: Sentence(
        (
            "撤回了保密协议的草稿（{kind}），已签 {signed} 人",
            "took back the draft of an NDA ({kind}), signed by {signed}",
        ),
        {"kind": "agreements.Kind"},
    ),
}
