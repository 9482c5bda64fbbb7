"""Texts and tables read by the kernel and by the reference, and what each says."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from shoumi.core.scan import batch, find_identifiers, scan_table
from shoumi.core.scan.find import identifiers_of
from shoumi.core.scan.headers import NO_HINT

TODAY = date(2026, 11, 24)
NEVER = 1 << 60


def spans(column, heading=NO_HINT):
    """What the kernel finds."""
    return find_identifiers(column, today=TODAY, hint=heading).to_pylist()


def wanted(texts, heading=NO_HINT):
    """What the reference finds."""
    return [
        {
            "text": row,
            "start": span.start,
            "end": span.end,
            "label": span.label.value,
            "grade": span.grade.value,
        }
        for row, text in enumerate(texts)
        for span in identifiers_of(text, today=TODAY, hint=heading)
    ]


def agree(texts, heading=NO_HINT):
    """Both find the same; the first texts that differ are shown."""
    told, meant = spans(pa.array(texts, pa.string()), heading), wanted(texts, heading)
    differ = {row["text"] for row in told + meant if row not in told or row not in meant}
    assert [texts[row] for row in sorted(differ)[:3]] == []
    assert told == meant


def both_ways(table):
    """What the kernel and the reference count."""
    told = scan_table(table, today=TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "LEAST_BYTES", NEVER)
        return told.to_pylist(), scan_table(table, today=TODAY).to_pylist()
