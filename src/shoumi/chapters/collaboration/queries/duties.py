"""Reads of who answers for each chapter, now and at any moment that the ledger knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries.shared_tasks import every
from shoumi.core import handbook
from shoumi.core.errors import Missing
from shoumi.core.handbook.demands import Chapter
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# As many stand in for one another at most.
_MOST = 3


class NoSuchDuty(Missing):
    code = "raci.no_such"


@dataclass(frozen=True, slots=True)
class Answered:
    """Who answered for something at a moment, and the entry that says so."""

    person: Ref
    position: int
    since: datetime


def get(duty: Ref) -> ChapterDuty:
    """
    Raises:
        NoSuchDuty
    """
    found = ChapterDuty.objects.filter(ref=duty).first()
    if found is None:
        raise NoSuchDuty(duty=duty)
    return found


@shared
def all_of_them() -> list[ChapterDuty]:
    """By chapter.

    Raises:
        NotAuthentic
    """
    return sorted(every(ChapterDuty), key=lambda one: one.number)


def of_chapter(number: int) -> ChapterDuty | None:
    return ChapterDuty.objects.filter(number=number).first()


def chapters() -> dict[int, Chapter]:
    """The twenty, by number; what closes the handbook is a statement and no chapter."""
    return {one.number: one for one in handbook.chapters() if one.number is not None}


def usual(role: Role, at: datetime) -> Ref:
    """Who is taken where nobody chose: the first by reference of the holders of ``role`` who may,
    or of the heads, who answer for the whole house."""
    held = accounts.who(role, at)
    if role is not Role.SUP:
        held = [one for one in held if Role.SUP not in accounts.all_roles(one, at)]
    return next(iter([*held, *accounts.who(Role.HEAD, at)]))


def answered(number: int, at: datetime) -> Answered | None:
    """Who answered for a chapter at ``at``, by the ledger alone: who was named for it, or who stood
    in for that person then."""
    duty = of_chapter(number)
    named = _newest(Tag.ASSIGNED, duty.ref, at) if duty else None
    if named is None:
        return None
    position, line = named
    found = Answered(Ref(str(line.facts["accountable"])), position, line.at)
    for _ in range(_MOST):
        absence = _absence(found.person, at)
        if absence is None:
            return found
        position, line = absence
        since = datetime.fromisoformat(str(line.facts["since"]))
        found = Answered(Ref(str(line.facts["deputy"])), position, max(since, found.since))
    return found


def _newest(tag: Tag, about: str, at: datetime) -> tuple[int, Line] | None:
    told = reader.some(latest_entries.about([tag], about))
    found = [(one.position, one.line()) for one in told]
    return next(((place, line) for place, line in reversed(found) if line.at <= at), None)


def _absence(person: Ref, at: datetime) -> tuple[int, Line] | None:
    """The newest that was told by then and in which ``at`` lies, unless a return was told too."""
    told = reader.some(latest_entries.all_of([Tag.ABSENT]))
    for position, line in reversed([(one.position, one.line()) for one in told]):
        if str(line.facts["person"]) != person or line.at > at:
            continue
        since = datetime.fromisoformat(str(line.facts["since"]))
        until = datetime.fromisoformat(str(line.facts["until"]))
        if since <= at < until and _newest(Tag.RETURNED, str(line.about), at) is None:
            return position, line
    return None
