"""All that is held of a person is packed for that person, fetched, and destroyed after its term.

The archive lies sealed under a passphrase that is shown once and kept nowhere, so nobody of the
house opens it again; it is in the keyring, sealed once more, and goes as texts of requests go.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

import pyrage
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.gate.tasks import registered_fields
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import deletion
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.subjects.models import Kind as PersonKind
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.queries import minors
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import DataPackage, Request
from shoumi.chapters.feedback.rules import Kind, Proof, data_packages
from shoumi.chapters.feedback.services import own_readings, progress
from shoumi.chapters.feedback.services.enclosure_errors import GuardianNeeded, MinorTakesTwo
from shoumi.chapters.feedback.services.errors import (
    NobodyOfDeal,
    NoPackage,
    NotPacked,
    PassphraseWrong,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.calendar import day_in_china
from shoumi.core.fields import FieldRegister
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Purpose
from shoumi.core.vault import age_identities, hkdf

KIND = "data"
# 100 bits: nobody tries them all, and they can be told by telephone.  So they are not stretched as
# words that people choose are (ADR 0061): that alone would take longer than all else.
_SYLLABLES, _LETTERS, _BYTES = 5, 4, 13
_INFO = b"shoumi data package 1"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package would have in it, without a value of anybody."""

    fields: tuple[str, ...]
    left_out: tuple[str, ...]
    parts: tuple[HeldPart, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """``values`` by field code; ``parts`` what apps hold besides; ``left_out`` fields that may be
    about others, which people answer by hand."""

    number: str
    values: Mapping[str, str] = field(repr=False)
    parts: Sequence[HeldPart]
    left_out: Sequence[str]
    register: FieldRegister
    lang: Lang
    at: datetime


def preview(found: Request) -> Preview:
    fields = registered_fields(Purpose.REQUEST)
    left = data_packages.left_out(fields, Proof(found.proof or Proof.TWO_VALUES))
    own = tuple(one for one in fields if one not in left)
    parts: tuple[HeldPart, ...] = ()
    if found.subject:
        subject = Ref(found.subject)
        parts = (*registry.held(subject), _recipients(subject))
    return Preview(own, left, parts)


def _recipients(subject: Ref) -> HeldPart:
    """Each that may hold the person's data still, and by what it finds them."""
    rows = [(one.name, one.handle) for one in deletion.recipients(subject)]
    return HeldPart(
        ("可能还持有您信息的接收方", "Recipients that may hold your data still"),
        (("接收方", "recipient"), ("怎样找到", "found by")),
        rows,
    )


def make(
    *, request: Ref, archive: Callable[[Held], bytes], actor: Ref, at: datetime
) -> tuple[Request, str]:
    """The request, and the passphrase, which is kept nowhere.  A later package takes the place of
    an earlier one.

    ``archive``  makes the file that is sealed (``documents.data_package``)

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed,
        AlreadyAnswered
        NotPacked: what is asked for is no access and no copy.
        NotProven: it would tell a stranger.
        NobodyOfDeal: it is not known which customer it is.
        GuardianNeeded: it is a child, and no guardian asks.
        MinorTakesTwo: it is a minor, and the actor proved who asks, or does not decide.
        GateClosed: the person may not be looked at by the actor, for one reason or another.
    """
    with transaction.atomic():
        found = progress.unanswered(request, actor, at, progress.HANDLERS)
    if not data_packages.is_packed(Kind(found.kind)):
        raise NotPacked
    progress.require_proven(found)
    deal = queries.deal_of(found)
    if not found.subject or deal is None:
        raise NobodyOfDeal
    _require_second(found, actor, at)
    seen = preview(found)
    held = Held(
        number=f"DSR-{found.number:04d}",
        values=own_readings.opened(Ref(found.subject), deal, seen.fields, actor, at),
        parts=seen.parts,
        left_out=seen.left_out,
        register=registry.field_register(),
        lang=_lang(found.lang),
        at=at,
    )
    passphrase = _passphrase()
    sealed = pyrage.encrypt(archive(held), [_identity(passphrase).to_public()])
    _keep(request, sealed, actor, at)
    return queries.get(request), passphrase


def _require_second(found: Request, actor: Ref, at: datetime) -> None:
    """Of a minor two people make it (handbook 1.5): one proved who asks, another makes the copy.

    Raises:
        GuardianNeeded, MinorTakesTwo
    """
    person = minors(Subject.objects.filter(ref=found.subject)).first()
    if person is None:
        return
    if person.kind == PersonKind.CHILD and not data_packages.may_get_of_child(Proof(found.proof)):
        raise GuardianNeeded
    proved = list(reader.entries(about=Ref(found.ref), tag=Tag.PROVEN))
    is_same = bool(proved) and proved[-1].line().actor == actor
    deciding = accounts.roles(actor, at, queries.deal_of(found)) & set(progress.DECIDERS)
    if is_same or not deciding:
        raise MinorTakesTwo


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "zh"


def _passphrase() -> str:
    letters = b32encode(token_bytes(_BYTES)).decode().lower()
    starts = range(0, _SYLLABLES * _LETTERS, _LETTERS)
    return "-".join(letters[start : start + _LETTERS] for start in starts)


def _identity(passphrase: str) -> pyrage.x25519.Identity:
    secret = hkdf.derive(passphrase.encode(), salt=b"", info=_INFO, over=SHA256())
    return pyrage.x25519.Identity.from_str(age_identities.written(secret))


def _unsealed(sealed: bytes, passphrase: str) -> bytes:
    """
    Raises:
        PassphraseWrong
    """
    # Packages made before the passphrase was turned into a key of its own.
    is_stretched = sealed.partition(b"\n")[2].startswith(b"-> scrypt ")
    try:
        if is_stretched:
            plain: bytes = pyrage.passphrase.decrypt(sealed, passphrase)
        else:
            plain = pyrage.decrypt(sealed, [_identity(passphrase)])
    except pyrage.DecryptError:
        raise PassphraseWrong from None
    return plain


def _keep(request: Ref, sealed: bytes, actor: Ref, at: datetime) -> None:
    ref = Ref.new(KIND)
    secrets.keep(ref, sealed, at=at)
    with transaction.atomic():
        found = progress.unanswered(request, actor, at, progress.HANDLERS)
        earlier = [Ref(one.ref) for one in DataPackage.objects.filter(request=request)]
        made = DataPackage(
            ref=ref,
            request=request,
            made_at=at,
            until=data_packages.last_day(at),
            sha256=sha256(sealed).hexdigest(),
        )
        facts: dict[str, Value] = {"sha256": Digest.fromhex(made.sha256), "until": made.until}
        deal = queries.deal_of(found)
        writer.record(Event(Tag.PACKED, actor, request, at, facts, DUTIES, deal))
        made.save(force_insert=True)
    for one in secrets.existing(earlier):
        secrets.forget(one)


def waiting(request: Request, at: datetime) -> DataPackage | None:
    """The newest, where it can be fetched."""
    found = DataPackage.objects.filter(request=request.ref).order_by("-id").first()
    if found is None or day_in_china(at) > found.until:
        return None
    return found if secrets.existing([Ref(found.ref)]) else None


def fetch(*, request: Request, passphrase: str, at: datetime) -> bytes:
    """The archive, for whoever holds the receipt and the passphrase; recorded before it is given.

    Raises:
        NoPackage: none is there, or its term is over.
        PassphraseWrong
    """
    found = waiting(request, at)
    if found is None:
        raise NoPackage
    sealed = secrets.read(Ref(found.ref)).reveal()
    plain = _unsealed(sealed, passphrase.strip().lower())
    with transaction.atomic():
        deal = queries.deal_of(request)
        writer.record(Event(Tag.FETCHED, SYSTEM, Ref(request.ref), at, {}, DUTIES, deal))
    return plain


def destroy_past_term(at: datetime) -> int:
    """Those whose term is over; how many there were."""
    over = DataPackage.objects.filter(until__lt=day_in_china(at))
    there = secrets.existing(Ref(one) for one in over.values_list("ref", flat=True))
    for one in sorted(there):
        secrets.forget(one)
    return len(there)
