"""Signed notes as C2SP has them (c2sp.org/signed-note), signed with Ed25519, type 0x01.

::

    text, ending in a newline
    <empty line>
    — <key name> <base64 of: key id (4 bytes) | signature (64 bytes)>

    key id = SHA-256(key name | 0x0A | 0x01 | public key)[:4]
    vkey   = <key name>+<key id, 8 hex digits>+<base64 of 0x01 | public key>
    skey   = PRIVATE+KEY+<key name>+<key id, 8 hex digits>+<base64 of 0x01 | seed>

Reading is strict: one spelling of each note.  Signatures of keys that are not known are passed over
(witnesses may add theirs); one of a known key that does not verify spoils the note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shoumi.core.errors import Invalid

ED25519 = b"\x01"
MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100

_DASH = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"


class NoteRefused(Invalid):
    """Not a signed note, or not signed by the key asked for.  It does not say which."""

    code = "ledger.note_refused"


class KeyRefused(Invalid):
    """Not a vkey or skey of an Ed25519 key."""

    code = "ledger.key_refused"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under its name."""

    name: str
    public: Ed25519PublicKey

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, ED25519, self.public)

    def vkey(self) -> str:
        return key_text(self.name, ED25519, self.public)


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key under its name."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    def verifier(self) -> Verifier:
        return Verifier(self.name, self.private.public_key())

    def skey(self) -> str:
        """The secret spelled out, for other tools.  Whoever reads it signs as this log."""
        raw = self.private.private_bytes_raw()
        return _PRIVATE + _spelled(self.name, self.verifier().key_id, ED25519 + raw)


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        return f"{_DASH}{self.name} {encode64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read: ``text`` ends in a newline.  Not verified."""

    text: str
    signatures: tuple[Signature, ...]


def read_vkey(text: str) -> Verifier:
    """
    Raises:
        KeyRefused: it is not the vkey of an Ed25519 key, or its key id is not its own.
    """
    return Verifier(*read_key(text, ED25519))


def read_skey(text: str) -> Signer:
    """
    Raises:
        KeyRefused: it is not the skey of an Ed25519 key, or its key id is not its own.
    """
    if not text.startswith(_PRIVATE):
        raise KeyRefused
    name, named, raw = _key_parts(text.removeprefix(_PRIVATE), ED25519)
    signer = Signer(name, Ed25519PrivateKey.from_private_bytes(raw))
    if signer.verifier().key_id != named:
        raise KeyRefused
    return signer


def read_key(text: str, kind: bytes) -> tuple[str, Ed25519PublicKey]:
    """Name and key of a vkey whose signature type is ``kind`` (one byte).

    Raises:
        KeyRefused: it is not that, or its key id is not its own.
    """
    name, named, raw = _key_parts(text, kind)
    public = Ed25519PublicKey.from_public_bytes(raw)
    if key_id(name, kind, public) != named:
        raise KeyRefused
    return name, public


def key_text(name: str, kind: bytes, public: Ed25519PublicKey) -> str:
    """The vkey of a public key."""
    return _spelled(name, key_id(name, kind, public), kind + public.public_bytes_raw())


def key_id(name: str, kind: bytes, public: Ed25519PublicKey) -> bytes:
    """The four bytes by which a signature line names its key."""
    return sha256(name.encode() + b"\n" + kind + public.public_bytes_raw()).digest()[:4]


def is_key_name(name: str) -> bool:
    """May this stand as a key name: not empty, no kind of space, no control, no plus?"""
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)


def sign(text: str, *signers: Signer) -> str:
    """The note of ``text``, signed by each signer in turn.

    Raises:
        NoteRefused: the text does not end in a newline, holds a control character, or a name is
            no key name.
    """
    if not _is_text(text) or not all(is_key_name(signer.name) for signer in signers):
        raise NoteRefused
    message = text.encode()
    lines = [
        Signature(signer.name, signer.verifier().key_id, signer.private.sign(message)).line()
        for signer in signers
    ]
    return f"{text}\n{''.join(lines)}"


def read(note: str | bytes) -> Note:
    """Take a note apart without verifying anything.

    Raises:
        NoteRefused: it is not a signed note in its one spelling.
    """
    whole = _decoded(note)
    # The last empty line parts text and signatures: the text may hold empty lines itself.
    text, gap, lines = whole.rpartition("\n\n")
    text += "\n"
    if not gap or not _is_text(text):
        raise NoteRefused
    return Note(text, read_signatures(lines))


def read_signatures(lines: str) -> tuple[Signature, ...]:
    """Signature lines alone, as a witness answers them; each ends in a newline.

    Raises:
        NoteRefused: they are not that in their one spelling, or one key has two.
    """
    if not lines.endswith("\n"):
        raise NoteRefused
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    named = {(one.name, one.key_id) for one in signatures}
    if len(named) != len(signatures) or len(signatures) > MAX_SIGNATURES:
        raise NoteRefused
    return signatures


def open_note(note: str | bytes, verifiers: Iterable[Verifier]) -> Note:
    """Read a note and verify it; the answer holds only the signatures that verified.

    Raises:
        NoteRefused: no known key signed it, or a signature under a known key does not verify.
    """
    found = read(note)
    known = {(one.name, one.key_id): one.public for one in verifiers}
    verified = tuple(one for one in found.signatures if (one.name, one.key_id) in known)
    message = found.text.encode()
    for one in verified:
        try:
            known[one.name, one.key_id].verify(one.value, message)
        except InvalidSignature:
            raise NoteRefused from None
    if not verified:
        raise NoteRefused
    return Note(found.text, verified)


def encode64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def decode64(text: str) -> bytes:
    """Standard base64 in its one spelling (RFC 4648 section 3.5).

    Raises:
        ValueError: it is not that.
    """
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as exc:
        raise ValueError from exc
    if encode64(raw) != text:
        raise ValueError
    return raw


def _decoded(note: str | bytes) -> str:
    try:
        raw = note.encode() if isinstance(note, str) else note
        text = raw.decode()
    except UnicodeError:
        raise NoteRefused from None
    if len(raw) > MAX_NOTE_BYTES:
        raise NoteRefused
    return text


def _is_text(text: str) -> bool:
    return text.endswith("\n") and not any(c < " " and c != "\n" for c in text)


def _signature(line: str) -> Signature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not is_key_name(name):
        raise NoteRefused
    try:
        raw = decode64(encoded)
    except ValueError:
        raise NoteRefused from None
    if len(raw) < 5:
        raise NoteRefused
    return Signature(name, raw[:4], raw[4:])


def _spelled(name: str, named: bytes, raw: bytes) -> str:
    return f"{name}+{named.hex()}+{encode64(raw)}"


def _key_parts(text: str, kind: bytes) -> tuple[str, bytes, bytes]:
    try:
        # Base64 may hold a plus itself.
        name, hexed, encoded = text.split("+", 2)
        named, raw = bytes.fromhex(hexed), decode64(encoded)
    except ValueError:
        raise KeyRefused from None
    if not is_key_name(name) or named.hex() != hexed or raw[:1] != kind or len(raw) != 33:
        raise KeyRefused
    return name, named, raw[1:]
