"""Rows of a sheet in which cells are known by letter and number: heading, merged cells, width."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from shoumi.base.intake.parsers import heading
from shoumi.base.intake.parsers.cells import letter
from shoumi.base.intake.parsers.report import Report, Table

Row = tuple[int, list[str]]
# First line, last line and column of a cell that reaches over several rows.
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """What the rows came to: a name and a letter for each column, the line of the heading or 0."""

    names: Sequence[str]
    letters: Sequence[str]
    header_row: int


def tell(
    table: Table,
    name: str,
    rows: Iterator[Row],
    report: Report,
    *,
    spans: Collection[Span] = (),
    first: int = 0,
) -> Grid:
    """Put the rows into the table; the caller ends it.  ``first`` is the column of their first
    cell, from which those of ``spans`` are counted."""
    sample = list(itertools.islice(rows, heading.SAMPLE_ROWS))
    head = heading.find([cells for _, cells in sample])
    if not head.is_found and sample:
        report.note("table.no_heading", f"{name}!A{sample[0][0]}")
    elif head.first:
        report.note("table.title_rows", f"{name}!A{sample[head.first][0]}", rows=head.first)
    begins = sample[head.after][0] if len(sample) > head.after else 0
    merged = _Merged(one for one in spans if one[0] >= begins > 0)
    width = len(head.names)
    for line, cells in itertools.chain(sample[head.after :], rows):
        if merged.fill(line, cells):
            report.note("table.merged_cells", f"{name}!A{line}")
        while cells and not cells[-1]:
            cells.pop()
        width = max(width, len(cells))
        table.add(line, cells)
    return Grid(
        [*head.names, *[""] * (width - len(head.names))],
        [letter(first + at) for at in range(width)],
        sample[head.first][0] if head.is_found else 0,
    )


class _Merged:
    """A cell merged over several rows of data holds its value in each of them."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._spans = sorted(spans)
        self._open: list[tuple[int, int, str]] = []
        self._next = 0

    def fill(self, line: int, cells: list[str]) -> bool:
        """Put the values in that reach down to ``line``; true if there were any."""
        self._open = [one for one in self._open if one[0] >= line]
        filled = False
        for _, column, text in self._open:
            cells += [""] * (column + 1 - len(cells))
            if text and not cells[column]:
                cells[column], filled = text, True
        while self._next < len(self._spans) and self._spans[self._next][0] <= line:
            top, bottom, column = self._spans[self._next]
            self._next += 1
            if top == line and column < len(cells):
                self._open.append((bottom, column, cells[column]))
        return filled
