"""What a token may be for, how long it lasts, and how it is written.

A token is ``shoumi_``, 256 random bits in base 62 and six characters of CRC-32 over all before
them: a scanner of secrets tells one from chance by prefix and checksum, without asking anybody.
What runs out here is counted in real time, as in ``signin.rules``.
"""

from __future__ import annotations

import re
import secrets
import zlib
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from shoumi.base.signin.rules import LOCKERS
from shoumi.core import constants

PREFIX = "shoumi_"
_BITS, _BODY, _CHECK = 256, 43, 6
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHAPE = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_BODY + _CHECK}}}")

MOST_NAME, MOST_TOKENS = 40, 20
TOUCH_EVERY = timedelta(minutes=1)
# Who may end the tokens of others: the same who may lock somebody out.
ENDERS = LOCKERS
# A first call that has not answered by then never will: the server is gone.
RUNS_AT_MOST = timedelta(minutes=10)
KEY = re.compile(r"[A-Za-z0-9_.:-]{8,64}")


class Scope(StrEnum):
    """What a call may be about, of what is of no chapter; ``scopes`` has all of them.  A scope
    opens nothing that its person's roles do not open."""

    DEALS_READ = "deals:read"
    DEALS_WRITE = "deals:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_REVEAL = "customers:reveal"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    INTAKE_WRITE = "intake:write"
    FILINGS_WRITE = "filings:write"
    ROOMS_READ = "rooms:read"
    HANDOVER_READ = "handover:read"
    HANDOVER_SEAL = "handover:seal"
    DESTRUCTION_READ = "destruction:read"
    DESTRUCTION_WRITE = "destruction:write"
    APPROVALS_READ = "approvals:read"
    APPROVALS_WRITE = "approvals:write"
    KEYS_ROTATE = "keys:rotate"
    EMERGENCIES_READ = "emergencies:read"
    ATTESTATIONS_READ = "attestations:read"
    ATTESTATIONS_WRITE = "attestations:write"
    EVIDENCE_READ = "evidence:read"
    DUTIES_READ = "duties:read"
    GRACES_WRITE = "graces:write"
    CALENDAR_WRITE = "calendar:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    # Of no call: the person's credential at the command line of a real home (``base/commands``).
    TERMINAL = "terminal"


# The pages ask for a fresh proof before each of these acts; a token that may do one lasts a day.
STRONG = frozenset(
    {
        Scope.CUSTOMERS_REVEAL,
        Scope.HANDOVER_SEAL,
        Scope.APPROVALS_WRITE,
        Scope.KEYS_ROTATE,
        Scope.GRACES_WRITE,
        Scope.CALENDAR_WRITE,
        Scope.TERMINAL,
    }
)


class Standing(StrEnum):
    """Whether a token lets anybody in, and why not."""

    LIVING = "living"
    REVOKED = "revoked"
    OVER = "over"
    LEFT = "left"  # its person has
    ROLE_LOST = "role_lost"  # one that its person held when it was made
    LOCKED = "locked"  # its person was locked down, or let in anew, since it was made
    ALTERED = "altered"  # the row is not what the ledger says


def longest(*, is_strong: bool) -> timedelta:
    """How long a token may last; ``is_strong``: one of its scopes is."""
    if is_strong:
        return timedelta(hours=constants.get("access.strong_token_valid").number)
    return timedelta(days=constants.get("access.token_valid").number)


def answers_kept() -> timedelta:
    """How long the answer of a call is kept for another try with the same key."""
    return timedelta(hours=constants.get("access.answer_kept").number)


def make() -> str:
    """A fresh token."""
    bare = PREFIX + _base62(secrets.randbits(_BITS), _BODY)
    return bare + _check(bare)


def is_shaped(text: str) -> bool:
    """Whether this could be a token of ours: prefix, length and checksum."""
    return _SHAPE.fullmatch(text) is not None and text[-_CHECK:] == _check(text[:-_CHECK])


def digest(token: str) -> str:
    """What is stored of a token: 64 hex digits, under a use of its own."""
    return sha256(b"shoumi bearer\0" + token.encode("ascii", "replace")).hexdigest()


def seal(digest: str, person: str, scopes: str, roles: str, until: str) -> bytes:
    """What the ledger holds of a token: whoever alters its row cannot alter this (32 bytes)."""
    return sha256("\n".join((digest, person, scopes, roles, until)).encode()).digest()


def _check(bare: str) -> str:
    return _base62(zlib.crc32(bare.encode()), _CHECK)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, rest = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[rest])
    return "".join(reversed(digits))
