"""How often, how long and how many: decided without looking anywhere.

Two clocks: what happened is told by the house's time, tries and overlaps go by real time.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from shoumi.core.terms import Role

KEEPERS = frozenset({Role.SEC, Role.OPS})

MAX_ENDPOINTS = 20
MAX_NAME = 60
# Of one run of the job, which comes every minute.
MAX_SCANNED = 2000  # entries of the ledger looked at, for each endpoint
MAX_SENT = 40  # deliveries of one endpoint
RUN_SECONDS = 40  # after which a run begins no other call

FIRST_DELAY, GROWTH, MAX_DELAY = timedelta(seconds=30), 4, timedelta(hours=6)
MAX_TRIES = 10  # a little more than a day
PAUSE_AFTER = timedelta(hours=24)  # without one success
OVERLAP = timedelta(days=7)  # two secrets count
KEPT = timedelta(days=30)  # what was taken is forgotten then; the ledger has the entry
MAX_FORGOTTEN = 5000  # in one run

GONE = 410


class State(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"  # given up
    SUNK = "sunk"  # a demo home calls nobody


def is_taken(status: int) -> bool:
    """Only 2xx is: a redirect is followed by nobody, so it took nothing."""
    return 200 <= status < 300


def delay(tries: int, name: str) -> timedelta:
    """How long after that many tries the next one waits: 30 s, 2, 8, 32 min, 2 h, then 6 h.

    A quarter more or less, by a hash of ``name``, so that what failed together comes back apart
    and a test can say when.
    """
    whole = min(FIRST_DELAY * int(GROWTH ** min(tries - 1, 10)), MAX_DELAY)
    drawn = int.from_bytes(sha256(f"{name} {tries}".encode()).digest()[:4], "big") / 2**32
    return whole * (0.75 + drawn / 2)
