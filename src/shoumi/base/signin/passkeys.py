"""Passkeys: WebAuthn ceremonies with user verification, as the library ``fido2`` checks them.

Besides what the library checks (type, challenge, origin, RP id, presence, verification, signature):
the origin is this very one, no frame of another site asked, the algorithm is one of ours, the
challenge is known, fresh and answered once, the stored key is the one the ledger holds the digest
of, the counter goes forward, and whether the key can be backed up does not change.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from django.db import IntegrityError, transaction
from fido2.cose import ES256, ES384, RS256, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shoumi.base.ledger import reader, writer
from shoumi.base.signin import rules, tokens
from shoumi.base.signin.errors import (
    CeremonyOver,
    NotLetIn,
    PasskeyAltered,
    PasskeyCopied,
    PasskeyKnown,
    PasskeyRefused,
)
from shoumi.base.signin.events import By, Factor, Tag
from shoumi.base.signin.models import Account, Ceremony, Passkey, Session
from shoumi.base.signin.tokens import Use
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

_ALGORITHMS = [ES256.ALGORITHM, EdDSA.ALGORITHM, ES384.ALGORITHM, RS256.ALGORITHM]
_CHALLENGE_BYTES = 32
# What the library raises at an answer that is not of the form, or that it does not believe.
_BAD = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, AssertionError),
    *(NotImplementedError, RecursionError, struct.error, UnsupportedAlgorithm),
)

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """Who asks: the host that passkeys belong to, and the one origin that may ask."""

    host: str
    origin: str
    name: str = "Shoumi 守密"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser is given: ``options`` for ``navigator.credentials``, JSON as WebAuthn 3 has
    it, and ``ceremony``, which comes back with the answer."""

    ceremony: Ref
    options: dict[str, Any]


class Purpose(StrEnum):
    ADD = "add"
    SIGN_IN = "sign-in"
    STEP_UP = "step-up"


def begin_adding(session: Session, site: Site, *, label: str, real_at: datetime) -> Begun:
    """Ask for a passkey of the session's person, under the user name ``label``."""
    account = Account.objects.get(person=session.person_id)
    ceremony = _ask(Purpose.ADD, session, real_at)
    user = PublicKeyCredentialUserEntity(name=label, id=bytes(account.handle), display_name=label)
    options, _ = _server(site).register_begin(
        user,
        credentials=_credentials(Ref(session.person_id)),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=bytes(ceremony.challenge),
    )
    return Begun(Ref(ceremony.ref), dict(options))


def add(
    session: Session, site: Site, ceremony: Ref, answer: Answer, *, name: str, real_at: datetime
) -> Passkey:
    """The passkey of that answer, not saved yet.

    Raises:
        CeremonyOver, PasskeyRefused
    """
    asked = _answered(Purpose.ADD, ceremony, session, real_at)
    try:
        given = RegistrationResponse.from_dict(answer)
        data = _server(site).register_complete(_state(asked), given)
        credential = data.credential_data
        fits = (
            credential is not None
            and given.raw_id == credential.credential_id
            and len(credential.credential_id) <= 1023
            and credential.public_key[3] in _ALGORITHMS
            and not given.response.client_data.cross_origin
        )
    except _BAD as error:
        raise PasskeyRefused from error
    if credential is None or not fits:
        raise PasskeyRefused
    return Passkey(
        ref=Ref.new("passkey"),
        person_id=session.person_id,
        name=name,
        credential_id=tokens.digest(credential.credential_id, Use.CREDENTIAL),
        credential=bytes(credential),
        sign_count=data.counter,
        is_backup_eligible=data.is_backup_eligible(),
        is_backed_up=data.is_backed_up(),
        added_at=real_at,
    )


def save(made: Passkey, *, at: datetime) -> None:
    """Record and keep what ``add`` gave, inside the transaction around it.

    Raises:
        PasskeyKnown
    """
    person = Ref(made.person_id)
    facts: dict[str, Value] = {
        "factor": Factor.PASSKEY,
        "credential": Digest.of(bytes(made.credential)),
        "backup_eligible": made.is_backup_eligible,
    }
    made.position = writer.record(Event(Tag.ADDED, person, person, at, facts, ("1.5",))).position
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise PasskeyKnown from error


def begin_proof(session: Session | None, site: Site, *, real_at: datetime) -> Begun:
    """Ask for a proof: of the session's person, or of whoever wants to come in.

    Whoever comes in is not named; the device knows which passkeys it has for this host.
    """
    purpose = Purpose.SIGN_IN if session is None else Purpose.STEP_UP
    ceremony = _ask(purpose, session, real_at)
    options, _ = _server(site).authenticate_begin(
        credentials=None if session is None else _credentials(Ref(session.person_id)),
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=bytes(ceremony.challenge),
    )
    return Begun(Ref(ceremony.ref), dict(options))


def prove(
    session: Session | None,
    site: Site,
    ceremony: Ref,
    answer: Answer,
    *,
    at: datetime,
    real_at: datetime,
) -> Ref:
    """The person whose passkey answered.

    Raises:
        CeremonyOver
        NotLetIn: the answer does not hold; that is recorded where it names a passkey of somebody.
        PasskeyCopied, PasskeyAltered: recorded as well.
    """
    purpose = Purpose.SIGN_IN if session is None else Purpose.STEP_UP
    asked = _answered(purpose, ceremony, session, real_at)
    try:
        given = AuthenticationResponse.from_dict(answer)
        named = tokens.digest(given.raw_id, Use.CREDENTIAL)
    except _BAD as error:
        raise NotLetIn from error
    passkey = Passkey.objects.select_related("person").filter(credential_id=named).first()
    if passkey is None:
        raise NotLetIn
    person = Ref(passkey.person_id)
    if session is not None and session.person_id != person:
        _refuse(Tag.REFUSED, Ref(session.person_id), at)
        raise NotLetIn
    if not _is_recorded(passkey):
        _refuse(Tag.REFUSED, person, at)
        raise PasskeyAltered
    data = _believed(asked, site, passkey, given, is_named=session is not None)
    if data is None or not passkey.person.is_active:
        _refuse(Tag.REFUSED, person, at)
        raise NotLetIn
    if not _went_forward(passkey, data, real_at):
        _refuse(Tag.COPIED, person, at)
        raise PasskeyCopied
    return person


def _believed(
    asked: Ceremony, site: Site, passkey: Passkey, given: AuthenticationResponse, *, is_named: bool
) -> AuthenticatorData | None:
    """What the device said of itself, where every check holds."""
    handle = given.response.user_handle
    account = Account.objects.get(person=passkey.person_id)
    # The device names the user; it may leave that out where it was asked for this very user.
    if handle != bytes(account.handle) and not (is_named and handle is None):
        return None
    if account.enrolled_at is None:
        return None
    try:
        credential = AttestedCredentialData(bytes(passkey.credential))
        _server(site).authenticate_complete(_state(asked), [credential], given)
    except _BAD:
        return None
    data = given.response.authenticator_data
    same_kind = data.is_backup_eligible() == passkey.is_backup_eligible
    return data if same_kind and not given.response.client_data.cross_origin else None


def _went_forward(passkey: Passkey, data: AuthenticatorData, real_at: datetime) -> bool:
    """WebAuthn 3, 7.2 step 22: a counter that is used at all only ever grows.

    By a conditional update: of two answers with the same count one is refused.
    """
    if (data.counter or passkey.sign_count) and data.counter <= passkey.sign_count:
        return False
    held = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    return bool(
        held.update(sign_count=data.counter, is_backed_up=data.is_backed_up(), used_at=real_at)
    )


def _is_recorded(passkey: Passkey) -> bool:
    """The ledger says that this key was added for this person; so a row put in by hand is none."""
    line = reader.entry(passkey.position).line()
    kept = sha256(bytes(passkey.credential)).hexdigest()
    named = tokens.digest(_id_of(passkey), Use.CREDENTIAL)
    return (
        (line.tag, line.about, line.facts.get("credential")) == (Tag.ADDED, passkey.person_id, kept)
    ) and named == passkey.credential_id


def _id_of(passkey: Passkey) -> bytes:
    try:
        return bytes(AttestedCredentialData(bytes(passkey.credential)).credential_id)
    except _BAD:
        return b""


@transaction.atomic
def _refuse(tag: Tag, person: Ref, at: datetime) -> None:
    """A refusal is evidence, in a transaction of its own."""
    writer.record(Event(tag, person, person, at, {"by": By.PASSKEY}, ("1.5",)))


def _ask(purpose: Purpose, session: Session | None, real_at: datetime) -> Ceremony:
    Ceremony.objects.filter(until__lt=real_at).delete()
    return Ceremony.objects.create(
        ref=Ref.new("ceremony"),
        purpose=purpose,
        session=session,
        challenge=os.urandom(_CHALLENGE_BYTES),
        until=real_at + rules.CEREMONY_VALID,
    )


def _answered(
    purpose: Purpose, ceremony: Ref, session: Session | None, real_at: datetime
) -> Ceremony:
    """Use up the challenge: whether its answer holds or not, there is no second.

    Raises:
        CeremonyOver
    """
    with transaction.atomic(durable=True):
        rows = Ceremony.objects.filter(ref=ceremony, purpose=purpose, until__gt=real_at)
        rows = rows.filter(session=session) if session else rows.filter(session__isnull=True)
        found = rows.first()
        used = rows.delete()[0] if found else 0
    if found is None or not used:
        raise CeremonyOver
    return found


def _state(asked: Ceremony) -> dict[str, Any]:
    return {
        "challenge": websafe_encode(bytes(asked.challenge)),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }


def _credentials(person: Ref) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(person=person)
    return [AttestedCredentialData(bytes(row.credential)) for row in rows]


def _server(site: Site) -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name=site.name, id=site.host),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == site.origin,
    )
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=one)
        for one in _ALGORITHMS
    ]
    return server
