"""The code that a session on site shows: whoever sends it back in time was in the room.

It names the second in which it was made and is good for thirty seconds from then, so a picture of
it that is passed on is worth nothing at the thirty-first.  The page that shows it draws a new one
before the old one is over.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from datetime import UTC, datetime
from hashlib import sha256

GOOD_SECONDS = 30
DRAWN_EVERY_SECONDS = 15
_MAC_BYTES = 10


def make(secret: bytes, session: str, at: datetime) -> str:
    """``seconds-code``: seconds since 1970 in decimal, and 16 letters and digits."""
    second = int(at.timestamp())
    return f"{second}-{_mac(secret, session, second)}"


def is_good(code: str, secret: bytes, session: str, at: datetime) -> bool:
    """Whether it was made for ``session`` at most thirty seconds before ``at``."""
    stamp, _, mac = code.strip().partition("-")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    second = int(stamp)
    age = (at - datetime.fromtimestamp(second, UTC)).total_seconds()
    is_own = hmac.compare_digest(mac.lower().encode(), _mac(secret, session, second).encode())
    return is_own and 0 <= age <= GOOD_SECONDS


def _mac(secret: bytes, session: str, second: int) -> str:
    made = hmac.digest(secret, f"{session}|{second}".encode(), sha256)[:_MAC_BYTES]
    return b32encode(made).decode().lower()
