"""Identifiers of many texts at once: by the compiled kernel where it is there and worth it.

With or without the kernel the answer is the same; without it takes about a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.util import find_spec

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.core.scan.find import identifiers_of, today_in_china
from shoumi.core.scan.headers import NO_HINT, Hint
from shoumi.core.scan.labels import Label, Span, SpanGrade
from shoumi.core.scan.span_table import table_of

# Below so many bytes (the reference reads about a megabyte a second) the kernel is not asked: where
# nobody has used it yet it is compiled first, some twenty seconds, and kept.
LEAST_BYTES = 1 << 22


@cache
def has_compiler() -> bool:
    """Are Numba and NumPy installed?"""
    return find_spec("numba") is not None and find_spec("numpy") is not None


def is_worth_it(size: int) -> bool:
    """Is the kernel there, and are so many bytes enough for it?"""
    return size >= LEAST_BYTES and has_compiler()


def _as_strings(column: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    if isinstance(column, pa.Array):
        column = pa.chunked_array([column])
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column


def _table(rows: Iterator[tuple[int, Span]]) -> pa.Table:
    labels = {label: place for place, label in enumerate(Label)}
    grades = {grade: place for place, grade in enumerate(SpanGrade)}
    told: list[list[int]] = [[], [], [], [], []]
    for text, span in rows:
        fields = (text, span.start, span.end, labels[span.label], grades[span.grade])
        for held, field in zip(told, fields, strict=True):
            held.append(field)
    return table_of(*told)


def find_identifiers(
    column: pa.Array | pa.ChunkedArray, *, today: date | None = None, hint: Hint = NO_HINT
) -> pa.Table:
    """The identifiers of a column of strings (schema ``SPANS``), by text and place.

    ``text`` is the row, offsets are code points, end exclusive.  Names and addresses, which have no
    number or sign of their own, are not looked for: see :func:`shoumi.core.scan.find_spans`.
    """
    today = today or today_in_china()
    strings = _as_strings(column)
    if is_worth_it(strings.nbytes):
        from shoumi.core.scan.kernel.spans import spans_of

        return spans_of(strings, today=today, hint=hint)
    return _table(
        (row, span)
        for row, text in enumerate(pc.fill_null(strings, "").to_pylist())
        for span in identifiers_of(text, today=today, hint=hint)
    )
