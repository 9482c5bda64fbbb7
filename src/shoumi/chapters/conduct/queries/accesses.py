"""What people of the house did with data of people, as the ledger says it.

A look at a minor's record is told by the entry of the second person's yes that it used up; what is
read in an emergency by the task that the emergency's own entry names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from shoumi.base import registry
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.events import Tag as Approved
from shoumi.base.emergency.events import Tag as Emergency
from shoumi.base.exports.events import Tag as Exported
from shoumi.base.gate.events import Tag as Gate
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.chapters.conduct.rules.accesses import Access, Kind
from shoumi.chapters.conduct.rules.draw import Drawable
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import SYSTEM

# Which tags a draw is made from; a draw says which edition it followed.
EDITION = 2
# What signals look at, and all that edition 1 drew from.
_LOOKED_AT = (Gate.REVEALED, Gate.SEARCHED, Exported.MADE, Emergency.OPENED, Approved.USED)
_OF_ACT = {Act.EXPORT.value: Kind.EXPORT, Act.LIST.value: Kind.LIST}


def entries(first: int, last: int, edition: int = EDITION) -> list[Recorded]:
    """Those that a check may draw, from ``first`` on and before ``last``, in order."""
    found = list(_of_tags((*_LOOKED_AT, *readings(edition)), first, last))
    return sorted(found, key=lambda one: one.position)


def drawable(recorded: Iterable[Recorded]) -> list[Drawable]:
    """What of ``recorded`` is an access of a person; the house's own acts are nobody's."""
    lines = [(one, one.line()) for one in recorded]
    tasks = _tasks(line for _, line in lines)
    return [
        Drawable(one.position, one.leaf_hash, str(line.actor), kind)
        for one, line in lines
        if (kind := kind_of(line, tasks)) is not None
    ]


def accesses(first: int, last: int) -> list[Access]:
    """The same, and what was asked for and refused, as signals look at them."""
    recorded = _of_tags((*_LOOKED_AT, Gate.DECIDED), first, last)
    lines = [(one.position, one.line()) for one in recorded]
    tasks = _tasks(line for _, line in lines)
    found = []
    for position, line in sorted(lines, key=lambda one: one[0]):
        kind = kind_of(line, tasks)
        if kind is not None:
            found.append(
                Access(
                    position=position,
                    person=str(line.actor),
                    at=line.at,
                    kind=kind,
                    about=str(line.about),
                    people=line.rows.count if line.rows else 1,
                    deal=str(line.deal or ""),
                    task=str(line.facts.get("task", "")),
                )
            )
    return found


def kind_of(line: Line, emergencies: frozenset[str]) -> Kind | None:
    """None: nobody's access to anything."""
    if line.actor == SYSTEM:
        return None
    match line.tag:
        case Gate.REVEALED:
            if line.facts.get("task") in emergencies:
                return Kind.EMERGENCY
            return _OF_ACT.get(str(line.facts["act"]), Kind.READ)
        case Gate.SEARCHED:
            return Kind.LIST
        case Exported.MADE:
            return Kind.EXPORT
        case Emergency.OPENED:
            return Kind.EMERGENCY
        case Approved.USED if line.facts["action"] == Action.MINOR.value:
            return Kind.MINOR
        case Gate.DECIDED if not line.facts["allowed"]:
            return Kind.REFUSED
        case tag if tag in readings(EDITION):
            return Kind.READ
    return None


@cache  # asked of each entry, and cards stay as they are
def readings(edition: int) -> tuple[str, ...]:
    """Tags by which people of the house opened what is kept of others beside their records."""
    every = (one for card in registry.cards() for one in card.readings.items())
    return tuple(sorted(str(tag) for tag, since in every if since <= edition))


def _tasks(lines: Iterable[Line]) -> frozenset[str]:
    """Of emergencies."""
    return frozenset(str(one.facts["task"]) for one in lines if one.tag == Emergency.OPENED)


def _of_tags(tags: Iterable[str], first: int, last: int) -> Iterator[Recorded]:
    for tag in tags:
        yield from takewhile(lambda one: one.position < last, reader.entries(first, tag=str(tag)))
