"""From people's values to a sealed package: what each column holds, who signs the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.handover import packages
from shoumi.base.ledger import checkpoints
from shoumi.base.registry import field_register
from shoumi.base.vault import logkey
from shoumi.core.ledger import note
from shoumi.core.refs import Ref

Packed = packages.Sealed
_PEM = re.compile(r"-----BEGIN [^-]+-----.*?-----END [^-]+-----", re.DOTALL)


def making(fields: Sequence[str]) -> packages.Making:
    """What makes people's values into rows, where they are opened."""
    return packages.Making(columns(fields))


def pack(
    parts: Iterable[packages.Part],
    *,
    recipient: str,
    out: Path,
    deal: Ref,
    package: Ref,
    at: datetime,
    said: Sequence[Mapping[str, Any]],
    receipts: Mapping[str, bytes] | None = None,
) -> Packed:
    """Seal the rows for ``recipient`` at ``out``; nothing plain touches the disk.

    ``parts``  the rows as ``making`` of all the columns that were ``said`` makes them.
    ``said``   how many rows have which columns under which notice (``columns.counted``)
    ``recipient`` is an age key, or an RSA certificate or public key as PEM: then the package is
    CMS AuthEnvelopedData (RFC 5083) and opens with ``openssl cms``.  The recipient learns no
    reference of ours: rows carry the fields and nothing else, and ``receipts`` (file name to
    content) what people were given as proof.

    Raises:
        ReceiptUnfit: a receipt's name is not a plain file name.
    """
    signer, head = logkey.signed(_signer_and_head)
    label = packages.Label(
        deal=deal,
        package=package,
        at=at,
        sign=lambda text: note.sign(text, signer),
        checkpoint=head,
        said=said,
    )
    schema = columns(sorted({code for one in said for code in one["columns"]}))
    if is_pem(recipient):
        key = recipient.encode()
        return packages.pack_cms(parts, schema, key, out, label=label, receipts=receipts)
    return packages.pack_age(parts, schema, recipient, out, label=label, receipts=receipts)


def _signer_and_head(key: Ed25519PrivateKey) -> tuple[note.Signer, str]:
    origin = logkey.origin()
    return note.Signer(origin, key), checkpoints.checkpoint(key, origin)


def is_pem(recipient: str) -> bool:
    return recipient.lstrip().startswith("-----BEGIN ")


def public_key(recipient: str) -> tuple[str, str]:
    """The key within what somebody filled in, and the fingerprint a package for it would bear.

    Of several blocks of PEM the first alone is read: what stands behind it may be the private half,
    which nobody here may keep.

    Raises:
        NoRecipient, RecipientRefused: no package could be sealed for it.
    """
    key = packages.written(recipient.strip())
    if not is_pem(key):
        return key, packages.age_fingerprint(key)
    block = _PEM.match(key)
    key = block.group() if block else key
    return key, packages.cms_fingerprint(key.encode())


def suffix(recipient: str) -> str:
    """What the sealed file's name ends in."""
    return ".tar.p7m" if is_pem(recipient) else ".tar.age"


def columns(fields: Sequence[str]) -> list[packages.Column]:
    """The columns of a package: every field as text, exactly as it is held.

    One that is not registered has its code for a heading, until the gate refuses to open it.
    """
    register = field_register()
    return [
        packages.Column(code, packages.Kind.TEXT, register[code].zh if code in register else code)
        for code in fields
    ]
