"""Find entries of the ledger by who acted, when, and what kind of act it was.

An entry says who acted in its own text alone, so the entries of some time are read one after the
other; so many at once, and where there may be more the page says how far it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shoumi.base import registry
from shoumi.base.accounts.models import Person
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.pages import audit_rows, tables
from shoumi.base.pages.audit_rows import AuditRow
from shoumi.base.pages.request import PageRequest
from shoumi.core.calendar import CHINA
from shoumi.core.ledger.leaf import LeafUnreadable
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

# So many entries are read for one page at most, in parts of so many.
MOST_READ, PART = 4_000, 400
_MOST_PEOPLE = 500
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``person`` by reference, ``kind`` a card of the registry, days of China; each may be none."""

    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.person or self.kind or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """``rows``, the newest first; ``after`` goes on below that entry, None at the end."""

    rows: list[AuditRow]
    after: int | None


def wanted(request: PageRequest) -> Wanted:
    """What the address asks for, where it is one of the choices."""
    return Wanted(
        tables.chosen(request, "person", people()),
        tables.chosen(request, "kind", kinds()),
        _day(request.GET.get("since", "")),
        _day(request.GET.get("until", "")),
    )


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def people() -> Mapping[str, str]:
    """Everybody who acts or acted here, by name."""
    found = Person.objects.order_by("name", "ref").values_list("ref", "name")
    return dict(found[:_MOST_PEOPLE])


def kinds() -> Mapping[str, Both]:
    """The parts of the house that write to the ledger, by their names."""
    return {one.slug: (one.zh, one.en) for one in registry.cards() if one.events}


def kind_of(tag: str) -> Both | None:
    """The part of the house that wrote such an entry; None where it was taken out."""
    found = (one for one in registry.cards() if one.events and tag in set(one.events))
    return next(((one.zh, one.en) for one in found), None)


def search(request: PageRequest, asked: Wanted, deal: Ref | None) -> Found:
    """Of deals the reader takes part in alone: that somebody acted elsewhere is not told."""
    tags = _tags(asked.kind)
    before, first = _span(request, asked)
    rows: list[AuditRow] = []
    read = 0
    while len(rows) < tables.PAGE and read < MOST_READ:
        part = [
            one
            for one in reader.latest(PART, before=before, deal=deal, tags=tags)
            if one.position >= first
        ]
        mine = [one for one in part if not asked.person or _by(one, asked.person)]
        rows += [one for one in audit_rows.told(request, mine) if one.is_theirs]
        read += PART
        if len(part) < PART:
            return _page(rows, None)
        before = part[-1].position
    return _page(rows, before)


def _page(rows: list[AuditRow], after: int | None) -> Found:
    if len(rows) > tables.PAGE:
        rows = rows[: tables.PAGE]
        return Found(rows, rows[-1].position)
    return Found(rows, after)


def _span(request: PageRequest, asked: Wanted) -> tuple[int | None, int]:
    """Below which entry to begin, and the first that may be told."""
    first = reader.first_from(_start(asked.since)) if asked.since else 0
    last = reader.first_from(_start(asked.until) + _DAY) if asked.until else None
    place = tables.place(request)
    before = min((one for one in (last, place) if one is not None), default=None)
    return before, first


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA)


def _tags(kind: str) -> frozenset[str] | None:
    for card in registry.cards():
        if card.slug == kind and card.events:
            return frozenset(tag.value for tag in card.events)
    return None


def _by(one: Recorded, person: str) -> bool:
    try:
        return str(one.line().actor) == person
    except LeafUnreadable:
        return False
