"""What follows for somebody from their values: marks in one small number, and a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shoumi.base.intake import values as read
from shoumi.core.fields import FieldRegister
from shoumi.core.retention import ends_on

CHILD_AGE = 14  # PIPL 28, 31: under fourteen
CHILD, CONTACT, EXPIRED = 1, 2, 4


def judge(values: Mapping[str, str], register: FieldRegister, today: date) -> tuple[int, int]:
    """(marks, the last day of retention as an ordinal or 0)."""
    born = read.born_on(values)
    marks = until = 0
    if born is not None and read.is_under(CHILD_AGE, born, today):
        marks = CHILD
    elif values.get("company_name"):
        marks = CONTACT
    if closed := values.get("closed_on"):
        days = max(
            (register[code].retention_days for code in values if code in register), default=0
        )
        last = ends_on(date.fromisoformat(closed), days)
        until = last.toordinal()
        marks |= EXPIRED if last < today else 0
    return marks, until
