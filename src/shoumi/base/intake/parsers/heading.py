"""Where the heading of a table is: title rows above it are skipped, two merged rows joined.

A heading cell names, it does not hold: no number, date, address of mail or long run of digits.
The heading is the first row that fills at least half of the table's width with such cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SAMPLE_ROWS = 40
JOINER = "/"

_VALUE = re.compile(
    r"[\d\s\-+/.:,，年月日时分秒¥￥$%()（）—]*\d[\d\s\-+/.:,，年月日时分秒¥￥$%()（）—]*"
)
_DIGITS = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Heading:
    """``first`` and ``rows``: which sample rows are it; no rows where the table has none."""

    first: int
    rows: int
    names: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        return self.rows > 0

    @property
    def after(self) -> int:
        return self.first + self.rows


def names_something(cell: str) -> bool:
    """Whether ``cell`` could be a heading."""
    return not (_VALUE.fullmatch(cell.strip()) or "@" in cell or _DIGITS.search(cell))


def find(sample: Sequence[Sequence[str]]) -> Heading:
    """The heading among the first rows of a table; rows may differ in length."""
    widest = max((_filled(row) for row in sample), default=0)
    enough = max(min(2, widest), (widest + 1) // 2)
    for at, row in enumerate(sample):
        if _filled(row) < enough:
            continue
        if not all(names_something(cell) for cell in row if cell.strip()):
            if 2 * _filled(row) > widest:
                break
            continue
        return _joined(sample, at)
    return Heading(0, 0, ())


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _joined(sample: Sequence[Sequence[str]], at: int) -> Heading:
    row = sample[at]
    below = sample[at + 1] if at + 1 < len(sample) else ()
    if _is_second(row, below):
        return Heading(at, 2, _join(row, below))
    if _filled(below) > _filled(row) and _names_columns(below, sample[at + 2 :]):
        names = [cell.strip() for cell in below]
        joined = _join(row, below) if _repeats(names) else tuple(names)
        return Heading(at, 2, joined) if _repeats(names) else Heading(at + 1, 1, joined)
    names = [cell.strip() for cell in row]
    above = sample[at - 1] if at else ()
    if _repeats(names) and _filled(above) >= 2:
        return Heading(at - 1, 2, _join(above, row))
    return Heading(at, 1, tuple(names))


def _names_columns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether ``row`` is a heading under a row of groups: full of names over columns of values."""
    told = [at for at, cell in enumerate(row) if cell.strip()]
    if len(told) < 2 or not all(names_something(row[at]) for at in told):
        return False
    return any(
        values and not any(map(names_something, values))
        for at in told
        for values in [[line[at] for line in below if at < len(line) and line[at].strip()]]
    )


def _repeats(names: Sequence[str]) -> bool:
    told = [name for name in names if name]
    return len(set(told)) < len(told)


def _is_second(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether ``lower`` names what lies under the gaps of ``upper`` and nothing else."""
    width = max(len(upper), len(lower))
    up = [*map(str.strip, upper), *[""] * (width - len(upper))]
    low = [*map(str.strip, lower), *[""] * (width - len(lower))]
    if not all(names_something(cell) for cell in low if cell):
        return False
    under_gap = False
    for column in range(width):
        gap_begins = column + 1 < width and not up[column + 1]
        if low[column] and up[column] and not gap_begins:
            return False
        if not low[column] and not up[column]:
            return False
        under_gap |= bool(low[column]) and not up[column]
    return under_gap


def _join(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    names, parent = [], ""
    for column in range(max(len(upper), len(lower))):
        up = upper[column].strip() if column < len(upper) else ""
        low = lower[column].strip() if column < len(lower) else ""
        parent = up or (parent if low else "")
        names.append(JOINER.join(part for part in (parent, low) if part))
    return tuple(names)
