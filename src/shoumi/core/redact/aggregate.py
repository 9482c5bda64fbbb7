"""Counts of groups that say nothing of a few people.

A cell below ``smallest`` is withheld (primary).  Totals are published beside the cells, so a cell
withheld alone could be computed from its total; further cells are withheld (complementary) until

- every line of the table (all values of one column, the other columns fixed) withholds no cell,
  or at least two that add up to ``smallest`` or more, and
- no withheld cell follows from the published ones: neither by solving all sums of the table
  together, nor because every cell that appears holds at least one row.

Cells of no rows do not appear.  Rule of ten and complementary suppression: statistical practice
(threshold rule), the number is the product's choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product

SMALLEST = 10
# Bounds settle in a few rounds; one that has not is looser than it could be, never wrong.
_ROUNDS = 20

Place = tuple[str | None, ...]  # one value a column; None: the total over that column


@dataclass(frozen=True, slots=True)
class Cell:
    """``count`` None: withheld."""

    place: Place
    count: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A published sum: ``total`` = the sum of ``parts``."""

    total: Place
    parts: tuple[Place, ...]


def aggregate(values: Iterable[str], *, smallest: int = SMALLEST) -> list[tuple[str, int | None]]:
    """Count ``values`` in order; None: withheld.  Safe even where the total is known."""
    return shown(Counter(values), smallest=smallest)


def shown(counted: Mapping[str, int], *, smallest: int = SMALLEST) -> list[tuple[str, int | None]]:
    """``aggregate`` of values that were counted already."""
    counts: Counter[Place] = Counter({(value,): count for value, count in counted.items()})
    if counts:
        counts[None,] = counts.total()
    cells = _cells(counts, smallest=smallest)
    return [(cell.place[0], cell.count) for cell in cells if cell.place[0] is not None]


def crosstab(
    rows: Iterable[Mapping[str, str]], by: Sequence[str], *, smallest: int = SMALLEST
) -> list[Cell]:
    """Count ``rows`` by the columns ``by``, with all totals, small cells withheld."""
    counts: Counter[Place] = Counter()
    for row in rows:
        values = [row[column] for column in by]
        for place in product(*((value, None) for value in values)):
            counts[place] += 1
    return _cells(counts, smallest=smallest)


def _cells(counts: Mapping[Place, int], *, smallest: int) -> list[Cell]:
    withheld = _withhold(counts, smallest=smallest)
    order = sorted(counts, key=lambda place: [(v is None, v or "") for v in place])
    return [Cell(place, None if place in withheld else counts[place]) for place in order]


def _lines(counts: Mapping[Place, int], width: int) -> list[_Line]:
    parts: dict[tuple[int, Place], list[Place]] = {}
    for place in counts:
        for column in range(width):
            if place[column] is not None:
                total = (*place[:column], None, *place[column + 1 :])
                parts.setdefault((column, total), []).append(place)
    return [_Line(total, tuple(found)) for (_, total), found in parts.items()]


def _withhold(counts: Mapping[Place, int], *, smallest: int) -> set[Place]:
    withheld = {place for place, count in counts.items() if count < smallest}
    width = len(next(iter(counts), ()))
    lines = _lines(counts, width)
    while withheld and len(withheld) < len(counts):
        choice = _next(counts, lines, withheld, smallest=smallest)
        if choice is None:
            break
        withheld.add(choice)
    return withheld


def _next(
    counts: Mapping[Place, int], lines: Sequence[_Line], withheld: set[Place], *, smallest: int
) -> Place | None:
    """One more cell to withhold, the smallest that helps; None: the table is safe."""
    for line in lines:
        hidden = [part for part in line.parts if part in withheld]
        is_known = hidden and line.total not in withheld
        if is_known and (len(hidden) < 2 or sum(counts[p] for p in hidden) < smallest):
            return _smallest(counts, (p for p in line.parts if p not in withheld), line.total)
    for exposed in chain(_pinned(counts, lines, withheld), _solvable(lines, withheld)):
        near = [line for line in lines if exposed == line.total or exposed in line.parts]
        cells = {p for line in near for p in (*line.parts, line.total)} - withheld
        # What exposes a cell may lie in other lines than its own.
        cells = cells or set(counts) - withheld
        return min(
            cells, key=lambda place: (counts[place], place.count(None), [v or "" for v in place])
        )
    return None


def _smallest(counts: Mapping[Place, int], open_parts: Iterable[Place], total: Place) -> Place:
    return min(open_parts, key=lambda place: counts[place], default=total)


def _pinned(
    counts: Mapping[Place, int], lines: Sequence[_Line], withheld: set[Place]
) -> Iterator[Place]:
    """The withheld cells that can have one value only, since each holds at least one row."""
    low = {place: 1 if place in withheld else count for place, count in counts.items()}
    # A cell holds no more rows than the table, whose number is taken as known.
    whole = max(counts.values())
    high = {place: whole if place in withheld else count for place, count in counts.items()}
    for _ in range(_ROUNDS):
        for line in lines:
            lows, highs = sum(low[p] for p in line.parts), sum(high[p] for p in line.parts)
            total_low, total_high = low[line.total], high[line.total]
            low[line.total] = max(total_low, lows)
            high[line.total] = min(total_high, highs)
            for part in line.parts:
                others_low, others_high = lows - low[part], highs - high[part]
                low[part] = max(low[part], total_low - others_high)
                high[part] = min(high[part], total_high - others_low)
                lows, highs = others_low + low[part], others_high + high[part]
    yield from (place for place in counts if place in withheld and low[place] == high[place])


def _solvable(lines: Sequence[_Line], withheld: set[Place]) -> Iterator[Place]:
    """The withheld cells that the sums determine: Gauss elimination over the withheld ones."""
    matrix: list[dict[Place, Fraction]] = []
    for line in lines:
        row = {part: Fraction(1) for part in line.parts if part in withheld}
        if line.total in withheld:
            row[line.total] = Fraction(-1)
        if row:
            matrix.append(row)
    solved: list[tuple[Place, dict[Place, Fraction]]] = []
    for row in matrix:
        for pivot, other in solved:
            _subtract(row, pivot, other)
        if row:
            pivot = next(iter(row))
            scaled = {place: factor / row[pivot] for place, factor in row.items()}
            for _, other in solved:
                _subtract(other, pivot, scaled)
            solved.append((pivot, scaled))
    for pivot, row in solved:
        if len(row) == 1:
            yield pivot


def _subtract(row: dict[Place, Fraction], pivot: Place, other: Mapping[Place, Fraction]) -> None:
    """Take ``other``, whose ``pivot`` is 1, out of ``row`` in place."""
    factor = row.get(pivot)
    if factor is None:
        return
    for place, value in other.items():
        left = row.get(place, Fraction(0)) - factor * value
        if left:
            row[place] = left
        else:
            row.pop(place, None)
