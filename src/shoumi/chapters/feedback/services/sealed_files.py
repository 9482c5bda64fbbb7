"""Files that came with a mail, and mails that are set aside: each sealed under a key of its own,
which lies in the keyring and goes with the record."""

from __future__ import annotations

import os

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import keyring
from shoumi.chapters.feedback.models import SealedFile
from shoumi.core.refs import Ref
from shoumi.core.vault import blob
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import KEY_BYTES, SubjectKey

_TENANT = "requests"


def put(ref: Ref, content: bytes) -> str:
    """Seal ``content`` in the transaction around the call; the key in hex, for whoever keeps it.

    Raises:
        NotSetUp and the other refusals of the keyring
    """
    raw = os.urandom(KEY_BYTES)
    sealed = blob.seal(
        content, tenant=_TENANT, name=ref, key=SubjectKey(raw), suite=keyring.suite()
    )
    SealedFile.objects.create(ref=ref, sealed=sealed)
    return raw.hex()


def get(ref: Ref, key: str) -> bytes:
    """
    Raises:
        NotAuthentic: it is gone, or not what was sealed.
    """
    found = SealedFile.objects.filter(ref=ref).first()
    try:
        if found is None:
            raise WillNotOpen
        own = SubjectKey(bytes.fromhex(key))
        return blob.unseal(bytes(found.sealed), tenant=_TENANT, name=ref, key=own)
    except WillNotOpen as error:
        raise NotAuthentic(what=SealedFile._meta.db_table) from error
