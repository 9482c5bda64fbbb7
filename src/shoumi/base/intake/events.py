"""What intake writes in the ledger.

intake.imported  bulk; facts: people, new, changed, doubtful, excluded, warnings, returned,
    file_rows, taken_in, set_aside, left_out; the last three are the one before them
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    IMPORTED = "intake.imported"
    SET_ASIDE = "intake.set_aside"  # bulk; facts: dataset, count
    SENT_OUT = "intake.sent_out"  # facts: dataset, count, content


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.IMPORTED: Sentence(
        (
            (
                "导入了 {people} 人：新增 {new}，有变化 {changed}，存疑 {doubtful}"
                "[；文件 {file_rows} 行 = 取进 {taken_in} + 搁置 {set_aside} + 舍去 {left_out}]"
            ),
            (
                "imported {people:person|people}: {new} new, {changed} changed, {doubtful} in doubt"
                "[; {file_rows} rows = {taken_in} in + {set_aside} set aside + {left_out} left out]"
            ),
        )
    ),
    Tag.SET_ASIDE: Sentence(
        ("密封搁置了 {count} 行，待改", "sealed {count:row|rows} to be mended")
    ),
    Tag.SENT_OUT: Sentence(("取出 {count} 行搁置的去改", "took out {count:row|rows} to be mended")),
}
