"""The allow-list of cipher suites.

    number  name   cipher        key       hash of MACs and HKDF  source
    1       intl   AES-256-GCM   32 bytes  SHA-256                NIST SP 800-38D, FIPS 180-4
    2       gm     SM4-GCM       16 bytes  SM3                    RFC 8998; GB/T 32907, 32905

Nonces are 96 random bits, tags 128 bits.  A number is written into every envelope and is never
given to another cipher.  Whatever is stored names its suite and opens by it; a home chooses only
what is written from now on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm

from shoumi.core.vault.errors import UnknownSuite, WrongKeyLength
from shoumi.core.vault.sm4_gcm import Sm4Gcm

NONCE_BYTES = 12
TAG_BYTES = 16

# Random 96-bit nonces collide with probability below 2**-40 up to here; NIST allows 2**32.
MAX_USES = 2**28


class Aead(Protocol):
    """A keyed cipher.  ``decrypt`` raises ``InvalidTag`` when anything was changed."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


@dataclass(frozen=True, slots=True, eq=False)
class Suite:
    number: int
    name: str
    cipher: str
    key_bytes: int
    make: Callable[[bytes], Aead]
    hash: HashAlgorithm

    def aead(self, key: bytes) -> Aead:
        """The cipher under ``key``.

        Raises:
            WrongKeyLength: ``key`` has not exactly ``key_bytes`` bytes.
        """
        if len(key) != self.key_bytes:
            raise WrongKeyLength(expected_bytes=self.key_bytes)
        return self.make(key)


INTL = Suite(1, "intl", "AES-256-GCM", 32, AESGCM, SHA256())
GM = Suite(2, "gm", "SM4-GCM", 16, Sm4Gcm, SM3())

ALLOWED = MappingProxyType({one.number: one for one in (INTL, GM)})
NAMES = tuple(one.name for one in ALLOWED.values())


def suite(number: int) -> Suite:
    """The suite of that number.

    Raises:
        UnknownSuite: the number is not on the allow-list.
    """
    found = ALLOWED.get(number)
    if found is None:
        raise UnknownSuite(suite=number)
    return found


def named(name: str) -> Suite:
    """The suite of that name.

    Raises:
        UnknownSuite: the name is not on the allow-list.
    """
    for one in ALLOWED.values():
        if one.name == name:
            return one
    raise UnknownSuite(suite=name)
