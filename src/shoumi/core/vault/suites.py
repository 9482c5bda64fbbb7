"""The allow-list of cipher suites.

    number  name   cipher        key       source
    1       intl   AES-256-GCM   32 bytes  NIST SP 800-38D

Number 2 is reserved for SM4-GCM (RFC 8998).  Nonces are 96 random bits, tags 128 bits.  A number
is written into every envelope and is never given to another cipher.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shoumi.core.vault.errors import UnknownSuite, WrongKeyLength

NONCE_BYTES = 12
TAG_BYTES = 16

# Random 96-bit nonces collide with probability below 2**-40 up to here; NIST allows 2**32.
MAX_USES = 2**28


class Aead(Protocol):
    """A keyed cipher.  ``decrypt`` raises ``InvalidTag`` when anything was changed."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Suite:
    number: int
    name: str
    cipher: str
    key_bytes: int
    make: Callable[[bytes], Aead]

    def aead(self, key: bytes) -> Aead:
        """The cipher under ``key``.

        Raises:
            WrongKeyLength: ``key`` has not exactly ``key_bytes`` bytes.
        """
        if len(key) != self.key_bytes:
            raise WrongKeyLength(suite=self.number, expected_bytes=self.key_bytes)
        return self.make(key)


INTL = Suite(1, "intl", "AES-256-GCM", 32, AESGCM)

ALLOWED = MappingProxyType({INTL.number: INTL})


def suite(number: int) -> Suite:
    """The suite of that number.

    Raises:
        UnknownSuite: the number is not on the allow-list.
    """
    found = ALLOWED.get(number)
    if found is None:
        raise UnknownSuite(suite=number)
    return found
