"""How a table stands on a page: nothing is printed over its neighbour, however many columns it has.

A table that fits at a size one reads well stands upright.  One that does not turns the paper on its
side; one that is too wide for that too is smaller, down to a size that can still be read, and then
goes over several pages by parts of its columns, each beginning with the first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

# The text's width on A4 between margins of 23 mm, in points; upright and on its side.
UPRIGHT, ON_ITS_SIDE = 464.0, 710.0
# Sizes in points.  Below the second a table upright is turned; below the last it is parted.
LARGEST, _UPRIGHT_SMALLEST, SMALLEST = 9.2, 7.0, 6.0
# Of the size of the letters: the blank on each side of a cell, what no column is narrower than,
# and what a text with places to break takes at most.
_BLANK, _NARROWEST, _WIDEST = 0.65, 2.6, 15.0
# A word is broken after so many letters (``room_paper.typ``), so that none is wider than a page.
_UNBROKEN = 32

Part = dict[str, Any]

# Between two characters of Chinese a line may break, inside a word or a number it may not, nor
# between a character and the mark that closes after it or opens before it.
_PIECE = re.compile(
    r"[（《“‘【「〔]*(?:[\x21-\x7e\u00a1-\u1fff]+|\S)[）》”’】」〕，。、；：！？％…]*"
)


def laid_out(parts: Sequence[Part]) -> tuple[list[Part], bool]:
    """The parts with their tables' widths and sizes, and whether the paper is turned for them."""
    is_wide = any(
        _size(_needs(part), UPRIGHT) < _UPRIGHT_SMALLEST for part in parts if "columns" in part
    )
    line = ON_ITS_SIDE if is_wide else UPRIGHT
    return [one for part in parts for one in _placed(part, line)], is_wide


def _placed(part: Part, line: float) -> Iterator[Part]:
    if "columns" not in part:
        yield part
        return
    needs, wishes = _needs(part), _wishes(part)
    groups = list(_groups(needs, line))
    for number, group in enumerate(groups):
        if len(groups) > 1:
            first = group[1] + 1 if number else 1
            yield {"name": f"第 {first}–{group[-1] + 1} 列（共 {len(needs)} 列）"}
        own = [needs[n] for n in group]
        size = min(LARGEST, _size(own, line))
        yield {
            "columns": [part["columns"][n] for n in group],
            "rows": [[row[n] for n in group] for row in part["rows"]],
            "widths": _widths(own, [wishes[n] for n in group], line / size),
            "size": round(size, 2),
        }


def _groups(needs: Sequence[float], line: float) -> Iterator[list[int]]:
    """Columns that stand side by side, the first of all before each further group."""
    if _size(needs, line) >= SMALLEST:
        yield list(range(len(needs)))
        return
    group = [0]
    for n in range(1, len(needs)):
        if len(group) > 1 and _size([needs[one] for one in (*group, n)], line) < SMALLEST:
            yield group
            group = [0]
        group.append(n)
    yield group


def _size(needs: Sequence[float], line: float) -> float:
    """The largest size at which each column is as wide as its widest word."""
    # Rounded down, as a size is written with two decimals.
    return int(100 * line / sum(needs)) / 100 if needs else LARGEST


def _widths(needs: Sequence[float], wishes: Sequence[float], line: float) -> list[float]:
    """What each column needs, and of what is left as much as it wishes in proportion."""
    wanted = [max(0.0, wish - need) for need, wish in zip(needs, wishes, strict=True)]
    share = max(0.0, line - sum(needs)) / (sum(wanted) or 1)
    if sum(wanted) == 0 or share > 1:
        # All wishes are met; what is left goes to all of them alike.
        return [round(max(need, wish), 3) for need, wish in zip(needs, wishes, strict=True)]
    return [round(need + share * more, 3) for need, more in zip(needs, wanted, strict=True)]


def _columns(part: Part) -> Iterator[list[str]]:
    for n, (head, *_) in enumerate(part["columns"]):
        yield [head, *(_written(row[n]) for row in part["rows"])]


def _written(value: object) -> str:
    """As the page writes it: whole numbers in groups of three."""
    return f"{value:,}" if type(value) is int else str(value)


def _needs(part: Part) -> list[float]:
    return [
        max(_NARROWEST, *(_longest_piece(text) for text in column)) + 2 * _BLANK
        for column in _columns(part)
    ]


def _wishes(part: Part) -> list[float]:
    return [min(_WIDEST, max(map(_width, column))) + 2 * _BLANK for column in _columns(part)]


def _longest_piece(text: str) -> float:
    return max(
        (
            _width(piece[start:end])
            for piece in _PIECE.findall(text)
            for start, end in pairwise([*range(0, len(piece), _UNBROKEN), len(piece)])
        ),
        default=0.0,
    )


def _width(text: str) -> float:
    return sum(map(_letter, text))


def _letter(char: str) -> float:
    """How wide it is at most in either of the two fonts, of its size (measured)."""
    if unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—":
        return 1.0
    if char in "MWmw@%&" or char > "\x7e":
        return 1.16
    if char.isupper():
        return 0.86
    return 0.67 if char.islower() else 0.57
