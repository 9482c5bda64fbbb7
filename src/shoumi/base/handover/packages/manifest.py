"""What a package says about itself.

``MANIFEST.json`` (UTF-8, sorted keys, no spaces) lists every other file but ``MANIFEST.note`` with
its size and SHA-256.  ``MANIFEST.note`` is a C2SP signed note whose text is five lines::

    shoumi.handover/v1
    <package reference>
    <number of rows>
    <recipient's key fingerprint, or several with a comma between>
    <SHA-256 of MANIFEST.json>

signed by the key of the ledger, so the verifier's trust file is all a recipient needs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib import resources
from typing import Any

from shoumi.base.handover.packages import spool
from shoumi.base.handover.packages.contents import Column, Contents
from shoumi.base.handover.packages.errors import ReceiptUnfit, WillNotOpen
from shoumi.base.handover.packages.spool import Content
from shoumi.core.refs import Ref

FORMAT = "shoumi.handover/v1"
MANIFEST, NOTE = "MANIFEST.json", "MANIFEST.note"
OPEN_ME, PARQUET, CSV = "OPEN-ME.txt", "data.parquet", "data.csv"
RECEIPTS = "receipts/"
_BOM = "\ufeff"
_MAX_NAME = 90  # a tar entry without extensions holds 100 bytes of name

Sign = Callable[[str], str]  # the text of a note -> the whole note


@dataclass(frozen=True, slots=True)
class Label:
    """Whose package it is.

    ``checkpoint``  the ledger's head as a signed note, or empty
    ``said``        how many rows have which columns, and the hash of the notice that says so
    """

    deal: Ref
    package: Ref
    at: datetime
    sign: Sign
    checkpoint: str = ""
    said: Sequence[Mapping[str, Any]] = ()


def files(
    contents: Contents,
    *,
    schema: Sequence[Column],
    label: Label,
    fingerprints: Sequence[str],
    receipts: Mapping[str, bytes],
) -> dict[str, Content]:
    """Every file of the package under its path, in the order in which they are packed.

    Raises:
        ReceiptUnfit: a receipt's name is not a plain file name.
    """
    listed: dict[str, Content] = {
        OPEN_ME: how_to_open().encode(),
        PARQUET: contents.parquet,
        CSV: contents.csv,
    }
    for name in sorted(receipts):
        if not _is_plain(name):
            raise ReceiptUnfit
        listed[RECEIPTS + name] = receipts[name]
    manifest = _canonical(
        {
            "format": FORMAT,
            "deal": label.deal,
            "package": label.package,
            "at": label.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "recipients": list(fingerprints),
            "checkpoint": label.checkpoint,
            "rows": contents.rows,
            "columns": [{"name": one.name, "kind": one.kind} for one in schema],
            "said": list(label.said),
            "files": [
                {"path": path, "bytes": spool.size(content), "sha256": spool.digest(content)}
                for path, content in sorted(listed.items())
            ],
        }
    )
    text = _note_text(json.loads(manifest), manifest)
    return {
        OPEN_ME: listed.pop(OPEN_ME),
        MANIFEST: manifest,
        NOTE: label.sign(text).encode(),
        **listed,
    }


def check(found: Mapping[str, bytes], verify: Callable[[bytes], str] | None) -> dict[str, Any]:
    """The manifest, once every file is as it lists it.

    ``verify`` takes the note and gives its text; it raises what it likes when nobody known signed
    it.  None skips the signature, not the comparison with the note's text.

    Raises:
        WillNotOpen: something is missing, too much, changed or not what was signed.
    """
    there = {path: (len(content), sha256(content).hexdigest()) for path, content in found.items()}
    return check_digests(there, found, verify)


def check_digests(
    there: Mapping[str, tuple[int, str]],
    found: Mapping[str, bytes],
    verify: Callable[[bytes], str] | None,
) -> dict[str, Any]:
    """As ``check``, from size and SHA-256 of every file; ``found`` has manifest and note.

    Raises:
        WillNotOpen
    """
    try:
        written = found[MANIFEST]
        manifest: dict[str, Any] = json.loads(written)
        text = verify(found[NOTE]) if verify else found[NOTE].decode().rpartition("\n\n")[0] + "\n"
        listed = {row["path"]: (row["bytes"], row["sha256"]) for row in manifest["files"]}
        expected = _note_text(manifest, written)
    except (KeyError, TypeError, ValueError):
        raise WillNotOpen from None
    others = {path: told for path, told in there.items() if path not in (MANIFEST, NOTE)}
    if others != listed or text != expected or _canonical(manifest) != written:
        raise WillNotOpen
    return manifest


def how_to_open() -> str:
    """The instructions, for the package itself and to lie beside it in the clear."""
    return _BOM + resources.files(__package__).joinpath("open_me.txt").read_text("utf-8")


def _note_text(manifest: Mapping[str, Any], written: bytes) -> str:
    lines = (
        FORMAT,
        manifest["package"],
        str(manifest["rows"]),
        ",".join(manifest["recipients"]),
        sha256(written).hexdigest(),
    )
    return "\n".join(lines) + "\n"


def _canonical(plain: Mapping[str, Any]) -> bytes:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _is_plain(name: str) -> bool:
    allowed = name.replace(".", "").replace("-", "").replace("_", "")
    return (
        allowed.isascii()
        and allowed.isalnum()
        and not name.startswith(".")
        and len(name) <= _MAX_NAME
    )
