"""Spans found in many texts as one Arrow table."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from shoumi.core.scan.labels import Label, SpanGrade

_LABELS = pa.array([label.value for label in Label])
_GRADES = pa.array([grade.value for grade in SpanGrade])

SPANS = pa.schema(
    [
        pa.field("text", pa.int64(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("grade", pa.dictionary(pa.int8(), pa.string()), nullable=False),
    ]
)


def table_of(text: Any, start: Any, end: Any, label: Any, grade: Any) -> pa.Table:
    """``SPANS`` from lists or arrays of numbers; label and grade by their order."""
    return pa.Table.from_arrays(
        [
            pa.array(text, pa.int64()),
            pa.array(start, pa.int32()),
            pa.array(end, pa.int32()),
            pa.DictionaryArray.from_arrays(pa.array(label, pa.int8()), _LABELS),
            pa.DictionaryArray.from_arrays(pa.array(grade, pa.int8()), _GRADES),
        ],
        schema=SPANS,
    )
