"""Spans of many texts as a table, by the kernel; what it hands over is read by the reference."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from shoumi.core.scan.batch import table_of
from shoumi.core.scan.find import identifiers_of
from shoumi.core.scan.headers import Hint
from shoumi.core.scan.kernel import batch
from shoumi.core.scan.kernel.arrays import PLACE_OF, Longs, mask
from shoumi.core.scan.kernel.columns import Texts, texts
from shoumi.core.scan.labels import SpanGrade

# The shortest identifier, in bytes: ``::1``.  Spans of a text do not overlap.
_SHORTEST = 3
_GRADE = {grade: place for place, grade in enumerate(SpanGrade, 1)}
Found = npt.NDArray[np.int32]


def day_number(today: date) -> int:
    """The day as the kernel compares it."""
    return today.year * 10000 + today.month * 100 + today.day


def hint_bits(hint: Hint) -> Longs:
    """A heading as the kernel reads it."""
    return np.array([mask(hint.labels), mask(hint.against)], np.int64)


def _handed_over(part: Texts, which: npt.NDArray[np.intp], today: date, hint: Hint) -> Found:
    rows = []
    for one in which:
        text = part.raw[part.begins[one] : part.stops[one]].tobytes().decode()
        for span in identifiers_of(text, today=today, hint=hint):
            rows.append(
                (one, span.start, span.end, PLACE_OF[span.label], _GRADE[span.grade]),
            )
    return np.array(rows, np.int32).reshape(-1, 5)


def _spans(part: Texts, today: date, hint: Hint) -> Found:
    lengths = part.stops - part.begins
    room = np.empty((int(lengths.sum()) // _SHORTEST + 1, 5), np.int32)
    handed = np.empty(len(lengths), np.uint8)
    count = batch.identifiers(
        part.raw,
        part.begins,
        part.stops,
        day_number(today),
        hint_bits(hint),
        batch.scratch(int(lengths.max())),
        room,
        handed,
    )
    found = room[:count]
    if handed.any():
        found = np.concatenate([found, _handed_over(part, np.flatnonzero(handed), today, hint)])
        found = found[np.argsort(found[:, 0], kind="stable")]
    return found


def spans_of(column: pa.ChunkedArray, *, today: date, hint: Hint) -> pa.Table:
    """The identifiers of a column of strings."""
    tables = [table_of([], [], [], [], [])]
    for part in texts(column):
        found = _spans(part, today, hint)
        tables.append(
            table_of(
                found[:, 0].astype(np.int64) + part.since,
                found[:, 1],
                found[:, 2],
                found[:, 3].astype(np.int8),
                (found[:, 4] - 1).astype(np.int8),
            )
        )
    return pa.concat_tables(tables)
