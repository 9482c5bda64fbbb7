"""What has been attested, and what an attestation is worth at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from shoumi.base.attestations.models import Attestation
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.handbook import demand, demands
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

NONE = "attestation.none"
EXPIRED = "attestation.expired"
REVOKED = "attestation.revoked"
GENERATED = "attestation.generated"


def newest(duty: str, deal: Ref | None, at: datetime, part: str = "") -> Attestation | None:
    """The latest statement made by ``at``; one about the deal itself goes before one about all.

    ``part``  of a part outside the system alone; empty: of the whole demand

    Raises:
        NotAuthentic: a statement about this was changed, put back or deleted from outside; without
            it another may count, so none does.
    """
    return _newest(_made(duty, deal, at), deal, part)


def _newest(made: Sequence[Attestation], deal: Ref | None, part: str = "") -> Attestation | None:
    own = [said for said in made if said.part == part]
    of_deal = next((said for said in own if deal and said.deal == deal), None)
    return of_deal or next((said for said in own if not said.deal), None)


def _made(duty: str, deal: Ref | None, at: datetime) -> list[Attestation]:
    """What was stated of a demand by ``at`` and counts for ``deal``, newest first.

    Raises:
        NotAuthentic
    """
    made = _all_made(deal, at)
    if duty in made.doubtful:
        raise NotAuthentic(what=Attestation._meta.db_table)
    return made.of(duty)


@dataclass(frozen=True, slots=True)
class _Made:
    """All that was stated by a moment, newest first, and of which demands something is not as the
    house left it."""

    said: Mapping[str, list[Attestation]]
    doubtful: frozenset[str]

    def of(self, duty: str) -> list[Attestation]:
        return self.said.get(duty, [])


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """Every statement as the house left it, the demands that others are about, and what the ledger
    says of those that are gone: the same at every moment, as long as nobody acts."""

    rows: Sequence[Attestation]
    altered: frozenset[str]
    gone: Sequence[Line]


@shared
def stored() -> Stored:
    found = verification.all_of(Attestation)
    return Stored(
        found.rows, frozenset(_altered(found.false)), tuple(verification.deleted(Attestation))
    )


@shared
def _all_made(deal: Ref | None, at: datetime, of: Stored | None = None) -> _Made:
    of = of or stored()
    known = [one for one in of.rows if one.deal in ("", deal or "") and one.attested_at <= at]
    said: dict[str, list[Attestation]] = {}
    for one in sorted(known, key=lambda one: (one.attested_at, one.position), reverse=True):
        said.setdefault(one.duty, []).append(one)
    gone = {duty for line in of.gone if line.deal in (None, deal) for duty in line.duties}
    return _Made(said, of.altered | gone)


def _altered(false: Sequence[Attestation]) -> Iterator[str]:
    """The demands that rows which do not hold are about, as they say and as the ledger says."""
    for one in false:
        yield one.duty
        for entry in reader.some(latest_entries.about(one.coverage.tags, one.ref)):
            yield from entry.line().duties


def holding(duty: str, deal: Ref | None, at: datetime) -> Holding:
    """What the latest statement is worth, as ``worth`` says; FAIL where it cannot be told."""
    if demand(duty).is_generated:
        return worth_of(duty, None, at)
    try:
        return worth_of(duty, newest(duty, deal, at), at)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)


@shared
def covering(duty: str, person: Ref, at: datetime) -> Holding:
    """What is stated of one person: the latest statement that covers this person decides."""
    try:
        made = [said for said in _made(duty, None, at) if not said.part]
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    return worth_of(duty, next((said for said in made if said.covers(person)), None), at)


def worth_of(duty: str, said: Attestation | None, at: datetime) -> Holding:
    """As ``worth``; nothing where no statement counts, such as an old one about a promise."""
    if demand(duty).is_generated:
        return Holding(ControlState.NOT_BUILT, reason=GENERATED)
    return worth(said, at)


@shared
def all_of(deal: Ref | None, at: datetime, of: Stored | None = None) -> dict[str, Holding]:
    """For each demand that was stated what ``holding`` gives for ``deal``, or for the house as a
    whole; all at once.

    ``of``  what is stored, where that is known
    """
    made = _all_made(deal, at, of)
    newest = {duty: _newest(said, deal) for duty, said in made.said.items()}
    held = {duty: worth_of(duty, said, at) for duty, said in newest.items() if said}
    doubtful = (duty for duty in made.doubtful if not demand(duty).is_generated)
    return held | dict.fromkeys(doubtful, Holding(ControlState.FAIL, reason=NotAuthentic.code))


def worth(said: Attestation | None, at: datetime) -> Holding:
    """ATTESTED, STALE once expired, NOT_BUILT where nothing stands.  Never PASS."""
    if said is None:
        return Holding(ControlState.NOT_BUILT, reason=NONE)
    if said.revoked_at is not None and said.revoked_at <= at:
        return Holding(ControlState.NOT_BUILT, said.position, reason=REVOKED)
    if said.stands_until <= at:
        return Holding(ControlState.STALE, said.position, said.stands_until, EXPIRED)
    return Holding(ControlState.ATTESTED, said.position, said.stands_until)


def lapsed(at: datetime) -> Q:
    """Statements whose own end or longest term (``stands_until``) is over."""
    terms: dict[int, list[str]] = {}
    for one in demands():
        terms.setdefault(one.valid_days, []).append(one.id)
    found = Q(until__lte=at)
    for days, duties in terms.items():
        found |= Q(duty__in=duties, attested_at__lte=at - timedelta(days=days))
    return found


def made(*, duty: str | None = None, deal: Ref | None = None) -> QuerySet[Attestation]:
    """Every statement, newest first; of one demand or one deal where named."""
    found = Attestation.objects.order_by("-attested_at", "-position")
    if duty is not None:
        found = found.filter(duty=duty)
    if deal is not None:
        found = found.filter(deal=deal)
    return found
