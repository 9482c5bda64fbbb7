"""Scan a table: Arrow in, Arrow out, counts only.

The result has one row per column and label, and one row per column with a null label that counts
the column itself.  Schema ``RESULT``:

    column   name, made unique by `` (2)``, `` (3)`` ...
    label    or null
    rows     rows of the column
    filled   cells that are neither null nor blank
    cells    cells with a hit of the label
    whole    cells that are nothing but the hit
    valid, suspect, shape    spans by span grade

Counts of batches add up (:func:`merge`); shares and verdicts are made after adding.  No value
leaves this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.core.scan import addresses, names
from shoumi.core.scan.batch import is_worth_it
from shoumi.core.scan.find import find_spans, today_in_china
from shoumi.core.scan.headers import Hint, hint
from shoumi.core.scan.labels import Label, Span, SpanGrade
from shoumi.core.scan.recognisers import qq, wechat

RESULT = pa.schema(
    [
        pa.field("column", pa.string(), nullable=False),
        pa.field("label", pa.string()),
        *(
            pa.field(name, pa.int64(), nullable=False)
            for name in ("rows", "filled", "cells", "whole", "valid", "suspect", "shape")
        ),
    ]
)
COUNTS = tuple(RESULT.names[2:])

# Cells up to this length may be one name or one address.
_LONGEST_CELL = 100


def unique_names(headings: Iterable[str]) -> list[str]:
    """Headings with a number behind each repetition."""
    seen: Counter[str] = Counter()
    unique = []
    for heading in headings:
        seen[heading] += 1
        unique.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return unique


def _as_text(value: Any) -> str:
    """The text of one value; a float that is a whole number loses its point."""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def distinct(column: pa.ChunkedArray | pa.Array) -> Iterator[tuple[str, int]]:
    """(text, how often) of the distinct values that are not blank, whatever the Arrow layout."""
    counts: dict[str, int] = {}
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        values, times = pc.value_counts(column).flatten()
        pairs = zip(values.to_pylist(), times.to_pylist(), strict=True)
    except pa.ArrowNotImplementedError:
        pairs = zip(column.to_pylist(), repeat(1), strict=False)
    for value, count in pairs:
        text = value if type(value) is str else "" if value is None else _as_text(value)
        text = text.strip()
        if text:
            counts[text] = counts.get(text, 0) + count
    return iter(counts.items())


def cell_spans(cell: str, *, today: date, heading: Hint) -> list[Span]:
    """The spans of one cell: the whole cell as a name or an address, else as a text."""
    spans = find_spans(cell, today=today, hint=heading)
    if len(cell) <= _LONGEST_CELL and not any(s.end - s.start == len(cell) for s in spans):
        whole = _by_heading(cell, heading)
        if whole:
            return [Span(0, len(cell), whole, SpanGrade.VALID)]
        is_headed = Label.PERSON in heading.labels
        if names.is_headed_name(cell) if is_headed else names.is_name(cell):
            whole = Label.PERSON
        elif addresses.is_address(cell) and all(s.label is Label.ADDRESS for s in spans):
            whole = Label.ADDRESS
        if whole:
            return [Span(0, len(cell), whole, SpanGrade.SHAPE)]
    return spans


def _by_heading(cell: str, heading: Hint) -> Label | None:
    """What a cell is that only its heading can tell."""
    if Label.QQ in heading.labels and qq.is_number(cell):
        return Label.QQ
    if Label.WECHAT in heading.labels and wechat.is_account(cell):
        return Label.WECHAT
    return None


def _by_reference(
    cells: Iterable[tuple[str, int]],
    heading: Hint,
    today: date,
    found: dict[Label, Counter[str]],
) -> int:
    """Add ``cells`` (text, how often) up in ``found``; how many are filled."""
    filled = 0
    for cell, times in cells:
        filled += times
        here: set[Label] = set()
        for span in cell_spans(cell, today=today, heading=heading):
            tally = found.setdefault(span.label, Counter())
            tally[span.grade.value.lower()] += times
            if span.label not in here:
                here.add(span.label)
                tally["cells"] += times
            if span.end - span.start == len(cell):
                tally["whole"] += times
    return filled


def _scan_column(
    column: pa.ChunkedArray, heading: Hint, today: date, by_kernel: bool
) -> tuple[int, dict[Label, Counter[str]]]:
    if by_kernel:
        from shoumi.core.scan.kernel.tally import tally

        told = tally(column, heading, today)
        if told is not None:
            stripped = ((cell.strip(), times) for cell, times in told.unread.items())
            unread = (pair for pair in stripped if pair[0])
            return told.filled + _by_reference(unread, heading, today, told.found), told.found
    found: dict[Label, Counter[str]] = {}
    return _by_reference(distinct(column), heading, today, found), found


def scan_table(table: pa.Table, *, today: date | None = None) -> pa.Table:
    """Counts of what ``table`` holds, per column and label (schema ``RESULT``)."""
    today = today or today_in_china()
    rows: list[dict[str, Any]] = []
    by_kernel = is_worth_it(table.nbytes)
    for name, heading, column in zip(
        unique_names(table.column_names), table.column_names, table.columns, strict=True
    ):
        filled, found = _scan_column(column, hint(heading), today, by_kernel)
        base = {"column": name, "rows": len(column), "filled": filled}
        rows.append({**base, "label": None, **dict.fromkeys(COUNTS[2:], 0)})
        for label in Label:
            if label in found:
                tally = {count: found[label][count] for count in COUNTS[2:]}
                rows.append({**base, "label": label.value, **tally})
    return pa.Table.from_pylist(rows, schema=RESULT)


def merge(results: Iterable[pa.Table]) -> pa.Table:
    """Add up the results of batches of one table, columns in order of first appearance."""
    census: dict[str, Counter[str]] = {}
    sums: dict[tuple[str, str], Counter[str]] = {}
    for result in results:
        for row in result.to_pylist():
            column, label = row["column"], row["label"]
            if label is None:
                census.setdefault(column, Counter()).update(rows=row["rows"], filled=row["filled"])
            else:
                counts = {name: row[name] for name in COUNTS[2:]}
                sums.setdefault((column, label), Counter()).update(counts)
    rows: list[dict[str, Any]] = []
    for column, base in census.items():
        head = {"column": column, "rows": base["rows"], "filled": base["filled"]}
        rows.append({**head, "label": None, **dict.fromkeys(COUNTS[2:], 0)})
        for label_ in Label:
            tally = sums.get((column, label_.value))
            if tally is not None:
                rows.append({**head, "label": label_.value, **{n: tally[n] for n in COUNTS[2:]}})
    return pa.Table.from_pylist(rows, schema=RESULT)
