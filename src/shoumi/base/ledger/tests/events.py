"""What the ledger's own tests write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

AT = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)
ANNA, DORA = Ref("per-anna"), Ref("per-dora")
DEAL = Ref("deal-7")


class Tag(StrEnum):
    OPENED = "room.opened"
    IMPORTED = "rows.imported"


def event(number=0, *, tag=Tag.OPENED, minutes=0, deal=None, about=ANNA):
    at = AT + timedelta(minutes=minutes)
    return Event(tag, DORA, about, at, {"number": number}, ("6.1",), deal)


def write(count=1, **parts):
    """Commit ``count`` entries in one transaction; the last one is the answer."""
    with transaction.atomic():
        for number in range(count):
            written = writer.record(event(number, **parts))
    return written


def write_rows(rows, **parts):
    with transaction.atomic():
        return writer.record(event(tag=Tag.IMPORTED, **parts), rows=rows)
