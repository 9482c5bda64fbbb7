"""Passwords: which are taken, and how they are kept and compared.

A password is used as it was typed: nothing is trimmed, folded or cut (OWASP ASVS 6.2.8), and no
kinds of characters are asked for (6.2.5).
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator

from shoumi.base.accounts.display_names import skeleton
from shoumi.base.signin import rules
from shoumi.base.signin.errors import (
    PasswordGuessable,
    PasswordHasName,
    PasswordsBusy,
    PasswordTooLong,
    PasswordTooShort,
)

_HASH_BYTES, _SALT_BYTES = 32, 16
_ROWS = ("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_HOUSE = ("shoumi", "守密")
# A unit this short makes no password, however often it is repeated.
_SHORT_UNIT = 8


class Argon2(Argon2PasswordHasher):
    """Argon2id with m=64 MiB, t=3, p=1: RFC 9106's second choice, in one lane."""

    time_cost = 3
    memory_cost = 65536
    parallelism = 1


HASHER = Argon2()
# Each takes 64 MiB and a processor for a tenth of a second.  Two are compared at once, or one where
# pages would have no processor left, and four wait; were more to wait, a flood of tries would hold
# every thread of the house.
_TOGETHER, _WAITING = max(1, min(2, (os.cpu_count() or 2) - 1)), 4
_ROOM = BoundedSemaphore(_TOGETHER + _WAITING)
_TURN = BoundedSemaphore(_TOGETHER)
_AGAIN_SECONDS = 5


def _nobodys() -> str:
    """A hash that no password has, and that costs what any other costs to compare with."""
    params = HASHER.params()
    salt, hashed = (
        b64encode(os.urandom(size)).decode().rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES)
    )
    costs = f"m={params.memory_cost},t={params.time_cost},p={params.parallelism}"
    return f"argon2$argon2id$v={params.version}${costs}${salt}${hashed}"


@contextmanager
def turn() -> Iterator[None]:
    """A place among those that compare, or that wait for one.

    Raises:
        PasswordsBusy: too many wait already.
    """
    if not _ROOM.acquire(blocking=False):
        raise PasswordsBusy(seconds=_AGAIN_SECONDS)
    try:
        with _TURN:
            yield
    finally:
        _ROOM.release()


def hashed(password: str) -> str:
    """
    Raises:
        PasswordsBusy
    """
    with turn():
        return HASHER.encode(password, HASHER.salt())


def matches(password: str, kept: str) -> bool:
    """Is it the password of ``kept``?  Takes as long where nothing is kept.

    Raises:
        PasswordsBusy
    """
    usable = bool(kept) and len(password) <= rules.MAX_PASSWORD and _is_text(password)
    with turn():
        same = HASHER.verify(password if usable else "", kept if usable else _nobodys())
    return usable and same


def check(password: str, *names: str) -> None:
    """
    Raises:
        PasswordTooShort, PasswordTooLong
        PasswordGuessable: common, a repetition or a row of keys.
        PasswordHasName: one of ``names`` or the house's is in it.
    """
    if len(password) < rules.MIN_PASSWORD:
        raise PasswordTooShort(least=rules.MIN_PASSWORD)
    if len(password) > rules.MAX_PASSWORD:
        raise PasswordTooLong(most=rules.MAX_PASSWORD)
    told = [bare for bare in map(skeleton, (*names, *_HOUSE)) if len(bare) > 1]
    folded = password.casefold()
    if any(bare in skeleton(password) for bare in told):
        raise PasswordHasName
    if not _is_text(password) or _is_common(folded) or _is_repetition(folded) or _is_row(folded):
        raise PasswordGuessable


def _is_text(password: str) -> bool:
    """Lone surrogates cannot be hashed."""
    return not any("\ud800" <= character <= "\udfff" for character in password)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _is_common(folded: str) -> bool:
    """On the list, or on it once the digits and marks around it are taken off."""
    core = folded.strip("0123456789!@#$%^&*()-_=+.,?~ ")
    return folded in _common() or core in _common()


def _is_repetition(folded: str) -> bool:
    for size in range(1, len(folded) // 2 + 1):
        unit = folded[:size]
        if (unit * (len(folded) // size + 1))[: len(folded)] == folded:
            return size < _SHORT_UNIT or unit in _common()
    return False


def _is_row(folded: str) -> bool:
    around = [row * (len(folded) // len(row) + 2) for row in _ROWS]
    return any(folded in text or folded in text[::-1] for text in around)
