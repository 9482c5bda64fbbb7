"""Spans of many texts as a table, by the kernel; what it hands over is read by the reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from shoumi.core.scan.find import identifiers_of
from shoumi.core.scan.headers import Hint
from shoumi.core.scan.kernel import batch
from shoumi.core.scan.kernel.arrays import PLACE_OF, Longs, mask
from shoumi.core.scan.kernel.columns import Texts, texts
from shoumi.core.scan.labels import SpanGrade
from shoumi.core.scan.span_table import table_of

# The shortest identifier, in bytes: ``::1``.  Spans of a text do not overlap.
_SHORTEST = 3
_GRADE = {grade: place for place, grade in enumerate(SpanGrade)}
Columns = list[npt.NDArray[Any]]


def day_number(today: date) -> int:
    """The day as the kernel compares it."""
    return today.year * 10000 + today.month * 100 + today.day


def hint_bits(hint: Hint) -> Longs:
    """A heading as the kernel reads it."""
    return np.array([mask(hint.labels), mask(hint.against)], np.int64)


def _by_reference(part: Texts, which: npt.NDArray[np.intp], today: date, hint: Hint) -> Columns:
    rows = [
        (one, span.start, span.end, PLACE_OF[span.label], _GRADE[span.grade])
        for one in which
        for span in identifiers_of(part.text(int(one)), today=today, hint=hint)
    ]
    return list(np.array(rows, np.int64).reshape(-1, 5).T)


def _spans(part: Texts, today: date, hint: Hint) -> Columns:
    lengths = part.stops - part.begins
    room = batch.room_for(int(lengths.sum()) // _SHORTEST + 1)
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
    found: Columns = [column[:count] for column in room]
    if handed.any():
        more = _by_reference(part, np.flatnonzero(handed), today, hint)
        found = [np.concatenate(pair) for pair in zip(found, more, strict=True)]
        order = np.argsort(found[0], kind="stable")
        found = [column[order] for column in found]
    found[0] += part.since
    return found


def spans_of(column: pa.ChunkedArray, *, today: date, hint: Hint) -> pa.Table:
    """The identifiers of a column of strings."""
    parts = [table_of(*_spans(part, today, hint)) for part in texts(column)]
    return pa.concat_tables([table_of([], [], [], [], []), *parts])
