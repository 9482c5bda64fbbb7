"""HMAC and HKDF (RFC 2104, RFC 5869) over the hash of a suite, with a fast path for sub-keys.

``keyed`` prepares a key once; ``expand_one`` copies it, which is a third of the cost of a new
HKDF object.  One block of HKDF-Expand is HMAC(key, info | 0x01).  SHA-256 and SM3 both give 32
bytes, so a block is a key.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand


def keyed(key: bytes, over: HashAlgorithm) -> HMAC:
    """HMAC ready for ``mac`` and ``expand_one``."""
    return HMAC(key, over)


def mac(key: HMAC, message: bytes) -> bytes:
    """32 bytes; ``key`` may be used again."""
    running = key.copy()
    running.update(message)
    return running.finalize()


def expand_one(key: HMAC, info: bytes) -> bytes:
    """HKDF-Expand to exactly 32 bytes."""
    return mac(key, info + b"\x01")


def expand(key: bytes, info: bytes, length: int, over: HashAlgorithm) -> bytes:
    """HKDF-Expand to ``length`` bytes, at most 8160."""
    return HKDFExpand(over, length, info).derive(key)


def derive(
    secret: bytes, *, salt: bytes, info: bytes, over: HashAlgorithm, length: int = 32
) -> bytes:
    """Extract and expand, for secrets that are not uniform bytes."""
    return HKDF(over, length, salt, info).derive(secret)
