"""How a column looks to who decides about it: the shape of some cells, what asks for care."""

from __future__ import annotations

import re
from enum import StrEnum

from shoumi.base.intake.sheets import Sheet

SAMPLES = 5
_SAMPLE_CHARS = 18
_SENSITIVE = {
    "health": re.compile(
        "健康|疾病|病史|病情|过敏|体检|体脂|血压|血糖|血型|孕|用药|诊断|残疾|health|allerg|medical|diagnos|blood"
    ),
    "faith": re.compile("宗教|信仰|教派|faith|religio"),
    "tracks": re.compile("轨迹|行踪|定位|经纬|经度|纬度|坐标|gps|location|latitude|longitude"),
}


class Sensitive(StrEnum):
    """Kinds of sensitive personal information that no number in a cell gives away."""

    HEALTH = "health"
    FAITH = "faith"
    TRACKS = "tracks"


def sensitive(heading: str) -> Sensitive | None:
    told = heading.casefold()
    return next((Sensitive(kind) for kind, words in _SENSITIVE.items() if words.search(told)), None)


def samples(sheet: Sheet, column: int) -> tuple[str, ...]:
    assert sheet.table is not None
    cells = sheet.table.column(column).slice(0, SAMPLES).to_pylist()
    return tuple(shape(cell or "") for cell in cells)


def shape(text: str) -> str:
    """How ``text`` is written, and nothing of what it says."""
    shown = "".join(map(_any_other, text[:_SAMPLE_CHARS]))
    return f"{shown}…" if len(text) > _SAMPLE_CHARS else shown


def _any_other(char: str) -> str:
    if char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return "a"
    return (
        "某" if char.isalpha() else char if char.isascii() or char in "，。：；（）年月日" else "·"
    )
