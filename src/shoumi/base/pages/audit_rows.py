"""Entries of the ledger as people read them: when, who, what, and the chip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from shoumi.base.accounts.models import Person
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.messages import sentences
from shoumi.base.messages.text import say
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import Event, LeafUnreadable, Line
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref

_HOUSE: Both = ("系统", "The house")
_SOMEBODY: Both = ("有人", "Somebody")
_ELSEWHERE: Both = ("你不参与的一宗转让", "A deal you take no part in")
_LOOKED_AT = 100  # entries whose like are gathered
_UNREADABLE: Both = ("这一行读不出来", "This entry cannot be read")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry in words; ``is_theirs``: it is not of a deal the reader takes no part in.

    ``times``  how many entries of the house's own say the same, this one the newest of them
    """

    position: int
    at: datetime | None
    who: str
    what: str
    is_refused: bool
    deal: str
    tag: str
    is_theirs: bool = True
    times: int = 1


def latest(request: PageRequest, count: int, deal: Ref | None = None) -> list[AuditRow]:
    return told(request, reader.latest(count, deal=deal))


def gathered(request: PageRequest, count: int) -> list[AuditRow]:
    """The newest entries, those that the house itself wrote in the same words as one line.

    A relay that cannot be reached makes a job given up of each letter: by themselves they would
    fill the list, and hide what people do.  What people do stays a line for each act.
    """
    found: dict[object, AuditRow] = {}
    house = say(_HOUSE, request.lang)
    for row in latest(request, _LOOKED_AT):
        is_own = row.who == house and row.is_theirs
        key = (row.tag, row.what, row.deal) if is_own else row.position
        held = found.setdefault(key, replace(row, times=0))
        found[key] = replace(held, times=held.times + 1)
    return list(found.values())[:count]


def told(request: PageRequest, entries: Iterable[Recorded]) -> list[AuditRow]:
    """In words; the names of who acted, and on whom, are fetched at once.

    Of a deal the reader takes no part in there is a line and nothing in it.
    """
    lang = request.lang
    read = [(entry.position, _line(entry)) for entry in entries]
    foreign = _foreign(request, {line.deal for _, line in read if line and line.deal})
    people = {one for _, line in read if line is not None for one in _people(line)}
    known = dict(Person.objects.filter(ref__in=people).values_list("ref", "name"))
    found = []
    for position, line in read:
        if line is None:
            found.append(AuditRow(position, None, "", say(_UNREADABLE, lang), True, "", ""))
            continue
        if line.deal in foreign:
            hidden = say(_ELSEWHERE, lang)
            found.append(AuditRow(position, line.at, "", hidden, False, str(line.deal), "", False))
            continue
        who = say(_HOUSE, lang) if line.actor == SYSTEM else known.get(str(line.actor), "")
        found.append(
            AuditRow(
                position,
                line.at,
                who or say(_SOMEBODY, lang),
                sentences.of_line(line, lang, known),
                sentences.is_refusal(line.tag, line.facts),
                str(line.deal or ""),
                line.tag,
            )
        )
    return found


def just_made(request: PageRequest, event: Event, position: int) -> AuditRow:
    """The line of what who asks has just done, in a deal that they take part in; nothing is read.

    As ``told`` would tell it, were it fetched again.
    """
    line = leaf.read(leaf.body(event))
    lang, known = request.lang, {str(event.actor): request.actor_name}
    what = sentences.of_line(line, lang, known)
    is_no = sentences.is_refusal(line.tag, line.facts)
    deal = str(line.deal or "")
    return AuditRow(position, line.at, request.actor_name, what, is_no, deal, line.tag)


def _people(line: Line) -> Iterator[str]:
    """Who acted, and every text of the entry that may name somebody of the house."""
    yield str(line.actor)
    yield from (one for one in line.facts.values() if isinstance(one, str) and "-" in one)


def _foreign(request: PageRequest, named: Iterable[Ref]) -> frozenset[Ref]:
    """Those of the deals that the reader takes no part in."""
    return frozenset(ref for ref in named if not scoping.is_member(request, ref))


def _line(entry: Recorded) -> Line | None:
    try:
        return entry.line()
    except LeafUnreadable:
        return None
