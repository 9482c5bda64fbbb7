"""Keys of the vault and how each is wrapped by the one above it.

    root
      key-encryption key            one for each use: subjects, index, signing (and kept secrets)
        deal key                    wraps the subject keys of one deal
          subject key (DEK)         32 random bytes, one for each person
            sub-key                 HKDF-Expand(DEK, "sub-key", use, suite); use: a grade or "blob"
            pseudonym               HMAC-SHA256(DEK, "pseudonym")
            receipt secret          HMAC-SHA256(DEK, "receipts")
              receipt code          HMAC-SHA256(receipt secret, what it is a receipt of)

Every key is 32 bytes and belongs to no suite: what encrypts under it is a key derived from it for
one suite, with that suite's hash.  So one key opens what was written in either suite while a home
changes from one to the other.

A wrapped key has the layout of ``box`` and is bound to its name: what it is for, whose it is, its
suite and its epoch.  GCM does not commit to its key, so 32 bytes HMAC(key, "commit"), over the
hash of the suite it is wrapped in, are kept beside it and compared after unwrapping.

Pseudonym and receipt code stand in the ledger and in people's hands, so they outlive suite and data
key.  They stay on SHA-256 in every suite, and a data key that follows another is stored with both::

    data key 32 | receipt secret 32 | pseudonym 16

Neither tells anything of the key it once came from, so that key can be destroyed.

The labels "commit", "pseudonym" and "receipts" cannot meet the input of a derived key, which ends
in 0x01.

No key shows in a ``repr``, and none can be pickled.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, NoReturn, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hmac import HMAC

from shoumi.core import receipt_codes
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import box, hkdf
from shoumi.core.vault.errors import WillNotOpen, WrongKeyLength
from shoumi.core.vault.suites import ALLOWED, INTL, NONCE_BYTES, Aead, Suite

KEY_BYTES = 32
COMMIT_BYTES = 32
WRAPPED_KEY_BYTES = box.OVERHEAD + KEY_BYTES
BLOB = "blob"
_COMMIT = b"commit"
_PSEUDONYM_BYTES = 16
# What a data key that followed another is stored as.
FOLLOWING_BYTES = 2 * KEY_BYTES + _PSEUDONYM_BYTES
WRAPPED_SUBJECT_BYTES = (WRAPPED_KEY_BYTES, box.OVERHEAD + FOLLOWING_BYTES)

Name = tuple[str, ...]  # what a wrapped key is bound to, most general first


class Secret:
    """Bytes that do not show: no repr, no pickle, no copy in a traceback's text."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes) -> None:
        self._bytes = raw

    def reveal(self) -> bytes:
        """The bytes.  The name is unusual so that a search finds every use."""
        return self._bytes

    def commit(self, suite: Suite) -> bytes:
        """32 bytes that fix the secret without telling it."""
        return commitment(self._bytes, suite)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is not pickled")


S = TypeVar("S", bound=Secret)


class Wrapped(NamedTuple):
    """A key as it is stored."""

    sealed: bytes
    commit: bytes

    @property
    def suite(self) -> int:
        """The number of the suite it is wrapped in, as its own header says.

        Raises:
            WillNotOpen: it is no wrapped key, or of a suite that is not allowed.
        """
        return box.header(self.sealed)[0]


def commitment(raw: bytes, suite: Suite) -> bytes:
    """32 bytes that fix ``raw`` without telling it."""
    return hkdf.mac(hkdf.keyed(raw, suite.hash), _COMMIT)


class WrappingKey(Secret):
    """A key that encrypts keys: root, key-encryption key or deal key."""

    __slots__ = ("_ciphers",)

    def __init__(self, raw: bytes) -> None:
        """
        Raises:
            WrongKeyLength: ``raw`` has not 32 bytes.
        """
        if len(raw) != KEY_BYTES:
            raise WrongKeyLength(expected_bytes=KEY_BYTES)
        super().__init__(raw)
        self._ciphers: dict[int, Aead] = {}

    @classmethod
    def generate(cls) -> WrappingKey:
        return cls(os.urandom(KEY_BYTES))

    def wrap(self, inner: Secret, *, name: Name, epoch: int, suite: Suite) -> Wrapped:
        """Encrypt ``inner`` for storage.  ``epoch`` counts the versions of the key of this name."""
        return self.branch(name[:-1]).wrap(inner, own=name[-1], epoch=epoch, suite=suite)

    def unwrap(self, wrapped: Wrapped, *, name: Name, epoch: int) -> Secret:
        """The key again, whatever allowed suite it is wrapped in.

        Raises:
            WillNotOpen: another wrapping key, name, epoch or commitment, or changed bytes.
        """
        return self.branch(name[:-1]).unwrap(wrapped, Secret, own=name[-1], epoch=epoch)

    def branch(self, above: Name) -> Branch:
        """For many keys whose names are ``above`` and one part of their own."""
        return Branch(self, above)

    def cipher(self, number: int) -> Aead:
        """``number`` was checked against the allow-list."""
        found = self._ciphers.get(number)
        if found is None:
            chosen = ALLOWED[number]
            derived = hkdf.expand_one(hkdf.keyed(self._bytes, chosen.hash), _WRAPPING_INFO[number])
            found = self._ciphers[number] = chosen.aead(derived[: chosen.key_bytes])
        return found


def _commitment(raw: bytes, number: int) -> bytes:
    """``commitment``; for SHA-256 by the standard library, which does it in one call."""
    if number == INTL.number:
        return hmac.digest(raw, _COMMIT, "sha256")
    return commitment(raw, ALLOWED[number])


# The last part of a key's name, its epoch, as it is wrapped, its commitment.
Row = tuple[str, int, bytes, bytes]


# The suite, how it is opened, what ends the associated data before and after, the header after.
_Kind = tuple[int, Callable[[bytes, bytes, bytes | None], bytes], bytes, bytes, bytes]


class Branch:
    """The keys under one wrapping key whose names differ in the last part only."""

    __slots__ = ("_above", "_key")

    def __init__(self, key: WrappingKey, above: Name) -> None:
        self._key = key
        self._above = box.join([part.encode() for part in ("shoumi key", *above)])

    def wrap(self, inner: Secret, *, own: str, epoch: int, suite: Suite) -> Wrapped:
        """As ``WrappingKey.wrap``."""
        number = suite.number
        heading, bound_to = box.heading(number, epoch), self._bound(own, number, epoch)
        sealed = box.encrypt(inner.reveal(), self._key.cipher(number), heading, bound_to)
        return Wrapped(sealed, inner.commit(suite))

    def wrap_many(self, inner: Mapping[str, SubjectKey], suite: Suite) -> list[Wrapped]:
        """Each under its own name and epoch, in order, as one by one.  An import spends here."""
        number, aead = suite.number, self._key.cipher(suite.number)
        encrypt, above, urandom = aead.encrypt, self._above, os.urandom
        wrapped = []
        for own, key in inner.items():
            last, epoch = own.encode(), key.epoch
            nonce = urandom(NONCE_BYTES)
            bound_to = above + box.length(len(last)) + last + _version(number, epoch)
            sealed = encrypt(nonce, key.reveal(), bound_to)
            heading = box.heading(number, epoch)
            wrapped.append(Wrapped(heading + nonce + sealed, key.commit(suite)))
        return wrapped

    def unwrap(self, wrapped: Wrapped, kind: Callable[[bytes], S], *, own: str, epoch: int) -> S:
        """As ``WrappingKey.unwrap``, made a ``kind``."""
        number, claimed = box.header(wrapped.sealed)
        if claimed != epoch:
            raise WillNotOpen
        aead, bound_to = self._key.cipher(number), self._bound(own, number, epoch)
        inner = kind(box.decrypt(wrapped.sealed, aead=aead, bound_to=bound_to))
        if not hmac.compare_digest(inner.commit(ALLOWED[number]), wrapped.commit):
            raise WillNotOpen
        return inner

    def unwrap_many(self, rows: Iterable[Row]) -> dict[str, SubjectKey]:
        """The subject keys by their own names, in order, as ``unwrap`` of each.

        Raises:
            WillNotOpen: as ``unwrap``, for the first that does not open.
        """
        try:
            return self._unwrapped(rows)
        except InvalidTag:
            pass
        # Outside the except clause, so that the cause does not travel along.
        raise WillNotOpen

    def _unwrapped(self, rows: Iterable[Row]) -> dict[str, SubjectKey]:
        """``unwrap_many``; as in ``_moved``, what rows have in common is prepared once."""
        above, same = self._above, hmac.compare_digest
        kinds: dict[tuple[bytes, int], _Kind] = {}
        opened = {}
        for own, epoch, sealed, commit in rows:
            head = sealed[: box.HEADING_BYTES]
            kind = kinds.get((head, epoch))
            if kind is None or len(sealed) < box.OVERHEAD:
                kind = kinds[head, epoch] = self._kind(sealed, epoch, INTL)
            number, unseal, version, _, _ = kind
            last = own.encode()
            nonce = sealed[box.HEADING_BYTES : box.CIPHERTEXT_AT]
            bound_to = above + box.length(len(last)) + last + version
            key = SubjectKey(unseal(nonce, sealed[box.CIPHERTEXT_AT :], bound_to), epoch=epoch)
            if not same(key.commit(ALLOWED[number]), commit):
                raise WillNotOpen
            opened[own] = key
        return opened

    def move(self, rows: Iterable[Row], *, to: Branch, suite: Suite) -> list[Wrapped]:
        """The same keys wrapped in ``suite`` by the key of ``to``, in order.

        Each is checked against its commitment before, or what never was a key would be carried
        along.  This is the loop that a rotation of keys spends its time in.

        Raises:
            WillNotOpen: one is not wrapped here under its name, epoch and commitment.
        """
        try:
            return self._moved(rows, to, suite)
        except InvalidTag:
            pass
        # Outside the except clause, so that the cause does not travel along.
        raise WillNotOpen

    def _moved(self, rows: Iterable[Row], to: Branch, suite: Suite) -> list[Wrapped]:
        """``move``; what rows have in common is prepared once, and nothing is called for each that
        could stand here."""
        after, seal, urandom = suite.number, to._key.cipher(suite.number).encrypt, os.urandom
        is_same_name, same = to._above == self._above, hmac.compare_digest
        kinds: dict[tuple[bytes, int], _Kind] = {}
        moved = []
        for own, epoch, sealed, commit in rows:
            head = sealed[: box.HEADING_BYTES]
            kind = kinds.get((head, epoch))
            if kind is None or len(sealed) < box.OVERHEAD:
                kind = kinds[head, epoch] = self._kind(sealed, epoch, suite)
            before, unseal, version, new_version, heading = kind
            last = own.encode()
            name = box.length(len(last)) + last
            bound_to = self._above + name + version
            nonce = sealed[box.HEADING_BYTES : box.CIPHERTEXT_AT]
            raw = unseal(nonce, sealed[box.CIPHERTEXT_AT :], bound_to)
            if not same(_commitment(raw, before), commit):
                raise WillNotOpen
            if before != after or not is_same_name:
                bound_to = to._above + name + new_version
                commit = _commitment(raw, after)
            nonce = urandom(NONCE_BYTES)
            moved.append(Wrapped(heading + nonce + seal(nonce, raw, bound_to), commit))
        return moved

    def _kind(self, sealed: bytes, epoch: int, suite: Suite) -> _Kind:
        """What every row shares whose header is that of ``sealed``.  Raises WillNotOpen."""
        before, claimed = box.header(sealed)
        if claimed != epoch:
            raise WillNotOpen
        unseal, after = self._key.cipher(before).decrypt, suite.number
        versions = _version(before, epoch), _version(after, epoch)
        return before, unseal, *versions, box.heading(after, epoch)

    def opens_any(self, rows: Iterable[Row]) -> bool:
        """Whether one of these opens here: what must not be once they were moved away."""
        for own, epoch, sealed, _ in rows:
            number, _ = box.header(sealed)
            bound_to = self._bound(own, number, epoch)
            try:
                box.decrypt(sealed, aead=self._key.cipher(number), bound_to=bound_to)
            except WillNotOpen:
                continue
            return True
        return False

    def _bound(self, own: str, suite: int, epoch: int) -> bytes:
        last = own.encode()
        return self._above + box.length(len(last)) + last + _version(suite, epoch)


@lru_cache(maxsize=256)
def _version(suite: int, epoch: int) -> bytes:
    return box.join([str(suite).encode(), str(epoch).encode()])


class SubjectKey(Secret):
    """The data key of one person, and the names that outlive it.

    ``raw`` is the key alone, or the ``FOLLOWING_BYTES`` of one that followed another.
    """

    __slots__ = ("_ciphers", "_key", "_macs", "_names", "epoch")

    def __init__(self, raw: bytes, *, epoch: int = 1) -> None:
        self._bytes = raw
        self.epoch = epoch
        self._key, self._names = raw[:KEY_BYTES], raw[KEY_BYTES:]
        self._macs: dict[int, HMAC] = {}
        self._ciphers: dict[tuple[str, int], Aead] = {}

    @classmethod
    def generate(cls, *, epoch: int = 1) -> SubjectKey:
        return cls(os.urandom(KEY_BYTES), epoch=epoch)

    def follower(self, *, epoch: int) -> SubjectKey:
        """A fresh key for the same person, whose pseudonym and receipt codes stay."""
        names = self._receipts() + self._pseudonym()
        return SubjectKey(os.urandom(KEY_BYTES) + names, epoch=epoch)

    def commit(self, suite: Suite) -> bytes:
        if self._names:
            return super().commit(suite)
        return hkdf.mac(self._mac(suite.number), _COMMIT)

    def cipher(self, use: str, suite: int) -> Aead:
        """The cipher of one use: a compartment's grade, or ``BLOB``.

        ``suite`` is a number that was checked against the allow-list.
        """
        place = (use, suite)
        found = self._ciphers.get(place)
        if found is None:
            message, size, make = _SUB_KEYS[place]
            found = self._ciphers[place] = make(hkdf.mac(self._mac(suite), message)[:size])
        return found

    def pseudonym(self) -> Ref:
        """``psn-`` and 128 bits in hex.  Without the key nobody can tell whose it is."""
        return Ref("psn-" + self._pseudonym().hex())

    def receipt(self, of: Ref) -> str:
        """The person's receipt code of ``of``, of 120 bits.

        Always the same, so a message that is sent again after a crash carries the same code.
        """
        told = hkdf.mac(hkdf.keyed(self._receipts(), INTL.hash), of.encode())
        return receipt_codes.written(told[: receipt_codes.BYTES])

    def _pseudonym(self) -> bytes:
        if self._names:
            return self._names[KEY_BYTES:]
        return hkdf.mac(self._mac(INTL.number), b"pseudonym")[:_PSEUDONYM_BYTES]

    def _receipts(self) -> bytes:
        if self._names:
            return self._names[:KEY_BYTES]
        return hkdf.mac(self._mac(INTL.number), b"receipts")

    def _mac(self, number: int) -> HMAC:
        found = self._macs.get(number)
        if found is None:
            found = self._macs[number] = hkdf.keyed(self._key, ALLOWED[number].hash)
        return found


_WRAPPING_INFO = {number: box.join([b"wrapping key", str(number).encode()]) for number in ALLOWED}
# What one block of HKDF-Expand takes the MAC of (RFC 5869, 2.3), and what becomes of it.
_SUB_KEYS = {
    (use, one.number): (
        box.join([b"sub-key", use.encode(), str(one.number).encode()]) + b"\x01",
        one.key_bytes,
        one.make,
    )
    for use in (*DataGrade, BLOB)
    for one in ALLOWED.values()
}
