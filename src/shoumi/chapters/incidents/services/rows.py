"""How each act ends: an entry of the ledger, the code of the row, the row."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.incidents.events import Tag
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=AuthenticatedRow)
PLAN = ("9.1", "20.1", "20.3")
INCIDENT = ("9.2",)
CAUSE = ("9.3",)
DRILL = ("20.2",)


def keep(
    row: Row,
    tag: Tag,
    facts: dict[str, Value],
    duties: tuple[str, ...],
    actor: Ref,
    at: datetime,
    *,
    deal: Ref | None = None,
    rows: Any = None,
) -> Row:
    """Inside the transaction of the act; a new row is inserted, an old one saved."""
    event = Event(tag, actor, Ref(row.ref), at, facts, duties, deal)  # type: ignore[attr-defined]
    codes.put(row, writer.record(event, rows=rows).position)
    row.save(force_insert=row.pk is None)
    return row
