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
from shoumi.core.scan.kernel.spans import day_number, hint_bits
from shoumi.core.scan.labels import Label

# The largest whole number that a float holds exactly, and that is written without an exponent.
_WHOLE = 2.0**53
# An identifier of digits has five at the least.
_FEW = 10_000
_NONE = np.zeros(0, np.int64)
Unread = Counter[str]


class Tally(NamedTuple):
    """``unread``: cells for the reference, and how often each stands there."""

    filled: int
    found: dict[Label, Counter[str]]
    unread: Unread


def _floats_as_strings(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Whole numbers as they are read, any other as one that nothing takes for an identifier."""
    values = column.drop_null().to_numpy()
    whole = np.isfinite(values) & (np.floor(values) == values)
    if (np.abs(values[whole]) > _WHOLE).any():
        return None
    strings = pc.cast(pa.array(values[whole].astype(np.int64)), pa.string())
    rest = pa.array(["-"], pa.string()).take(pa.array(np.zeros((~whole).sum(), np.int64)))
    return pa.chunked_array([strings, rest])


def _as_strings(column: pa.ChunkedArray, heading: Hint) -> pa.ChunkedArray | None:
    """What the cells are as texts; None: only the reference can tell."""
    kind = column.type
    if is_text(kind):
        return column
    if pa.types.is_integer(kind) or pa.types.is_date32(kind):
        return column.cast(pa.string())
    if pa.types.is_float64(kind) and not heading.labels:
        return _floats_as_strings(column)
    if pa.types.is_timestamp(kind) and kind.tz is None:
        try:
            return column.cast(pa.timestamp("s")).cast(pa.string())
        except pa.ArrowInvalid:  # parts of a second
            return None
    return None


def _few_digits(column: pa.ChunkedArray) -> bool:
    """Are these whole numbers too short for anything the scan can find?"""
    edges = pc.min_max(column)
    low, high = edges["min"].as_py(), edges["max"].as_py()
    return low is None or (low > -_FEW and high < _FEW)


def _distinct(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers and days repeat, and are compared faster than they are read."""
    kind = column.type
    if pa.types.is_date32(kind) or pa.types.is_integer(kind):
        return column.dictionary_encode()
    return column


def _with_weights(column: pa.ChunkedArray) -> list[tuple[pa.ChunkedArray, Longs]]:
    """(cells, how often each) of a dictionary, chunk by chunk: each has a dictionary of its own."""
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
        weight = weights[part.since : part.since + len(lengths)] if len(weights) else _NONE
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
    if pa.types.is_integer(column.type) and _few_digits(column):
        return Tally(len(column) - column.null_count, {}, Counter())
    column = _distinct(column)
    parts = [(column, _NONE)]
    if pa.types.is_dictionary(column.type):
        parts = _with_weights(column)
    counts = np.zeros(len(LABELS) * cells.TALLY, np.int64)
    filled, unread = 0, Counter[str]()
    for part, weights in parts:
        strings = _as_strings(part, heading)
        if strings is None or (len(weights) and len(strings) != len(weights)):
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
