"""A column of a table by the kernel: Arrow types in, counts by label out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from shoumi.core.scan.headers import Hint
from shoumi.core.scan.kernel import batch, cells
from shoumi.core.scan.kernel.arrays import LABELS, Longs
from shoumi.core.scan.kernel.columns import is_text, texts
from shoumi.core.scan.kernel.repeats import folded
from shoumi.core.scan.kernel.spans import day_number, hint_bits
from shoumi.core.scan.labels import Label

# The largest whole number that a float holds exactly, and that is written without an exponent.
_WHOLE = 2.0**53
# An identifier of digits has five at the least, and one that no heading names has eight.
_FEW, _FEW_UNNAMED = 10_000, 10_000_000
_NONE = np.zeros(0, np.int64)
Unread = Counter[str]


class Tally(NamedTuple):
    """``unread``: cells for the reference, and how often each stands there."""

    filled: int
    found: dict[Label, Counter[str]]
    unread: Unread


def _long_floats(column: pa.ChunkedArray) -> tuple[int, pa.ChunkedArray] | None:
    """How many are filled and too short or broken for anything, and the others as they are read."""
    values = column.drop_null().to_numpy()
    long = values[(np.floor(values) == values) & (np.abs(values) >= _FEW_UNNAMED)]
    long = long[np.isfinite(long)]
    if (np.abs(long) > _WHOLE).any():
        return None
    strings = pc.cast(pa.array(long.astype(np.int64)), pa.string())
    return len(values) - len(long), pa.chunked_array([strings])


def _as_strings(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """What the cells are as texts; None: only the reference can tell."""
    kind = column.type
    if is_text(kind):
        return column
    if pa.types.is_integer(kind) or pa.types.is_date32(kind):
        return column.cast(pa.string())
    if pa.types.is_timestamp(kind) and kind.tz is None:
        try:
            return column.cast(pa.timestamp("s")).cast(pa.string())
        except pa.ArrowInvalid:  # parts of a second
            return None
    return None


def _few_digits(column: pa.ChunkedArray, heading: Hint) -> bool:
    """Are these whole numbers too short for anything the scan can find?"""
    edges = pc.min_max(column)
    low, high = edges["min"].as_py(), edges["max"].as_py()
    few = _FEW if heading.labels else _FEW_UNNAMED
    return low is None or (low > -few and high < few)


def _with_weights(column: pa.ChunkedArray) -> list[tuple[pa.ChunkedArray, Longs]]:
    """(cells, how often each): of a dictionary chunk by chunk, each has a dictionary of its own.

    Numbers and days repeat, and are compared faster than they are read.  Nothing: told later.
    """
    if pa.types.is_date32(column.type) or pa.types.is_integer(column.type):
        values, counts = pc.value_counts(column.drop_null()).flatten()
        return [(pa.chunked_array([values]), counts.to_numpy())]
    if not pa.types.is_dictionary(column.type):
        return [(column, _NONE)]
    parts = []
    for chunk in column.chunks:
        places = chunk.indices.drop_null().to_numpy()
        counts = np.bincount(places, minlength=len(chunk.dictionary)).astype(np.int64)
        parts.append((pa.chunked_array([chunk.dictionary]), counts))
    return parts


def _add(
    column: pa.ChunkedArray, weights: Longs, today: date, hint: Longs, counts: Longs
) -> tuple[int, Unread]:
    filled, unread = 0, Counter[str]()
    for part in texts(column):
        lengths = part.stops - part.begins
        handed: npt.NDArray[np.uint8] = np.empty(len(lengths), np.uint8)
        weight = weights[part.since : part.since + len(lengths)] if len(weights) else folded(part)
        filled += cells.tally_cells(
            part.raw,
            part.begins,
            part.stops,
            weight,
            day_number(today),
            hint,
            batch.scratch(int(lengths.max())),
            counts,
            handed,
        )
        for one in np.flatnonzero(handed):
            unread[part.text(int(one))] += int(weight[one]) if len(weight) else 1
    return filled, unread


def tally(column: pa.ChunkedArray, heading: Hint, today: date) -> Tally | None:
    """Counts of a column; None: its type is for the reference."""
    if pa.types.is_integer(column.type) and _few_digits(column, heading):
        return Tally(len(column) - column.null_count, {}, Counter())
    counts = np.zeros(len(LABELS) * cells.TALLY, np.int64)
    filled, unread = 0, Counter[str]()
    if pa.types.is_float64(column.type) and not heading.labels:
        told = _long_floats(column)
        if told is None:
            return None
        filled, column = told
    for part, weights in _with_weights(column):
        strings = _as_strings(part)
        if strings is None:
            return None
        more, left = _add(strings, weights, today, hint_bits(heading), counts)
        filled += more
        unread.update(left)
    names = ("cells", "whole", "valid", "suspect", "shape")
    rows = counts.reshape(len(LABELS), cells.TALLY).tolist()
    found = {
        label: Counter(dict(zip(names, row, strict=True)))
        for label, row in zip(LABELS, rows, strict=True)
        if row[0]
    }
    return Tally(filled, found, unread)
