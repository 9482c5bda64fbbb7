"""The one layout of everything the vault encrypts::

    0x01 | suite u8 | key epoch u32 | nonce 12 | ciphertext | tag 16

34 bytes more than the plaintext, numbers big-endian.  The header is not secret; it is
authenticated, because its suite and epoch are part of the associated data.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag

from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.suites import ALLOWED, NONCE_BYTES, TAG_BYTES, Aead

VERSION = 1
# A file in parts (``chunked_files``): the same first bytes, another layout after them.
PARTED = 2
LAYOUTS = (VERSION, PARTED)
_HEADER = struct.Struct(">BBI")
_LENGTH = struct.Struct(">I")
HEADING_BYTES = _HEADER.size
CIPHERTEXT_AT = HEADING_BYTES + NONCE_BYTES
OVERHEAD = CIPHERTEXT_AT + TAG_BYTES


def join(parts: Iterable[bytes]) -> bytes:
    """The parts, each after its length (u32): no two different tuples give the same bytes."""
    return b"".join([_LENGTH.pack(len(part)) + part for part in parts])


def length(count: int) -> bytes:
    """What ``join`` puts before a part of ``count`` bytes."""
    return _LENGTH.pack(count)


@lru_cache(maxsize=256)
def heading(suite: int, epoch: int) -> bytes:
    """What stands before the nonce."""
    return _HEADER.pack(VERSION, suite, epoch)


def encrypt(plain: bytes, aead: Aead, heading: bytes, bound_to: bytes) -> bytes:
    """Encrypt under a fresh random nonce; ``bound_to`` must be given again to decrypt."""
    return _encrypt(plain, aead, heading, bound_to, os.urandom(NONCE_BYTES))


def _encrypt(plain: bytes, aead: Aead, heading: bytes, bound_to: bytes, nonce: bytes) -> bytes:
    return heading + nonce + aead.encrypt(nonce, plain, bound_to)


def header(sealed: bytes, layouts: Sequence[int] = (VERSION,)) -> tuple[int, int]:
    """Suite number and key epoch that ``sealed`` claims.  Not authenticated yet.

    ``layouts``  which versions will do; what is no file has this one alone.

    Raises:
        WillNotOpen: too short, of another version or of a suite that is not allowed.
    """
    if len(sealed) < OVERHEAD:
        raise WillNotOpen
    version, suite, epoch = _HEADER.unpack_from(sealed)
    if version not in layouts or suite not in ALLOWED:
        raise WillNotOpen
    return suite, epoch


def claimed(head: bytes, size: int) -> int | None:
    """The suite number, allowed or not, that ``size`` bytes with this heading claim; None: they are
    no envelope of a record."""
    if size < OVERHEAD or len(head) < HEADING_BYTES or head[0] != VERSION:
        return None
    return head[1]


def decrypt(sealed: bytes, *, aead: Aead, bound_to: bytes) -> bytes:
    """The plaintext.  The caller has read ``header`` and put what it claims into ``bound_to``.

    Raises:
        WillNotOpen: another key, another place, or changed bytes.
    """
    nonce = sealed[HEADING_BYTES:CIPHERTEXT_AT]
    return opened(sealed[CIPHERTEXT_AT:], nonce, aead, bound_to)


def opened(ciphertext: bytes, nonce: bytes, aead: Aead, bound_to: bytes) -> bytes:
    """What stands behind ciphertext and tag.

    Raises:
        WillNotOpen
    """
    try:
        return aead.decrypt(nonce, ciphertext, bound_to)
    except InvalidTag:
        pass
    # Outside the except clause, so that the cause does not travel along.
    raise WillNotOpen
