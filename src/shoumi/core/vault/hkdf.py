"""HKDF-SHA256 (RFC 5869), with a fast path for the vault's 32-byte sub-keys.

``keyed`` prepares a key once; ``expand_one`` copies it, which is a third of the cost of a new
HKDF object.  One block of HKDF-Expand is HMAC(key, info | 0x01).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

_SHA256 = SHA256()


def keyed(key: bytes) -> HMAC:
    """HMAC-SHA256 ready for ``mac`` and ``expand_one``."""
    return HMAC(key, _SHA256)


def mac(key: HMAC, message: bytes) -> bytes:
    """32 bytes; ``key`` may be used again."""
    running = key.copy()
    running.update(message)
    return running.finalize()


def expand_one(key: HMAC, info: bytes) -> bytes:
    """HKDF-Expand to exactly 32 bytes."""
    return mac(key, info + b"\x01")


def expand(key: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand to ``length`` bytes, at most 8160."""
    return HKDFExpand(_SHA256, length, info).derive(key)


def derive(secret: bytes, *, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """Extract and expand, for secrets that are not uniform bytes."""
    return HKDF(_SHA256, length, salt, info).derive(secret)
