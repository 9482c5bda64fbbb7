"""Keep a row with its entry, and look at what people wrote before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.queries import row_digests
from shoumi.chapters.learning.services import picture_texts
from shoumi.chapters.learning.services.errors import PersonalDataInText, TextLacks
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=AuthenticatedRow)
MOST_TEXT = 40_000
_TITLE: Both = ("标题", "title")
_TEXT: Both = ("正文", "text")


def keep(
    row: Row,
    tag: Tag,
    facts: Mapping[str, Value],
    duties: tuple[str, ...],
    actor: Ref,
    at: datetime,
) -> Row:
    """Record what happened to ``row`` and save it; in the transaction of the caller."""
    told = {**facts, "row": Digest.fromhex(row_digests.digest(row))}
    event = Event(tag, actor, Ref(row.ref), at, told, duties)  # type: ignore[attr-defined]
    codes.put(row, writer.record(event).position)
    row.save()
    return row


def held(table: type[Row], ref: str) -> Row:
    """The row, locked, as the house left it.

    Raises:
        NotAuthentic, and the refusals of ``queries.get``.
    """
    queries.get(table, ref)
    found = table._default_manager.select_for_update().get(ref=ref)
    [held] = verification.require([found])
    return held


def require_texts(title: Both, text: Both, today: date) -> None:
    """Both languages are there, and nothing in them looks like somebody's data.

    Raises:
        TextLacks, PersonalDataInText, PictureUnknown, PictureWithoutWords
    """
    # Its recognisers and Arrow are loaded by who asks, not by every command.
    from shoumi.core.scan import SpanGrade, find_spans

    for part, words in ((_TITLE, title), (_TEXT, text)):
        if not all(one.strip() for one in words):
            raise TextLacks(part=part)
    picture_texts.require_known(text)
    found = [
        span
        for one in (*title, *text)
        for span in find_spans(one, today=today)
        if span.grade is SpanGrade.VALID
    ]
    if found:
        raise PersonalDataInText(count=len(found))


def today(at: datetime) -> date:
    return day_in_china(at)
