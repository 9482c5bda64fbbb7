"""Attest a demand that lives outside the system, and take the statement back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import controls
from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind as Stored
from shoumi.base.documents.examined import Examined
from shoumi.base.ledger import texts, writer
from shoumi.base.outbox import rules
from shoumi.base.row_authentication import codes, verification
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.handbook import Demand, Record, demand
from shoumi.core.ledger.leaf import Digest, Event, Value
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


class NotSuchEvidence(Invalid):
    """The demand is not shown by a record of that kind.  Facts: ``duty``."""

    code = "attestation.not_such_evidence"


class PersonsUnfit(Invalid):
    """It names nobody where it has to, or somebody where it must not.  Facts: ``duty``."""

    code = "attestation.persons_unfit"


class NoSuchPart(Invalid):
    """No card leaves that part of the demand to a statement.  Facts: ``duty``."""

    code = "attestation.no_such_part"


class OnlyFingerprint(Missing):
    """An earlier version took it: only the fingerprint of its evidence was kept."""

    code = "attestation.only_fingerprint"


class TooLong(Invalid):
    """Facts: ``days`` at most."""

    code = "attestation.too_long"
    field = "until"


class EvidenceNotChosen(Invalid):
    """Something was filled in of a demand for which no evidence was chosen.  Facts: ``duty``."""

    code = "attestation.evidence_not_chosen"


class NoSuchAttestation(Missing):
    code = "attestation.no_such"


class AlreadyRevoked(Conflict):
    code = "attestation.already_revoked"


class NothingDue(Conflict):
    """Who asks has nothing to state now."""

    code = "attestation.nothing_due"


class NothingStated(Invalid):
    """Of several demands a file was chosen for none."""

    code = "attestation.nothing_stated"


# Who may open evidence besides the role that answers; the supervisory body sees what is told of it.
READERS = (Role.HEAD, Role.DPO, Role.AUD)


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What somebody states, and on what.

    ``kind``     which record of the demand the evidence is
    ``until``    None: as long as the demand's own term allows
    ``persons``  whom it covers, of a demand that names persons
    ``part``     of a part outside the system alone
    """

    statement: Statement
    evidence: Examined
    kind: Record
    until: datetime | None = None
    note: str = ""
    persons: Sequence[Ref] = ()
    part: str = ""


@transaction.atomic
def attest(
    *, duty: str, said: NewStatement, actor: Ref, at: datetime, deal: Ref | None = None
) -> Attestation:
    """State that ``duty`` is kept, until the demand's own term ends or an earlier ``until``.

    The evidence is sealed and kept.  A newer statement takes the place of an older one about the
    same demand, part and deal; one that names persons, for those it names.  A note is kept beside
    the ledger, which commits to it; it can be erased.

    Raises:
        UnknownDuty, Generated, NotAccountable, Conflicted, Enforced, NoSuchPart, NotSuchEvidence
        BodyUnfit, CarriesIdentifier: the note may not be kept.
        TooLong: ``until`` is not after ``at``, or later than the demand's own term allows.
        PersonsUnfit, NoSuchPerson
        PersonalInformation: the evidence holds more of it than evidence may.
    """
    about = demand(duty)
    if about.is_generated:
        raise Generated(duty=duty)
    _may(about, actor, at, deal)
    part = _is_outside(duty, said.part, at)
    if said.kind not in about.evidence:
        raise NotSuchEvidence(duty=duty)
    last = at + timedelta(days=about.valid_days)
    until = said.until or last
    if not at < until <= last:
        raise TooLong(days=about.valid_days)
    persons = _persons(about, said.persons)
    said.evidence.must_be_evidence()
    note = rules.note(said.note)
    document = store.put(said.evidence.content, kind=Stored.EVIDENCE, deal=deal, actor=actor, at=at)
    made = Attestation(
        ref=Ref.new("att"),
        duty=duty,
        deal=deal or "",
        part=part.value if part else "",
        statement=said.statement,
        evidence=said.evidence.digest,
        kind=said.kind,
        document=document.ref,
        looked=_looked(said.evidence),
        persons=persons,
        attested_by=actor,
        role=about.accountable,
        attested_at=at,
        until=until,
    )
    made.position = _record_given(made, part, note)
    codes.put(made, made.position)
    made.save(force_insert=True)
    return made


def _looked(evidence: Examined) -> dict[str, object]:
    return {
        "format": evidence.format.value,
        "named": dict(evidence.named),
        "unread": evidence.unread,
    }


def _persons(about: Demand, named: Sequence[Ref]) -> list[str] | None:
    if about.names_persons is not bool(named):
        raise PersonsUnfit(duty=about.id)
    for person in named:
        accounts.person(person)
    return sorted(set(named)) if named else None


def _record_given(made: Attestation, part: StrEnum | None, note: str) -> int:
    facts: dict[str, Value] = {
        "until": made.until,
        "evidence": Digest(bytes(made.evidence)),
        "statement": Statement(made.statement),
        "role": Role(made.role),
        "kind": Record(made.kind),
        "personal": sum(made.named.values()),
        "unread": made.unread,
    }
    if part:
        facts["part"] = part
    event = Event(
        tag=Tag.GIVEN,
        actor=Ref(made.attested_by),
        about=Ref(made.ref),
        at=made.attested_at,
        facts=facts,
        duties=(made.duty,),
        deal=Ref(made.deal) if made.deal else None,
    )
    rows = [_row(one) for one in made.persons] if made.persons else None
    return texts.record(event, rows=rows, note=note).position


def _may(about: Demand, actor: Ref, at: datetime, deal: Ref | None) -> None:
    if about.accountable not in accounts.roles(actor, at, deal):
        raise NotAccountable(duty=about.id, role=about.accountable)
    if about.accountable is Role.SUP and accounts.is_conflicted(actor, at):
        raise Conflicted(duty=about.id)


def _row(person: str) -> bytes:
    return json.dumps({"person": person}, separators=(",", ":")).encode()


def _is_outside(duty: str, part: str, at: datetime) -> StrEnum | None:
    """The part outside the system that is meant, where the house checks the rest itself."""
    if part:
        known = [one.code for one in registry.outside(duty, at) if one.code.value == part]
        if not known:
            raise NoSuchPart(duty=duty)
        return known[0]
    live = controls.checked(duty, at)
    if live is not None and live.state is not ControlState.NOT_BUILT:
        raise Enforced(duty=duty)
    return None


def open_evidence(*, attestation: Ref, actor: Ref, at: datetime) -> bytes:
    """The evidence of a statement, exactly as it was handed over; that it was opened is recorded.

    Raises:
        NoSuchAttestation
        NotPermitted: the actor neither answers for the demand nor is head, protection officer or
            auditor.
        OnlyFingerprint: an earlier version took it and kept no file.
        DocumentDamaged, NoKey
    """
    said = Attestation.objects.filter(ref=attestation).first()
    if said is None:
        raise NoSuchAttestation
    deal = Ref(said.deal) if said.deal else None
    accounts.require(actor, at, demand(said.duty).accountable, *READERS, deal=deal)
    if not said.document:
        raise OnlyFingerprint
    facts = {"evidence": Digest(bytes(said.evidence))}
    with transaction.atomic():
        writer.record(Event(Tag.OPENED, actor, attestation, at, facts, (said.duty,), deal))
    return store.get(Ref(said.document))


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
    # A row that is not authentic is taken back too, and stays what it is.
    is_own = verification.is_authentic(said)
    said.revoked_at, said.revoked_by = at, actor
    event = Event(Tag.REVOKED, actor, Ref(said.ref), at, duties=(said.duty,), deal=deal)
    position = writer.record(event).position
    if is_own:
        codes.put(said, position)
    said.save(update_fields=["revoked_at", "revoked_by", *codes.STORED])
    return said
