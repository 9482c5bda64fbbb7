"""Chapter 8 in plain functions.

Sources: PIPL 19, 47; GB/T 35273 6.1, 8.3; NIST SP 800-88 (what a certificate says); handbook
8.1-8.3.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.terms import Role


class Scope(StrEnum):
    """What a program's token may be for.  Stored values."""

    HOLD = "destruction:hold"
    CERTIFY = "destruction:certify"


class Basis(StrEnum):
    """Why it must go.  Stored values."""

    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    OBJECTED = "OBJECTED"
    REQUESTED = "REQUESTED"
    DEAL_CLOSED = "DEAL_CLOSED"
    DEAL_TERMINATED = "DEAL_TERMINATED"
    NO_MANDATE = "NO_MANDATE"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    BEGUN = "BEGUN"
    VERIFIED = "VERIFIED"
    CERTIFIED = "CERTIFIED"
    FINAL = "FINAL"


# The one way forward; nothing leads back, for nothing brings a key back.
NEXT = {
    State.PROPOSED: State.CONFIRMED,
    State.CONFIRMED: State.BEGUN,
    State.BEGUN: State.VERIFIED,
    State.VERIFIED: State.CERTIFIED,
    State.CERTIFIED: State.FINAL,
}


class Method(StrEnum):
    """How a recipient's copies went.  Stored values."""

    RETURNED = "RETURNED"
    OVERWRITTEN = "OVERWRITTEN"
    CRYPTO_ERASED = "CRYPTO_ERASED"
    SHREDDED = "SHREDDED"


class Cause(StrEnum):
    """Why destruction must wait.  Stored values."""

    DISPUTE = "DISPUTE"
    STATUTE = "STATUTE"
    AUTHORITY = "AUTHORITY"


class DeadlineKey(StrEnum):
    """Stored values: changing one needs a migration."""

    RECIPIENT_COPIES = "recipient_copies"  # about the party


# So long a recipient has to return or destroy what it took (handbook 2.2, 8.1).
RETURN_OR_DESTROY = "contract.return_or_destroy"


@dataclass(frozen=True, slots=True)
class Said:
    """What a recipient's certificate says: the things by reference, how many, in how many copies,
    how and when they went."""

    items: str
    count: int
    copies: int
    method: Method
    destroyed_on: date


WITNESSES = frozenset({Role.OPS, Role.SEC, Role.CON, Role.SUP})

# Keyring backups live this long; until then a copy of an erased key may exist there.
KEYRING_BACKUP_DAYS = 14


# What the schedule looks for; everything else somebody proposes.
SCHEDULED = (Basis.EXPIRED, Basis.OBJECTED, Basis.NO_MANDATE, Basis.DEAL_TERMINATED)
# An order of the schedule that waits longer for its witnesses is overdue.
WAITS_DAYS = 7


def intake_days() -> int:
    """So long an intake may be held that no mandate followed."""
    return constants.get("data_room.intake_auto_delete").number


def witnesses_needed() -> int:
    return constants.get("operations.destruction_witnesses").number


def is_witnessed(proposer: str, confirmed: Collection[str]) -> bool:
    """Two persons, neither of them the proposer, were present."""
    return len(set(confirmed) - {proposer}) >= witnesses_needed()


def residual_until(begun_on: date) -> date:
    """The last day on which a backup of the keyring may still hold the erased keys."""
    return begun_on + timedelta(days=KEYRING_BACKUP_DAYS)
