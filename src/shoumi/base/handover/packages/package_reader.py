"""Open a package as its recipient does, and check all of it before giving any of it.

For receipts, drills and tests: the house itself holds no recipient's key.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
import pyrage
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from shoumi.base.handover.packages import archive, cms, manifest
from shoumi.base.handover.packages.contents import BATCH_ROWS
from shoumi.base.handover.packages.errors import WillNotOpen
from shoumi.core.ledger.note import NoteRefused, Verifier, open_note


@dataclass(frozen=True, slots=True)
class Opened:
    manifest: dict[str, Any]
    files: dict[str, bytes] = field(repr=False)

    @property
    def count(self) -> int:
        """How many rows Parquet holds; they were counted when the package was checked."""
        return int(self.manifest["rows"])

    def rows(self) -> list[dict[str, Any]]:
        """The rows as Parquet holds them."""
        return list(_table(self.files[manifest.PARQUET]).to_pylist())


def open_age(
    sealed: bytes, identity: str, *, verifiers: Iterable[Verifier] | None = None
) -> Opened:
    """``identity`` is the text of an ``AGE-SECRET-KEY-1…``.

    Raises:
        WillNotOpen: another key, changed bytes, or not signed by one of ``verifiers``.
    """
    try:
        key = pyrage.x25519.Identity.from_str(identity.strip())
        plain = pyrage.decrypt(sealed, [key])
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise WillNotOpen from None
    return _checked(plain, verifiers)


def check_age(
    sealed: BinaryIO, identity: str, *, verifiers: Iterable[Verifier] | None = None
) -> dict[str, Any]:
    """The manifest of a package that is checked as by ``open_age``, while it passes.

    Of all that is in it the compressed rows alone are ever in memory, to be counted.

    Raises:
        WillNotOpen
    """
    passing = archive.Passing((manifest.MANIFEST, manifest.NOTE, manifest.PARQUET))
    try:
        key = pyrage.x25519.Identity.from_str(identity.strip())
        pyrage.decrypt_io(sealed, passing, [key])
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise WillNotOpen from None
    except OSError as error:
        if error.errno is not None:  # of the disk; age has no number for altered content
            raise
        raise WillNotOpen from None
    passing.end()
    parquet = passing.kept.pop(manifest.PARQUET, b"")
    kept = {path: bytes(content) for path, content in passing.kept.items()}
    told = manifest.check_digests(passing.there, kept, _reader(verifiers))
    if _count(parquet) != told["rows"]:
        raise WillNotOpen
    return told


def open_cms(
    sealed: bytes, key: RSAPrivateKey, *, verifiers: Iterable[Verifier] | None = None
) -> Opened:
    """
    Raises:
        WillNotOpen: another key, changed bytes, or not signed by one of ``verifiers``.
    """
    return _checked(cms.unseal(sealed, key), verifiers)


def _checked(plain: bytes, verifiers: Iterable[Verifier] | None) -> Opened:
    found = archive.read(plain)
    told = manifest.check(found, _reader(verifiers))
    if _count(found[manifest.PARQUET]) != told["rows"]:
        raise WillNotOpen
    return Opened(told, found)


def _reader(verifiers: Iterable[Verifier] | None) -> Callable[[bytes], str] | None:
    if verifiers is None:
        return None
    known = list(verifiers)

    def read(note: bytes) -> str:
        try:
            return open_note(note, known).text
        except NoteRefused:
            raise WillNotOpen from None

    return read


def _count(parquet: bytes | bytearray) -> int:
    """The rows, every column of each read once and none kept."""
    try:
        file = pq.ParquetFile(pa.BufferReader(pa.py_buffer(parquet)))
        return sum(batch.num_rows for batch in file.iter_batches(BATCH_ROWS))
    except (pa.ArrowException, OSError):
        raise WillNotOpen from None


def _table(parquet: bytes) -> Any:
    try:
        return pq.read_table(io.BytesIO(parquet))
    except (pa.ArrowException, OSError):
        raise WillNotOpen from None
