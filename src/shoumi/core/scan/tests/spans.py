"""What the tables of these tests compare: (text found, label, grade)."""

from __future__ import annotations

from datetime import date

from shoumi.core.scan import find_spans
from shoumi.core.scan.headers import NO_HINT

TODAY = date(2026, 11, 24)


def found(text, hint=NO_HINT):
    """[(value, label, grade)] in order."""
    return [
        (text[span.start : span.end], span.label.value, span.grade.value)
        for span in find_spans(text, today=TODAY, hint=hint)
    ]


def of(label, text):
    """The findings of one label, [(value, grade)]."""
    return [(value, grade) for value, name, grade in found(text) if name == label]
