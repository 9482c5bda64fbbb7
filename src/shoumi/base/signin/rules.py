"""How long things last, who may let whom in, and how long a guesser waits.

Two clocks.  A demo home's story stands still, and a session that never ends would be no session;
so whatever wears off here (sessions, tokens, one-time codes, challenges, delays) is counted in
real time, which doors hand in as ``real_at``.  What the ledger says, and who holds which role, goes
by the house's time ``at``.  In a home without a story the two are the same moment.

Sources: NIST SP 800-63B-4 (lengths, throttling), RFC 6238 (one-time codes), OWASP ASVS 5.0 chapters
6 and 7 (limits of sessions are to be chosen and told; these are ours).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shoumi.base.accounts.rules import APPROVERS, Kind
from shoumi.core.terms import Role

# Who may let a person in for the first time, and who may ask to let one in again.
INVITERS = frozenset({Role.HEAD, Role.DPO, Role.HR, Role.SEC})
AGAIN_APPROVERS = APPROVERS
# Who may end the sessions of others.
LOCKERS = frozenset({Role.HEAD, Role.DPO, Role.HR, Role.SEC, Role.SUP})

# Whoever runs the provider can be anybody it signs in.  Who keeps keys, or is the second person of
# grants and approvals, proves it by a key or password that is known here alone.
BY_OWN_KEY = frozenset({Role.SEC, Role.OPS, Role.HEAD, Role.DPO})

LINK_VALID = timedelta(hours=24)
CEREMONY_VALID = timedelta(minutes=2)
FLOW_VALID = timedelta(minutes=5)
PROVIDER_VALID = timedelta(hours=12)  # since the person proved it there; as long as a session
STEP_UP_VALID = timedelta(minutes=5)
TOUCH_EVERY = timedelta(minutes=1)
MAX_SESSIONS = 3

MIN_PASSWORD, MAX_PASSWORD = 15, 256
RECOVERY_CODES, RECOVERY_BYTES = 10, 15


class Scope(StrEnum):
    """What a session may do: act as the person, or add ways to sign in and nothing else."""

    FULL = "full"
    ENROL = "enrol"


class Access(StrEnum):
    """How far somebody is on the way in."""

    CAN = "can"
    INVITED = "invited"  # the link is still good
    LAPSED = "lapsed"  # nobody came by it in time
    NONE = "none"
    LOST = "lost"  # came in once, and has no way of one's own left


@dataclass(frozen=True, slots=True)
class Limits:
    """A session is over ``idle`` after it was last used and ``absolute`` after it began."""

    idle: timedelta
    absolute: timedelta


_STAFF = Limits(timedelta(minutes=15), timedelta(hours=12))
_OTHERS = Limits(timedelta(minutes=30), timedelta(hours=8))
_ENROLLING = Limits(timedelta(minutes=15), timedelta(minutes=30))


def limits(kind: Kind, scope: Scope) -> Limits:
    if scope is Scope.ENROL:
        return _ENROLLING
    return _STAFF if kind is Kind.STAFF else _OTHERS


FREE_TRIES = 5
MAX_DELAY = timedelta(minutes=15)
# Delays grow for as long as somebody keeps trying, and are forgotten a day after the last try.
FORGOTTEN_AFTER = timedelta(hours=24)


def delay(failures: int) -> timedelta:
    """How long after that many failures the next try waits: 0 up to four, then 1, 2, 4 … s."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = failures - FREE_TRIES
    # Beyond 2**10 s the ceiling holds; the exponent is cut so that it cannot overflow.
    return min(timedelta(seconds=2 ** min(doublings, 10)), MAX_DELAY)
