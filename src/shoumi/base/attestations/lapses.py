"""What lapses soon: the statements that end, and the live checks that will say no as time goes by.

A check is asked what it will say at each moment it names, with what is known today; whatever
somebody still does until then is not foreseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.base.attestations import controls, queries
from shoumi.base.attestations.models import Attestation
from shoumi.base.registry import Holding
from shoumi.core import constants
from shoumi.core.handbook import Demand
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

# So many moments of one check are looked at; one that turns more often is not foreseen further.
_MOST_EDGES = 40


@dataclass(frozen=True, slots=True)
class Coming:
    """A demand that lapses at ``at`` unless somebody mends it before.

    ``deal``   of a statement about one deal alone
    ``deals``  for which deals alone a check will fail; none: for all
    """

    demand: Demand
    at: datetime
    reason: str
    who: Role
    deal: Ref | None = None
    deals: frozenset[Ref] = frozenset()
    is_grace: bool = False


def warnings() -> tuple[int, ...]:
    """How many days before a demand lapses it is told, the most first."""
    names = ("warning_first", "warning_second", "warning_last")
    return tuple(constants.get(f"doors.{name}").number for name in names)


def coming(at: datetime) -> list[Coming]:
    """What lapses within the longest warning, the first to lapse first."""
    last = at + timedelta(days=warnings()[0])
    survey = controls.survey(at)
    found = [one for about, held in survey if (one := _coming(about, held, at, last))]
    house = {about.id: held for about, held in survey}
    found += _of_deals(house, at, last)
    return sorted(found, key=lambda one: (one.at, one.demand.id))


def _coming(about: Demand, held: Holding, at: datetime, last: datetime) -> Coming | None:
    if held.grace is not None:
        if held.grace > last:
            return None
        who = held.who or about.accountable
        return Coming(about, held.grace, held.reason, who, deals=held.deals, is_grace=True)
    if not held.holds:
        return None
    turned = _turned(about.id, held, at, last)
    if turned is None:
        return None
    moment, then = turned
    return Coming(about, moment, then.reason, then.who or about.accountable, deals=then.deals)


def _turned(
    duty: str, held: Holding, at: datetime, last: datetime
) -> tuple[datetime, Holding] | None:
    """When it will not hold any more, and how it stands then."""
    after = at
    for _ in range(_MOST_EDGES):
        moment = _next(held, after)
        if moment is None or moment > last:
            return None
        held, after = controls.foreseen(duty, moment), moment
        if not held.holds:
            return moment, held
    return None


def _next(held: Holding, after: datetime) -> datetime | None:
    return min((one for one in (held.turns, held.until) if one and one > after), default=None)


def _of_deals(house: dict[str, Holding], at: datetime, last: datetime) -> Iterator[Coming]:
    """Statements about one deal that end, where they are what counts there."""
    ending = Attestation.objects.exclude(deal="").filter(
        part="", until__gt=at, until__lte=last, revoked_at=None
    )
    for deal in sorted(set(ending.values_list("deal", flat=True))):
        for about, held in controls.survey(at, Ref(deal)):
            is_own = held.position != house[about.id].position
            is_stated = is_own and held.state is ControlState.ATTESTED
            if is_stated and held.until and held.until <= last:
                yield Coming(about, held.until, queries.EXPIRED, about.accountable, Ref(deal))
