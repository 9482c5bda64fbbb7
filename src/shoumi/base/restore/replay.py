"""Do again, on rows that are older, what the newer ledger says happened; one transaction for all.

Entries go in their order.  What narrows is done by its card's function; what widens is counted as
lost; what narrows and cannot be done again blocks whom it concerns: the people it names are frozen,
else its deal is stopped, else every deal.  Killed in the middle, nothing of it was done.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, transaction

from shoumi.base import registry
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Deal
from shoumi.base.jobs import services as jobs
from shoumi.base.jobs.models import Job
from shoumi.base.jobs.models import State as JobState
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import Effect, Replay
from shoumi.base.restore import entries, guarded_rows
from shoumi.base.restore.entries import NewerEntry, People
from shoumi.base.restore.events import How, Proved, Tag
from shoumi.base.signin import replays as signin
from shoumi.base.subjects import services as subjects
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.base.subjects.models import State, Subject
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

DUTIES = ("13.2",)
Passed = Callable[[int, int], None]
# What a function of a card may stumble over where a row is not as it expects.
_CANNOT = (DomainError, LookupError, ValueError, TypeError, AttributeError, DatabaseError)


@dataclass(frozen=True, slots=True)
class Blocked:
    """An entry that could not be done again, and whom it concerns: ``people``, else ``deal``, else
    everybody."""

    position: int
    tag: str
    deal: Ref | None
    people: tuple[Ref, ...]


@dataclass(slots=True)
class Outcome:
    """Of each tag how many entries were done again and how many are lost, and those that block."""

    done: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    blocked: list[Blocked] = field(default_factory=list)
    abouts: set[str] = field(default_factory=set)
    nowhere: list[Ref] = field(default_factory=list)


def replay(
    *, restore: Ref, size: int, missing: int, proved: Proved, at: datetime, passed: Passed
) -> Outcome:
    """Do all of it, in the sealed house; the entry about ``restore`` says how it went.

    ``size``     entries of the ledger as it was put back
    ``missing``  entries that are known to have been and that nobody found
    """
    outcome = Outcome()
    with transaction.atomic(durable=True):
        writer.hold()
        end = reader.size()
        stood = guarded_rows.standing(size)
        false = guarded_rows.false_before(stood)
        people, known = People(), effects()
        for one in entries.between(size, end, people):
            _take(one, known.get(one.line.tag), outcome)
            passed(one.position - size + 1, end - size)
        signin.end_all()
        _give_up_work(at)
        guarded_rows.set_back(stood, size, outcome.abouts, at)
        guarded_rows.lose(outcome.nowhere, size, at)
        _block(outcome, at, everybody=bool(missing))
        facts: dict[str, Value] = {"size": size, "caught_up": end - size, "missing": missing}
        facts["proved"] = proved
        _list(outcome, false, restore, at)
        _record(outcome, restore, facts, at)
    return outcome


def effects() -> Mapping[str, Effect | Replay]:
    """What becomes of each tag that a card says something about."""
    return {
        tag.value: how
        for card in registry.cards()
        if card.replays
        for tag, how in card.replays().items()
    }


def _take(one: NewerEntry, how: Effect | Replay | None, outcome: Outcome) -> None:
    if how is Effect.TELLS:
        return
    if how is Effect.WIDENS:
        outcome.lost[one.line.tag] += 1
    elif how is not None and not isinstance(how, Effect) and _is_done(how, one):
        outcome.done[one.line.tag] += 1
        outcome.nowhere += one.lost
    else:
        line = one.line
        concerned = tuple(one.concerned())
        outcome.blocked.append(Blocked(one.position, line.tag, line.deal, concerned))
        outcome.abouts.add(str(line.about))


def _is_done(how: Replay, one: NewerEntry) -> bool:
    try:
        with transaction.atomic():
            return how(one)
    except _CANNOT:
        return False


def _give_up_work(at: datetime) -> None:
    """What waited for a worker when the copy was made may have been done since: a person looks at
    it and has it done again."""
    for job in Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING]):
        jobs.give_up(job, at)


def _block(outcome: Outcome, at: datetime, *, everybody: bool) -> None:
    frozen: dict[str, set[Ref]] = defaultdict(set)
    stopped = set[str]()
    for one in outcome.blocked:
        if one.people:
            # Whoever is in another state is not read anyway, and must not come back by this.
            held = Subject.objects.filter(ref__in=one.people, state=State.ACTIVE)
            for ref, deal in held.values_list("ref", "deal"):
                frozen[deal].add(Ref(ref))
        elif one.deal is not None:
            stopped.add(one.deal)
        else:
            everybody = True
    if everybody:
        stopped |= set(Deal.objects.values_list("ref", flat=True))
    for deal, people in sorted(frozen.items()):
        subjects.change_state(
            deal=Ref(deal),
            subjects=sorted(people),
            to=State.FROZEN,
            duty="13.2",
            actor=SYSTEM,
            at=at,
        )
    for deal in sorted(stopped):
        deals.hold_back(deal=Ref(deal), at=at)


def _list(outcome: Outcome, false: Sequence[str], restore: Ref, at: datetime) -> None:
    """Entry by entry what could not be done again, so that it is known until it is settled."""
    rows = [row(position=str(one.position), tag=one.tag) for one in outcome.blocked]
    rows += [row(row=name) for name in false]
    if rows:
        event = Event(Tag.BLOCKED, SYSTEM, restore, at, {"count": len(outcome.blocked)}, DUTIES)
        writer.record(event, rows=rows)


def _record(outcome: Outcome, restore: Ref, facts: Mapping[str, Value], at: datetime) -> None:
    blocked = Counter(one.tag for one in outcome.blocked)
    told = [(How.DONE, outcome.done), (How.LOST, outcome.lost), (How.BLOCKED, blocked)]
    rows = [
        row(tag=tag, how=how, count=str(count))
        for how, counts in told
        for tag, count in sorted(counts.items())
    ]
    counted = {str(how): counts.total() for how, counts in told}
    event = Event(Tag.REPLAYED, SYSTEM, restore, at, {**facts, **counted}, DUTIES)
    writer.record(event, rows=rows)
