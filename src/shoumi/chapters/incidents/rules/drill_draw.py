"""When an unannounced drill begins: drawn inside a window, so that nobody knows it before and
anybody counts it again afterwards.

The house commits to a seed by its digest, in the entry by which somebody arranges the drill; the
entry's own hash is drawn with it, so whoever made the seed could not choose what comes out.  The
seed is said once the drill begins.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

SEED_BYTES = 32
LEAST, MOST = timedelta(hours=1), timedelta(days=92)
_DOMAIN = b"shoumi drill seed v1\x00"
_MINUTE = timedelta(minutes=1)


def commitment(seed: bytes) -> bytes:
    """What is told of a seed before."""
    return sha256(_DOMAIN + seed).digest()


def begins(seed: bytes, leaf_hash: bytes, since: datetime, until: datetime) -> datetime:
    """A whole minute after ``since``, from 0 to the last one before ``until``."""
    minutes = (until - since) // _MINUTE
    drawn = int.from_bytes(sha256(seed + leaf_hash).digest(), "big") % minutes
    return since + drawn * _MINUTE
