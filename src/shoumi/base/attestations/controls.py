"""The state of each demand right now: checked live where an app claims it, else attested.

``survey`` is asked at every act, for the demands that can shut a door the act passes.  What a live
check says is remembered: it changes only with an act in the ledger, at a moment that the answer
names, or because of something outside the database, which is looked at again after a minute.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection

from shoumi.base import registry
from shoumi.base.attestations import grace_queries, outside_parts, queries
from shoumi.base.attestations.grace_queries import CHECK_FAILED
from shoumi.base.attestations.models import Grace
from shoumi.base.ledger import remembered
from shoumi.base.ledger.card import held_head
from shoumi.base.messages import refusals
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.handbook import Demand, demand, demands
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

# What lies outside the database (a file, a setting, rows edited by hand) is looked at again.
_FRESH_SECONDS = 60.0
_MOST = 64
_LACKING = frozenset(ControlState) - {
    ControlState.PASS,
    ControlState.ATTESTED,
    ControlState.NOT_APPLICABLE,
}
# A question is put a little before it is answered.
LATE = timedelta(seconds=5)

log = logging.getLogger(__name__)


Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Known(Generic[Told]):
    """What was found, for questions from ``since`` on and before ``until``."""

    told: Told
    since: datetime
    until: datetime
    read_at: float  # monotonic seconds

    def serves(self, at: datetime) -> bool:
        is_fresh = time.monotonic() - self.read_at < _FRESH_SECONDS
        return is_fresh and self.since <= at < self.until


@dataclass(slots=True)
class _Place:
    """What is remembered of a home whose ledger has so many acts: by demand what its live check
    said (None: it has none), the graces that run, and every statement."""

    said: dict[str, Known[Holding | None]] = field(default_factory=dict)
    graces: Known[Sequence[Grace]] | None = None
    stated: Known[queries.Stored] | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the live checks said and which graces run, until one of them may turn; and what is
    stated, which asks for the moment itself."""

    said: Mapping[str, Holding]
    graces: Sequence[Grace]
    stated: queries.Stored
    until: datetime


_known: dict[tuple[Path, int], _Place] = {}


def holding(duty: str, deal: Ref | None, at: datetime) -> Holding:
    """What is known of ``duty``, in ``deal`` or (None) in the house as a whole.

    A live check that says NOT_BUILT leaves the word to the attestation; any other answer is final,
    so nobody attests a failing control away.  A check that breaks counts as failed.

    Raises:
        UnknownDuty: the handbook has no such demand.
    """
    demand(duty)
    return with_grace(duty, _final(duty, at) or queries.holding(duty, deal, at), at)


def with_grace(duty: str, held: Holding, at: datetime) -> Holding:
    """``held`` with the end of its grace, where it has one."""
    if held.holds:
        return held
    return grace_queries.applied(duty, held, grace_queries.running(at), at)


def _final(duty: str, at: datetime) -> Holding | None:
    """The answer of the live check where it leaves nothing to an attestation."""
    live = _joined(duty, at)
    return None if live is None or live.state is ControlState.NOT_BUILT else live


def _joined(duty: str, at: datetime) -> Holding | None:
    """The answer of the live check, together with what is stated of the parts outside."""
    live = checked(duty, at)
    return None if live is None else outside_parts.joined(duty, live, at)


def checked(duty: str, at: datetime) -> Holding | None:
    """The answer of the live check, or None where no app claims the demand.

    What holds but is not the whole rule of the handbook is PARTIAL, and says what is missing.
    """
    check = registry.check(duty)
    if check is None:
        return None
    try:
        said = check(at)
    except Exception as error:  # noqa: BLE001 - a check that cannot be made has failed
        log.error("check of demand %s broke: %s", duty, type(error).__name__)
        return Holding(ControlState.FAIL, reason=CHECK_FAILED)
    missing = registry.partial(duty)
    if said.state is ControlState.PASS and missing:
        return replace(said, state=ControlState.PARTIAL, reason=missing)
    return said


def missing_text(held: Holding, lang: Lang) -> str:
    """What a demand lacks, in words; empty where it holds whole."""
    if held.state not in _LACKING or not held.reason:
        return ""
    return refusals.tell_code(held.reason, lang).what


def is_stated(duty: str, at: datetime) -> bool:
    """Whether people state it here: nothing checks it, or its check leaves the word to them."""
    live = checked(duty, at)
    is_left = live is None or live.state is ControlState.NOT_BUILT
    return is_left and not demand(duty).is_generated


def survey(
    at: datetime, deal: Ref | None = None, wanted: Collection[Demand] | None = None
) -> list[tuple[Demand, Holding]]:
    """In the order of the handbook all 68, or those ``wanted``, in ``deal`` or for the house as a
    whole."""
    asked = demands() if wanted is None else wanted
    with sharing():
        known = _live(at, asked)
        stated = queries.all_of(deal, at, known.stated)
    live = known.said
    found = []
    for each in asked:
        said = live.get(each.id)
        if said is None or said.state is ControlState.NOT_BUILT:
            said = stated.get(each.id) or queries.worth_of(each.id, None, at)
        found.append((each, grace_queries.applied(each.id, said, known.graces, at)))
    return found


def foreseen(duty: str, at: datetime) -> Holding:
    """What will be known of ``duty`` in the house at a later moment, if nothing is done."""
    return _final(duty, at) or queries.holding(duty, None, at)


def turns(at: datetime, wanted: Collection[Demand] | None = None) -> datetime:
    """The first moment after ``at`` at which a live check may say something else, or a grace ends;
    what was so before is not looked into."""
    return _live(at, demands() if wanted is None else wanted).until


def statement_edges(at: datetime, wanted: Collection[Demand]) -> Iterator[datetime]:
    """When a statement may begin or end to count after ``at``: by the clock of its demand as well,
    where it was given a longer one."""
    for one in _live(at, wanted).stated.rows:
        for edge in (one.attested_at, one.revoked_at, one.stands_until):
            if edge is not None and edge > at:
                yield edge


def forget() -> None:
    _known.clear()


def _live(at: datetime, wanted: Collection[Demand]) -> Checked:
    """What live checks say, from memory where nothing can have changed since."""
    place = _place()
    known = _known.get(place) if place else None
    if known is None:
        known = _Place()
        # Under an act of one's own that may still be rolled back nothing is kept.
        if place and (held_head() is not None or not connection.in_atomic_block):
            if len(_known) >= _MOST:
                _known.clear()
            _known[place] = known
    elif held_head() is None and connection.in_atomic_block:
        known = _Place(dict(known.said), known.graces, known.stated)
    graces = known.graces
    if graces is None or not graces.serves(at):
        running = grace_queries.running(at)
        graces = known.graces = _from(at, running, grace_queries.edges(running))
    said: dict[str, Holding] = {}
    until = graces.until
    # Nothing that the question around it read earlier: somebody may have acted since.
    with sharing(anew=True):
        for each in wanted:
            one = known.said.get(each.id)
            if one is None or not one.serves(at):
                held = _joined(each.id, at)
                one = _from(at, held, [held.turns or held.until] if held else [])
                # A check that broke is asked again.
                if held is None or held.reason != CHECK_FAILED:
                    known.said[each.id] = one
            if one.told is not None:
                said[each.id] = one.told
            until = min(until, one.until)
        stated = known.stated
        if stated is None or not stated.serves(at):
            stated = known.stated = _from(at, queries.stored(), [])
    return Checked(said, graces.told, stated.told, until)


def _from(at: datetime, told: Told, edges: Collection[datetime | None]) -> Known[Told]:
    until = min((edge for edge in edges if edge and edge > at), default=_LAST)
    return Known(told, at - LATE, until, time.monotonic())


_LAST = datetime.max.replace(tzinfo=UTC)


def _place() -> tuple[Path, int] | None:
    """The home and how many acts its ledger holds; None where that cannot be told."""
    try:
        head = held_head() or remembered.standing()
    except (DatabaseError, ValueError):
        return None
    return Path(settings.SHOUMI_HOME), head.acts if head else 0
