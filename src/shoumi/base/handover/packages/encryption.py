"""Pack rows and seal them: age for most recipients, CMS for those with an RSA key.

The plain archive exists in memory only, piece by piece; what reaches the disk is sealed, what waits
for its turn (``spool``) too.  A file is written under a temporary name with mode 0600, synced and
renamed, and never overwrites another.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from shoumi.base.handover.packages import archive, cms, contents, manifest, spool
from shoumi.base.handover.packages.contents import Column, Part
from shoumi.base.handover.packages.errors import (
    AlreadyThere,
    NoRecipient,
    RecipientRefused,
    TooLarge,
)
from shoumi.base.handover.packages.manifest import Label
from shoumi.base.handover.packages.spool import Content
from shoumi.base.ledger import atomic_files

Files = Mapping[str, Content]
MAX_CMS_BYTES = 512 * 1024 * 1024
_TEMPORARY = ".part"
_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class File:
    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """``sha256`` and ``size_bytes`` are of the sealed file, ``files`` of what is in it."""

    path: Path
    sha256: str
    size_bytes: int
    rows: int
    fingerprints: tuple[str, ...]
    files: tuple[File, ...]


def pack_age(
    parts: Iterable[Part],
    schema: Sequence[Column],
    recipient: str | Sequence[str],
    out: Path,
    *,
    label: Label,
    receipts: Mapping[str, bytes] | None = None,
) -> Sealed:
    """An age file (age-encryption.org/v1) for ``age1…`` and ``ssh-…`` recipients.

    ``parts``  the rows, as ``contents.made`` or ``contents.Making`` makes them.

    Raises:
        NoRecipient, RecipientRefused: before any row is read.
        SchemaUnfit, RowUnfit, ReceiptUnfit, AlreadyThere
    """
    named = _named(recipient)
    keys = [_age_recipient(one) for one in named]
    prints = [_print(one) for one in named]

    def seal(files: Files, sink: _Sink) -> None:
        plain = BufferedReader(archive.Reader(archive.chunks(files, label.at)), _AT_ONCE)
        try:
            pyrage.encrypt_io(plain, sink, keys)
        except pyrage.EncryptError as error:
            raise sink.refused or error from None

    return _pack(parts, schema, out, label, prints, receipts, seal)


def pack_cms(
    parts: Iterable[Part],
    schema: Sequence[Column],
    recipient: bytes | Sequence[bytes],
    out: Path,
    *,
    label: Label,
    receipts: Mapping[str, bytes] | None = None,
) -> Sealed:
    """A CMS AuthEnvelopedData (RFC 5083) in DER for certificates or public keys, PEM or DER.

    Raises:
        NoRecipient, RecipientRefused: before any row is read.
        TooLarge: the archive is over ``MAX_CMS_BYTES``.
        SchemaUnfit, RowUnfit, ReceiptUnfit, AlreadyThere
    """
    given = [recipient] if isinstance(recipient, bytes) else list(recipient)
    if not given:
        raise NoRecipient
    keys = [cms.recipient(one) for one in given]
    prints = [key.fingerprint for key in keys]

    def seal(files: Files, sink: _Sink) -> None:
        if archive.size(files) > MAX_CMS_BYTES:
            raise TooLarge(megabytes=MAX_CMS_BYTES // (1024 * 1024))
        sink.write(cms.seal(b"".join(archive.chunks(files, label.at)), keys))

    return _pack(parts, schema, out, label, prints, receipts, seal)


def cms_fingerprint(recipient: bytes) -> str:
    """As ``age_fingerprint``, for a certificate or public key.

    Raises:
        RecipientRefused
    """
    return cms.recipient(recipient).fingerprint


def _named(recipient: str | Sequence[str]) -> list[str]:
    given = [recipient] if isinstance(recipient, str) else list(recipient)
    named = [written(one.strip()) for one in given if one.strip()]
    if not named:
        raise NoRecipient
    return named


def written(recipient: str) -> str:
    """As ``age-keygen`` writes it: bech32 says the same in capitals (BIP 173), and one key has one
    fingerprint."""
    return recipient.lower() if recipient.startswith("AGE1") and recipient.isupper() else recipient


def age_fingerprint(recipient: str) -> str:
    """The fingerprint that a package for ``recipient`` would bear.

    Raises:
        NoRecipient, RecipientRefused: none could be sealed for it.
    """
    [named] = _named(recipient)
    _age_recipient(named)
    return _print(named)


def _print(recipient: str) -> str:
    return sha256(recipient.encode()).hexdigest()


def _age_recipient(text: str) -> Any:
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise RecipientRefused from None


def _pack(
    parts: Iterable[Part],
    schema: Sequence[Column],
    out: Path,
    label: Label,
    fingerprints: Sequence[str],
    receipts: Mapping[str, bytes] | None,
    seal: Callable[[Files, _Sink], None],
) -> Sealed:
    written = contents.write(parts, schema, out.parent)
    try:
        files = manifest.files(
            written,
            schema=schema,
            label=label,
            fingerprints=fingerprints,
            receipts=receipts or {},
        )
        with _placed(out) as sink:
            seal(files, sink)
    finally:
        written.close()
    listed = tuple(
        File(path, spool.size(content), spool.digest(content)) for path, content in files.items()
    )
    prints = tuple(fingerprints)
    return Sealed(out, sink.summed.hexdigest(), sink.size, written.rows, prints, listed)


class _Sink:
    """Counts and hashes what passes through; ``refused`` is what the disk answered."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.refused: OSError | None = None
        self.summed = sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.summed.update(piece)
        self.size += len(piece)
        try:
            return self._file.write(piece)
        except OSError as error:
            self.refused = error
            raise


@contextlib.contextmanager
def _placed(out: Path) -> Iterator[_Sink]:
    """A new file of that name, whole or not at all."""
    temporary = out.with_name(out.name + _TEMPORARY)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield _Sink(file)
            file.flush()
            os.fsync(handle)
        os.link(temporary, out)  # unlike a rename, refuses to replace
    except FileExistsError:
        raise AlreadyThere from None
    finally:
        temporary.unlink(missing_ok=True)
    try:
        atomic_files.sync(out.parent)
    except OSError:
        out.unlink()
        raise
