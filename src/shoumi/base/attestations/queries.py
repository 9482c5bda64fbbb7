"""What has been attested, and what an attestation is worth at a moment."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.attestations.models import Attestation
from shoumi.base.registry import Holding
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

NONE = "attestation.none"
EXPIRED = "attestation.expired"
REVOKED = "attestation.revoked"
GENERATED = "attestation.generated"


def newest(duty: str, deal: Ref | None, at: datetime, part: str = "") -> Attestation | None:
    """The latest statement made by ``at``; one about the deal itself goes before one about all.

    ``part``  of a part outside the system alone; empty: of the whole demand
    """
    known = Attestation.objects.filter(duty=duty, part=part, attested_at__lte=at)
    newest_first = known.order_by("-attested_at", "-position")
    own = newest_first.filter(deal=deal).first() if deal else None
    return own or newest_first.filter(deal="").first()


def holding(duty: str, deal: Ref | None, at: datetime) -> Holding:
    """What the latest statement is worth, as ``worth`` says."""
    return worth_of(duty, newest(duty, deal, at), at)


def covering(duty: str, person: Ref, at: datetime) -> Holding:
    """What is stated of one person: the latest statement that covers this person decides."""
    known = Attestation.objects.filter(duty=duty, deal="", part="", attested_at__lte=at)
    found = known.order_by("-attested_at", "-position").iterator(100)
    return worth_of(duty, next((said for said in found if said.covers(person)), None), at)


def worth_of(duty: str, said: Attestation | None, at: datetime) -> Holding:
    """As ``worth``; nothing where no statement counts, such as an old one about a promise."""
    if demand(duty).is_generated:
        return Holding(ControlState.NOT_BUILT, reason=GENERATED)
    return worth(said, at)


def all_of(deal: Ref | None, at: datetime) -> dict[str, Attestation]:
    """For each demand what ``newest`` gives for ``deal``, or for the house; all at once."""
    known = Attestation.objects.filter(deal__in=["", deal or ""], part="", attested_at__lte=at)
    found: dict[str, Attestation] = {}
    for said in known.order_by("attested_at", "position"):
        before = found.get(said.duty)
        if before is None or said.deal or not before.deal:
            found[said.duty] = said
    return found


def worth(said: Attestation | None, at: datetime) -> Holding:
    """ATTESTED, STALE once expired, NOT_BUILT where nothing stands.  Never PASS."""
    if said is None:
        return Holding(ControlState.NOT_BUILT, reason=NONE)
    if said.revoked_at is not None and said.revoked_at <= at:
        return Holding(ControlState.NOT_BUILT, said.position, reason=REVOKED)
    if said.until <= at:
        return Holding(ControlState.STALE, said.position, said.until, EXPIRED)
    return Holding(ControlState.ATTESTED, said.position, said.until)


def made(*, duty: str | None = None, deal: Ref | None = None) -> QuerySet[Attestation]:
    """Every statement, newest first; of one demand or one deal where named."""
    found = Attestation.objects.order_by("-attested_at", "-position")
    if duty is not None:
        found = found.filter(duty=duty)
    if deal is not None:
        found = found.filter(deal=deal)
    return found
