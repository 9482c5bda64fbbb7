"""A witness's word on a checkpoint (c2sp.org/tlog-cosignature, Ed25519, type 0x04).

::

    signed text = cosignature/v1 <newline> time <POSIX seconds> <newline> | the checkpoint's text
    value       = seconds (8 bytes, big endian) | signature (64 bytes)
    key id      = SHA-256(key name | 0x0A | 0x04 | public key)[:4]

It says: at that time this was the largest tree of the log that I have seen, and it grew from the
ones I have seen before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shoumi.core.errors import Invalid
from shoumi.core.ledger import note
from shoumi.core.ledger.note import Signature

COSIGNATURE = b"\x04"
_MAX_TIME = 2**63 - 1


class CosignatureRefused(Invalid):
    """Not this witness's cosignature of this checkpoint.  It does not say why."""

    code = "ledger.cosignature_refused"


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness's public key under its name."""

    name: str
    public: Ed25519PublicKey

    @property
    def key_id(self) -> bytes:
        return note.key_id(self.name, COSIGNATURE, self.public)

    def vkey(self) -> str:
        return note.key_text(self.name, COSIGNATURE, self.public)

    def verify(self, text: str, signature: Signature) -> int:
        """The POSIX seconds at which it cosigned ``text``, the text of a checkpoint.

        Raises:
            CosignatureRefused
        """
        moment = int.from_bytes(signature.value[:8], "big")
        if (signature.name, signature.key_id) != (self.name, self.key_id) or moment > _MAX_TIME:
            raise CosignatureRefused
        try:
            self.public.verify(signature.value[8:], _message(text, moment))
        except InvalidSignature:
            raise CosignatureRefused from None
        return moment


@dataclass(frozen=True, slots=True)
class Cosigner:
    """A witness's private key under its name."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    def witness(self) -> Witness:
        return Witness(self.name, self.private.public_key())

    def cosign(self, text: str, moment: int) -> Signature:
        """
        Raises:
            ValueError: ``moment`` is no POSIX time of 63 bits.
        """
        if not 0 <= moment <= _MAX_TIME:
            raise ValueError("no such time")
        value = moment.to_bytes(8, "big") + self.private.sign(_message(text, moment))
        return Signature(self.name, self.witness().key_id, value)


def read_vkey(text: str) -> Witness:
    """
    Raises:
        KeyRefused: it is not the vkey of a witness, or its key id is not its own.
    """
    name, public = note.read_key(text, COSIGNATURE)
    return Witness(name, public)


def _message(text: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()
