"""How a column looks to who decides about it: the shape of some cells, what asks for care."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from shoumi.base.intake.sheets import Sheet
from shoumi.core.scan.headers import normal

SAMPLES = 5
_SAMPLE_CHARS = 18
_WORDS = Path(__file__).with_name("data") / "sensitive_headings.toml"


class Sensitive(StrEnum):
    """Kinds of sensitive personal information that no number in a cell gives away."""

    HEALTH = "health"
    FAITH = "faith"
    TRACKS = "tracks"
    BIOMETRIC = "biometric"
    IDENTITY = "identity"


def sensitive(heading: str) -> Sensitive | None:
    """What a heading says of its column; several kinds may fit, of which the first is named."""
    other, kinds = _words()
    told = other.sub(" ", normal(heading))
    return next((kind for kind, words in kinds.items() if words.search(told)), None)


@cache
def _words() -> tuple[re.Pattern[str], dict[Sensitive, re.Pattern[str]]]:
    """What speaks of something else, and the words of each kind."""
    told = tomllib.loads(_WORDS.read_text("utf-8"))
    # Longer ones first, or a part of one would be taken out of it.
    other = "|".join(map(re.escape, sorted(told["except"], key=len, reverse=True)))
    return re.compile(other), {
        kind: re.compile(
            "|".join(
                [
                    *map(re.escape, told[kind]["zh"]),
                    rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, told[kind]['en']))})(?![a-z0-9])",
                ]
            )
        )
        for kind in Sensitive
    }


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
