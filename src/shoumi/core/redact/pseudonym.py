"""Pseudonyms of a data room: a keyed hash with a key per room.

The same reference has the same pseudonym within a room and an unlinkable one in the next, since
each room's key is drawn on its own and kept on the seller's side; without the key nobody can test
a guess.  HMAC-SHA-256 (RFC 2104, FIPS 198-1), cut to 128 bits (NIST SP 800-107 5.3.3).  Still
personal information (PIPL 73(3)).
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterable
from hashlib import sha256

KEY_BYTES = 32
_CUT_BYTES = 16
# Characters of a pseudonym.
LENGTH = 26


def new_key() -> bytes:
    """The fresh random key of one room."""
    return secrets.token_bytes(KEY_BYTES)


def of(value: str, *, key: bytes) -> str:
    """The pseudonym of ``value`` in the room of ``key``: ``LENGTH`` lower-case letters and digits.

    Raises:
        ValueError: a bug; the key is not ``KEY_BYTES`` long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a room key has {KEY_BYTES} bytes")
    digest = hmac.digest(key, value.encode(), sha256)
    return base64.b32encode(digest[:_CUT_BYTES]).decode().rstrip("=").lower()


def of_all(values: Iterable[str], *, key: bytes) -> dict[str, str]:
    """The pseudonyms of the distinct ``values``."""
    return {value: of(value, key=key) for value in set(values)}
