"""Attest a demand that lives outside the system, and take the statement back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import controls
from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.ledger import texts, writer
from shoumi.base.outbox import rules
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.handbook import Demand, demand
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role


class NotAccountable(Refused):
    """Facts: ``duty``, ``role`` that answers for it."""

    code = "attestation.not_accountable"


class Conflicted(Refused):
    """The supervisor answers for a chapter under supervision.  Facts: ``duty``."""

    code = "attestation.conflicted"


class Enforced(Conflict):
    """The house checks this demand itself.  Facts: ``duty``."""

    code = "attestation.enforced"


class Generated(Conflict):
    """The demand is rendered from live indicators, never typed.  Facts: ``duty``."""

    code = "attestation.generated"


class NoEvidence(Invalid):
    """Not a SHA-256, or the one of nothing at all."""

    code = "attestation.no_evidence"


class TooLong(Invalid):
    """Facts: ``days`` at most."""

    code = "attestation.too_long"


class NoSuchAttestation(Missing):
    code = "attestation.no_such"


class AlreadyRevoked(Conflict):
    code = "attestation.already_revoked"


_OF_NOTHING = Digest.of(b"")


@transaction.atomic
def attest(
    *,
    duty: str,
    deal: Ref | None = None,
    actor: Ref,
    at: datetime,
    evidence: bytes,
    statement: Statement,
    until: datetime | None = None,
    note: str = "",
) -> Attestation:
    """State that ``duty`` is kept, until the demand's own term ends or an earlier ``until``.

    ``evidence`` is the SHA-256 (32 bytes) of what the actor looked at.  A newer statement takes the
    place of an older one about the same demand and deal.  A ``note`` is kept beside the ledger,
    which commits to it; it can be erased.

    Raises:
        UnknownDuty, Generated, NotAccountable, Conflicted, Enforced, NoEvidence
        BodyUnfit, CarriesIdentifier: the note may not be kept.
        TooLong: ``until`` is not after ``at``, or later than the demand's own term allows.
    """
    about = demand(duty)
    if about.is_generated:
        raise Generated(duty=duty)
    _may(about, actor, at, deal)
    _is_outside(duty, at)
    if len(evidence) != 32 or evidence == _OF_NOTHING:
        raise NoEvidence
    last = at + timedelta(days=about.valid_days)
    until = until or last
    if not at < until <= last:
        raise TooLong(days=about.valid_days)
    said = Attestation(
        ref=Ref.new("att"),
        duty=duty,
        deal=deal or "",
        statement=statement,
        evidence=evidence,
        attested_by=actor,
        role=about.accountable,
        attested_at=at,
        until=until,
    )
    said.position = _record_given(said, deal, rules.note(note))
    said.save(force_insert=True)
    return said


def _record_given(said: Attestation, deal: Ref | None, note: str) -> int:
    event = Event(
        tag=Tag.GIVEN,
        actor=Ref(said.attested_by),
        about=Ref(said.ref),
        at=said.attested_at,
        facts={
            "until": said.until,
            "evidence": Digest(bytes(said.evidence)),
            "statement": Statement(said.statement),
            "role": Role(said.role),
        },
        duties=(said.duty,),
        deal=deal,
    )
    return texts.record(event, note=note).position


def _may(about: Demand, actor: Ref, at: datetime, deal: Ref | None) -> None:
    if about.accountable not in accounts.roles(actor, at, deal):
        raise NotAccountable(duty=about.id, role=about.accountable)
    if about.accountable is Role.SUP and accounts.is_conflicted(actor, at):
        raise Conflicted(duty=about.id)


def _is_outside(duty: str, at: datetime) -> None:
    live = controls.checked(duty, at)
    if live is not None and live.state is not ControlState.NOT_BUILT:
        raise Enforced(duty=duty)


@transaction.atomic
def revoke(*, attestation: Ref, actor: Ref, at: datetime) -> Attestation:
    """Take a statement back; the demand counts as not attested from now on.

    Raises:
        NotPermitted: the actor neither answers for the demand nor is head, protection officer or
            supervisor.
        NoSuchAttestation, AlreadyRevoked
    """
    said = Attestation.objects.select_for_update().filter(ref=attestation).first()
    if said is None:
        raise NoSuchAttestation
    deal = Ref(said.deal) if said.deal else None
    accountable = demand(said.duty).accountable
    accounts.require(actor, at, accountable, Role.HEAD, Role.DPO, Role.SUP, deal=deal)
    if said.revoked_at is not None:
        raise AlreadyRevoked
    said.revoked_at, said.revoked_by = at, actor
    said.save(update_fields=["revoked_at", "revoked_by"])
    event = Event(Tag.REVOKED, actor, Ref(said.ref), at, duties=(said.duty,), deal=deal)
    writer.record(event)
    return said
