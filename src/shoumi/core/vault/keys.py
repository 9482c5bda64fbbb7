"""Keys of the vault and how each is wrapped by the one above it.

    root
      key-encryption key            one for each use: subjects, index, signing
        deal key                    wraps the subject keys of one deal
          subject key (DEK)         32 random bytes, one for each person
            sub-key                 HKDF-Expand(DEK, "sub-key", use, suite); use: a grade or "blob"
            pseudonym               HMAC(DEK, "pseudonym")
        receipt code            HMAC(DEK, "receipt", what it is a receipt of)

A wrapped key has the layout of ``box`` and is bound to its name: what it is for, whose it is, its
suite and its epoch.  AES-GCM does not commit to its key, so 32 bytes HMAC(key, "commit") are kept
beside it and compared after unwrapping.

The labels "commit" and "pseudonym" and what follows "receipt", a reference, cannot meet a sub-key's
input, which ends in 0x01.

No key shows in a ``repr``, and none can be pickled.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64encode
from typing import NamedTuple, NoReturn

from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import box, hkdf
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.suites import ALLOWED, INTL, Aead, Suite

KEY_BYTES = 32
COMMIT_BYTES = 32
WRAPPED_KEY_BYTES = box.OVERHEAD + KEY_BYTES
BLOB = "blob"
_COMMIT = b"commit"
_PSEUDONYM_BYTES = 16
_RECEIPT_BYTES = 15

Name = tuple[str, ...]  # what a wrapped key is bound to, most general first


class Secret:
    """Bytes that do not show: no repr, no pickle, no copy in a traceback's text."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes) -> None:
        self._bytes = raw

    def reveal(self) -> bytes:
        """The bytes.  The name is unusual so that a search finds every use."""
        return self._bytes

    def commit(self) -> bytes:
        """32 bytes that fix the secret without telling it."""
        return commitment(self._bytes)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is not pickled")


class Wrapped(NamedTuple):
    """A key as it is stored."""

    sealed: bytes
    commit: bytes


def commitment(raw: bytes) -> bytes:
    """32 bytes that fix ``raw`` without telling it."""
    return hkdf.mac(hkdf.keyed(raw), _COMMIT)


class WrappingKey(Secret):
    """A key that encrypts keys: root, key-encryption key or deal key."""

    __slots__ = ("_aead", "_suite")

    def __init__(self, raw: bytes, suite: Suite = INTL) -> None:
        super().__init__(raw)
        self._suite = suite
        self._aead = suite.aead(raw)

    @classmethod
    def generate(cls) -> WrappingKey:
        return cls(os.urandom(KEY_BYTES))

    def wrap(self, inner: Secret, *, name: Name, epoch: int) -> Wrapped:
        """Encrypt ``inner`` for storage.  ``epoch`` counts the versions of the key of this name."""
        raw = inner.reveal()
        number = self._suite.number
        sealed = box.encrypt(
            raw, aead=self._aead, suite=number, epoch=epoch, bound_to=_bound(name, number, epoch)
        )
        return Wrapped(sealed, inner.commit())

    def unwrap(self, wrapped: Wrapped, *, name: Name, epoch: int) -> Secret:
        """The key again.

        Raises:
            WillNotOpen: another wrapping key, name, epoch or commitment, or changed bytes.
        """
        number, claimed = box.header(wrapped.sealed)
        if claimed != epoch or number != self._suite.number:
            raise WillNotOpen
        raw = box.decrypt(wrapped.sealed, aead=self._aead, bound_to=_bound(name, number, epoch))
        if not hmac.compare_digest(commitment(raw), wrapped.commit):
            raise WillNotOpen
        return Secret(raw)


def _bound(name: Name, suite: int, epoch: int) -> bytes:
    parts = ("shoumi key", *name, str(suite), str(epoch))
    return box.join([part.encode() for part in parts])


class SubjectKey(Secret):
    """The data key of one person."""

    __slots__ = ("_ciphers", "_mac", "epoch")

    def __init__(self, raw: bytes, *, epoch: int = 1) -> None:
        super().__init__(raw)
        self.epoch = epoch
        self._mac = hkdf.keyed(raw)
        self._ciphers: dict[tuple[str, int], Aead] = {}

    @classmethod
    def generate(cls) -> SubjectKey:
        return cls(os.urandom(KEY_BYTES))

    def commit(self) -> bytes:
        return hkdf.mac(self._mac, _COMMIT)

    def cipher(self, use: str, suite: int) -> Aead:
        """The cipher of one use: a compartment's grade, or ``BLOB``.

        ``suite`` is a number that was checked against the allow-list.
        """
        place = (use, suite)
        found = self._ciphers.get(place)
        if found is None:
            chosen = ALLOWED[suite]
            raw = hkdf.expand_one(self._mac, _SUB_KEY_INFO[place])
            found = self._ciphers[place] = chosen.aead(raw[: chosen.key_bytes])
        return found

    def pseudonym(self) -> Ref:
        """``psn-`` and 128 bits in hex.  Without the key nobody can tell whose it is."""
        return Ref("psn-" + hkdf.mac(self._mac, b"pseudonym")[:_PSEUDONYM_BYTES].hex())

    def receipt(self, of: Ref) -> str:
        """The person's receipt code of ``of``: 120 bits, 20 characters safe in an address.

        Always the same, so a message that is sent again after a crash carries the same code.
        """
        code = hkdf.mac(self._mac, box.join([b"receipt", of.encode()]))[:_RECEIPT_BYTES]
        return urlsafe_b64encode(code).decode("ascii")


_SUB_KEY_INFO = {
    (use, number): box.join([b"sub-key", use.encode(), str(number).encode()])
    for use in (*DataGrade, BLOB)
    for number in ALLOWED
}
