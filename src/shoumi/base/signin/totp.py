"""One-time codes of RFC 6238: six digits, thirty seconds, each step accepted once."""

from __future__ import annotations

import hmac
import os
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.signin.models import Totp
from shoumi.base.vault import secrets
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault.keys import Secret

DIGITS, STEP_SECONDS = 6, 30
# One step each side, for clocks that differ and for typing.
_WINDOW = (-1, 0, 1)
_SEED_BYTES = 20  # as long as the hash (RFC 4226, 4, R6)
_ISSUER = "Shoumi"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an authenticator app is given, until its first code came: the address it scans."""

    uri: str


def begin(person: Ref, label: str, *, at: datetime) -> Shown:
    """A fresh generator for ``person``, in use when ``confirm`` was given a code of it."""
    seed, ref = os.urandom(_SEED_BYTES), Ref.new("totp")
    secrets.keep(ref, seed, at=at)
    _drop(Totp.objects.filter(person=person, is_confirmed=False))
    Totp.objects.create(ref=ref, person_id=person)
    return Shown(_generator(seed).get_provisioning_uri(label, _ISSUER))


def begun(person: Ref, label: str) -> Shown | None:
    """The generator that was begun and waits for its first code; None where none does."""
    fresh = Totp.objects.filter(person=person, is_confirmed=False).first()
    if fresh is None:
        return None
    seed = secrets.read(Ref(fresh.ref)).reveal()
    return Shown(_generator(seed).get_provisioning_uri(label, _ISSUER))


def confirm(person: Ref, code: str, *, real_at: datetime) -> bool:
    """Take the generator that was begun into use, in place of the one before."""
    fresh = Totp.objects.filter(person=person, is_confirmed=False).first()
    step = matching(fresh, code, real_at=real_at)
    if fresh is None or step is None:
        return False
    with transaction.atomic():
        _drop(Totp.objects.filter(person=person, is_confirmed=True).exclude(pk=fresh.pk))
        begun = Totp.objects.filter(pk=fresh.pk, is_confirmed=False)
        return bool(begun.update(is_confirmed=True, last_step=step))


def remove(person: Ref) -> None:
    _drop(Totp.objects.filter(person=person))


def in_use(person: Ref) -> Totp | None:
    return Totp.objects.filter(person=person, is_confirmed=True).first()


def matching(totp: Totp | None, code: str, *, real_at: datetime) -> int | None:
    """The step of which ``code`` is the code, within the window.

    Without a generator the same is asked and reckoned, so that nobody can tell by the time.
    """
    try:
        seed = secrets.read(SYSTEM if totp is None else Ref(totp.ref))
    except NoKey:
        totp, seed = None, Secret(os.urandom(_SEED_BYTES))
    typed = _digits(code)
    now = int(real_at.timestamp()) // STEP_SECONDS
    generator = _generator(seed.reveal())
    found = None
    for step in (now + shift for shift in _WINDOW):
        told = generator.generate(step * STEP_SECONDS)
        if hmac.compare_digest(told, typed):
            found = step
    return None if totp is None else found


def spend(totp: Totp, step: int) -> bool:
    """Accept that step once, however its code was typed, and none before it any more."""
    return bool(Totp.objects.filter(pk=totp.pk, last_step__lt=step).update(last_step=step))


def _digits(code: str) -> bytes:
    """The digits alone: full-width ones as plain, without spaces, dashes and invisible marks."""
    plain = unicodedata.normalize("NFKC", code[:64])
    kept = "".join(
        one for one in plain if unicodedata.category(one) not in {"Zs", "Cc", "Cf", "Pd"}
    )
    return kept.encode() if kept.isascii() and kept.isdigit() and len(kept) == DIGITS else b""


def _generator(seed: bytes) -> TOTP:
    # SHA-1 is what the apps can do; its weakness in collisions does not touch HMAC (RFC 6238, 1.2).
    return TOTP(seed, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303


def _drop(rows: QuerySet[Totp]) -> None:
    """Rows first; the seeds when that is committed."""
    gone = [Ref(row.ref) for row in rows]
    Totp.objects.filter(ref__in=gone).delete()
    for ref in gone:
        transaction.on_commit(partial(secrets.forget, ref), robust=True)
