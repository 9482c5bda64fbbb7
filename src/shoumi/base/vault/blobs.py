"""Seal files.  A file has a key of its own, so it can be destroyed like a person's data.

``keys.create_many([ref], deal, at)`` makes the key, ``keys.erase([ref])`` destroys the file in
every backup of the data.
"""

from __future__ import annotations

from shoumi.base.vault import keys, ring
from shoumi.core.refs import Ref
from shoumi.core.vault import blob


def seal(ref: Ref, content: bytes) -> bytes:
    """``content`` sealed for the file ``ref``.  Raises NoKey."""
    held = keys.load([ref])
    return blob.seal(content, tenant=held.tenant, name=ref, key=held.of(ref), suite=ring.suite())


def unseal(ref: Ref, sealed: bytes, *, held: keys.Keys | None = None) -> bytes:
    """The content again; ``held`` where the keys of several files were loaded at once.

    Raises:
        NoKey: the file was destroyed.
        MovedOn: a rotation sealed it anew since it was read; read the file again.
        WillNotOpen: these are not the bytes that were sealed for ``ref``.
    """
    held = held or keys.load([ref])
    return blob.unseal(sealed, tenant=held.tenant, name=ref, key=held.opening(ref, sealed))
