"""How often a token may call, and how often an address may come with none that counts.

Counted in memory: the house is one process (ADR 0014), and a row written for each read would cost
more than the read.  What is counted is load, not guesses, since nobody guesses 256 bits; that is
why it is not ``signin.throttle``: a program set up wrongly must not slow down the people who sign
in from its address.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

WINDOW = timedelta(minutes=1)
CALLS, FAILURES = 600, 30
# Of one link to a calendar; programs ask each quarter of an hour at most.
CALENDARS = 12
# Windows remembered at a time; the oldest is forgotten first.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a window, and in how many seconds a new one begins."""

    quota: int
    left: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.left < 0

    def headers(self) -> dict[str, str]:
        """``RateLimit`` and its policy, as draft-ietf-httpapi-ratelimit-headers writes them."""
        window = int(WINDOW.total_seconds())
        return {
            "RateLimit-Policy": f'"calls";q={self.quota};w={window}',
            "RateLimit": f'"calls";r={max(0, self.left)};t={self.seconds}',
        }


class Windows:
    """Counts by key, in windows that begin with the first call."""

    def __init__(self, quota: int) -> None:
        self.quota = quota
        self._lock = threading.Lock()
        self._open: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def count(self, key: str, now: datetime) -> Left:
        """Count one more under ``key``."""
        with self._lock:
            began, used = self._open.pop(key, (now, 0))
            if not timedelta(0) <= now - began < WINDOW:
                began, used = now, 0
            used += 1
            self._open[key] = began, used
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        return Left(self.quota, self.quota - used, ceil((began + WINDOW - now).total_seconds()))

    def clear(self) -> None:
        """Forget everything: for tests."""
        with self._lock:
            self._open.clear()


calls = Windows(CALLS)
failures = Windows(FAILURES)
calendars = Windows(CALENDARS)
