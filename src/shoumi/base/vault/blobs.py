"""Seal files.  A file has a key of its own, so it can be destroyed like a person's data.

``keys.create_many([ref], deal, at)`` makes the key, ``keys.erase([ref])`` destroys the file in
every backup of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from shoumi.base.vault import keyring, keys
from shoumi.core.refs import Ref
from shoumi.core.vault import blob, box, chunked_files


def seal(ref: Ref, content: bytes) -> bytes:
    """``content`` sealed for the file ``ref``.  Raises NoKey."""
    held = keys.load([ref])
    return blob.seal(content, tenant=held.tenant, name=ref, key=held.of(ref), suite=keyring.suite())


def unseal(ref: Ref, sealed: bytes, *, held: keys.Keys | None = None) -> bytes:
    """The content again; ``held`` where the keys of several files were loaded at once.

    Raises:
        NoKey: the file was destroyed.
        MovedOn: a rotation sealed it anew since it was read; read the file again.
        WillNotOpen: these are not the bytes that were sealed for ``ref``.
    """
    held = held or keys.load([ref])
    return blob.unseal(sealed, tenant=held.tenant, name=ref, key=held.opening(ref, sealed))


def seal_parts(ref: Ref, parts: Iterable[bytes], count: int) -> Iterator[bytes]:
    """A file in ``count`` parts, sealed piece by piece.  Raises NoKey."""
    held = keys.load([ref])
    return chunked_files.seal(
        parts, count=count, tenant=held.tenant, name=ref, key=held.of(ref), suite=keyring.suite()
    )


def open_parts(ref: Ref, file: BinaryIO, first: int = 0) -> Iterator[bytes]:
    """The parts of a file from number ``first`` on; of one sealed whole that is all of it.

    The key is looked for now, the parts are opened as they are taken.

    Raises:
        NoKey, MovedOn, WillNotOpen: as ``unseal``; the last also while reading.
    """
    head = file.read(box.OVERHEAD)
    file.seek(0)
    if not chunked_files.is_parted(head):
        return iter([] if first else [unseal(ref, file.read())])
    held = keys.load([ref])
    return chunked_files.open_parts(
        file, tenant=held.tenant, name=ref, key=held.opening(ref, head), first=first
    )
