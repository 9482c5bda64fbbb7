"""From when the clocks of 3.4 run that are not the age of a key: the yearly review, who left.

A home's first year counts from its beginning; its first entry about the keyring names the day.
A home of an earlier version, whose entry does not, gets one at its upgrade instead: nothing that
is counted only since then lapses before ``until``, a month later, so that it is warned in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import latest_entries, reader, storage, writer
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.rotation.events import Decision, Tag
from shoumi.base.vault.events import FIRST_REVIEW
from shoumi.base.vault.events import Tag as Vault
from shoumi.core import constants
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import Reach
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import ControlState
from shoumi.core.vault.cryptoperiods import add_months

SEVERAL = "rotation.several_overdue"
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Beginning:
    """``at``        when the home was made
    ``position``  of the entry since which it is counted who leaves
    ``until``     of an older home: nothing new lapses before
    """

    at: datetime
    position: int
    until: datetime | None = None

    def not_before(self, moment: datetime) -> datetime:
        return moment if self.until is None else max(moment, self.until)


@shared
def beginning() -> Beginning | None:
    """None in a home without a keyring."""
    made = _first(Vault.SET_UP)
    if made is None:
        return None
    line = made.line()
    # A home that names its first day of review needs no other beginning and has none.
    later = None if FIRST_REVIEW in line.facts else _first(Tag.CLOCKS_BEGAN)
    if later is None:
        return Beginning(line.at, made.position)
    until = datetime.fromisoformat(str(later.line().facts["until"]))
    return Beginning(line.at, later.position, until)


def is_waiting() -> bool:
    """Whether this home is older than the clocks and has no beginning of theirs."""
    made = _first(Vault.SET_UP)
    if made is None or FIRST_REVIEW in made.line().facts:
        return False
    return _first(Tag.CLOCKS_BEGAN) is None


@transaction.atomic
def begin_old(*, at: datetime) -> bool:
    """Let the clocks of an older home begin now, once in its life."""
    writer.hold()
    if not is_waiting():
        return False
    # The clock of a home may stand before its last entry, and the ledger never goes back.
    at = max(at, storage.last_at() or at)
    until = at + timedelta(days=constants.get("encryption.new_clock_grace").number)
    event = Event(Tag.CLOCKS_BEGAN, SYSTEM, SYSTEM, at, {"until": until}, ("3.4",))
    writer.record(event)
    return True


def first_review(home: Beginning) -> datetime:
    every = constants.get("encryption.algorithm_review_every").number
    return home.not_before(add_months(home.at, every * _YEAR))


def latest_review(decision: Decision, at: datetime) -> date:
    """The last day on which the review after this one may be due."""
    months = constants.get("encryption.algorithm_review_every").number * _YEAR
    if decision is Decision.REPLACE:
        months = constants.get("encryption.algorithm_replace_within").number
    return day_in_china(add_months(at, months))


def joined(parts: Iterable[Holding], at: datetime) -> Holding:
    """All parts of the demand in one: what does not hold, and the next moment anything turns.

    A part that lapsed but may wait a while says nothing where another may not.
    """
    found = list(parts)
    edges = [edge for one in found for edge in (one.turns, one.until, one.grace) if edge]
    turns = min((edge for edge in edges if edge > at), default=None)
    lapsed = [one for one in found if not one.holds]
    if not lapsed:
        until = min((one.until for one in found if one.until), default=None)
        return Holding(ControlState.PASS, until=until, turns=turns)
    binding = [one for one in lapsed if one.grace is None] or lapsed
    if len(binding) == 1:
        return replace(binding[0], turns=turns)
    reasons = {one.reason for one in binding}
    everywhere = any(not one.deals for one in binding)
    return Holding(
        ControlState.FAIL,
        until=min((one.until for one in binding if one.until), default=None),
        reason=SEVERAL if len(reasons) > 1 else reasons.pop(),
        reach=_widest(binding),
        deals=frozenset() if everywhere else frozenset().union(*(one.deals for one in binding)),
        turns=turns,
        grace=min((one.grace for one in binding if one.grace), default=None),
    )


def _widest(lapsed: Iterable[Holding]) -> Reach:
    return Reach.ALL if any(one.reach is Reach.ALL for one in lapsed) else Reach.WRITE


def _first(tag: Tag | Vault) -> reader.Recorded | None:
    positions = latest_entries.all_of([tag])
    return reader.entry(positions[0]) if positions else None
