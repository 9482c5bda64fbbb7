"""Seal a whole file.  Layout: ``box``; bound to tenant, name of the file, suite and epoch."""

from __future__ import annotations

from io import BytesIO

from shoumi.core.vault import box, chunked_files
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import BLOB, SubjectKey
from shoumi.core.vault.suites import Suite


def seal(content: bytes, *, tenant: str, name: str, key: SubjectKey, suite: Suite) -> bytes:
    """``content`` sealed under the file's own key, at most 64 GiB."""
    number = suite.number
    return box.encrypt(
        content,
        key.cipher(BLOB, number),
        box.heading(number, key.epoch),
        _bound(tenant, name, number, key.epoch),
    )


def unseal(sealed: bytes, *, tenant: str, name: str, key: SubjectKey) -> bytes:
    """The content again, of a file in parts (``chunked_files``) too.

    Raises:
        WillNotOpen: another key, name or epoch, or changed bytes.
    """
    if chunked_files.is_parted(sealed):
        return b"".join(
            chunked_files.open_parts(BytesIO(sealed), tenant=tenant, name=name, key=key)
        )
    suite, epoch = box.header(sealed)
    if epoch != key.epoch:
        raise WillNotOpen
    return box.decrypt(
        sealed, aead=key.cipher(BLOB, suite), bound_to=_bound(tenant, name, suite, epoch)
    )


def _bound(tenant: str, name: str, suite: int, epoch: int) -> bytes:
    parts = ("shoumi blob", tenant, name, str(suite), str(epoch))
    return box.join([part.encode() for part in parts])
