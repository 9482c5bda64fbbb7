"""What intake writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    IMPORTED = "intake.imported"  # bulk; facts: people, new, changed, doubtful, excluded, warnings


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.IMPORTED: Sentence(
        (
            "导入了 {people} 人：新增 {new}，有变化 {changed}，存疑 {doubtful}",
            "imported {people:person|people}: {new} new, {changed} changed, {doubtful} in doubt",
        )
    ),
}
