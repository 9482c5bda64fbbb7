"""Rows that a test writes by hand where it wants them as if the house had: with the house's code.

A test of forgery writes without it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet

from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.models import AuthenticatedRow

Row = TypeVar("Row", bound=AuthenticatedRow)


def change(rows: QuerySet[Row], **changes: Any) -> int:
    """As ``rows.update(...)``."""
    keys = list(rows.values_list("pk", flat=True))
    rows.update(**changes)
    for row in rows.model._default_manager.filter(pk__in=keys):
        put(row)
    return len(keys)


def put(row: Row) -> Row:
    """Give a stored row its code, at the newest entry that tells of it."""
    (position,) = verification.positions([row])
    codes.put_and_save([row], 0 if position is None else position)
    return row
