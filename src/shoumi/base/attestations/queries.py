"""What has been attested, and what an attestation is worth at a moment."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.attestations.models import Attestation
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

NONE = "attestation.none"
EXPIRED = "attestation.expired"
REVOKED = "attestation.revoked"


def newest(duty: str, deal: Ref | None, at: datetime) -> Attestation | None:
    """The latest statement made by ``at``; one about the deal itself goes before one about all.

    Raises:
        NotAuthentic: a statement about this was changed, put back or deleted from outside; without
            it another may count, so none does.
    """
    scopes = ("", deal) if deal else ("",)
    known = Attestation.objects.filter(duty=duty, deal__in=scopes, attested_at__lte=at)
    made = verification.require(known.order_by("-attested_at", "-position"))
    if duty in _deleted(deal):
        raise NotAuthentic(what=Attestation._meta.db_table)
    own = next((said for said in made if deal and said.deal == deal), None)
    return own or next((said for said in made if not said.deal), None)


def holding(duty: str, deal: Ref | None, at: datetime) -> Holding:
    """What the latest statement is worth, as ``worth`` says; FAIL where it cannot be told."""
    try:
        return worth(newest(duty, deal, at), at)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)


def all_of(deal: Ref | None, at: datetime) -> dict[str, Holding]:
    """For each demand that was stated what ``holding`` gives for ``deal``, or for the house as a
    whole; all at once."""
    known = Attestation.objects.filter(deal__in=["", deal or ""], attested_at__lte=at)
    made = list(known.order_by("attested_at", "position"))
    newest: dict[str, Attestation] = {}
    for said in made:
        before = newest.get(said.duty)
        if before is None or said.deal or not before.deal:
            newest[said.duty] = said
    held = {duty: worth(said, at) for duty, said in newest.items()}
    authentic = {said.ref for said in verification.authentic(made)}
    doubtful = _deleted(deal) | {said.duty for said in made if said.ref not in authentic}
    return held | dict.fromkeys(doubtful, Holding(ControlState.FAIL, reason=NotAuthentic.code))


def _deleted(deal: Ref | None) -> set[str]:
    """The demands about which a statement that counts for ``deal`` is gone from the table."""
    gone = verification.deleted(Attestation)
    return {duty for line in gone if line.deal in (None, deal) for duty in line.duties}


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
