"""What of the home lies at a place already: kept in the home, so that only what changed is sent.

It is a memory and no evidence.  Where it is gone, cannot be read or does not fit the place, the
next copy is a whole one.
"""

from __future__ import annotations

import json
import secrets
import shutil
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from shoumi.base.copies.snapshot import FOLDER
from shoumi.base.ledger import atomic_files
from shoumi.core.backup.blocks import KEY_BYTES, FileState
from shoumi.core.backup.manifest import Store
from shoumi.core.refs import Ref

# How a file looked from outside: one whose length and time are the same was not changed, as sealed
# files never are.
Look = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Of the newest copy of a store at a place: its number, that of the first it stands on, when
    that was made, the SHA-256 of its manifest, for whom it was sealed, all its files, and the
    sealed packs that it stands on with their lengths."""

    number: int
    first: int
    begun_at: datetime
    sha256: str
    sealed_for: str
    key: bytes
    table: Mapping[str, FileState]
    looks: Mapping[str, Look]
    packs: Mapping[str, int]


def folder() -> Path:
    path = Path(settings.SHOUMI_HOME) / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def fresh_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def read(place: Ref, store: Store) -> Known | None:
    try:
        plain = json.loads(_path(place, store).read_bytes())
        files = plain["files"]
        return Known(
            number=plain["number"],
            first=plain["first"],
            begun_at=datetime.fromisoformat(plain["begun_at"]),
            sha256=plain["sha256"],
            sealed_for=plain["sealed_for"],
            key=bytes.fromhex(plain["key"]),
            table={path: FileState(one[0], b64decode(one[1])) for path, one in files.items()},
            looks={path: (one[2], one[3]) for path, one in files.items()},
            packs={str(name): int(size) for name, size in plain["packs"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def write(place: Ref, store: Store, known: Known) -> None:
    files = {
        path: [one.size, b64encode(one.digests).decode(), *known.looks.get(path, (0, 0))]
        for path, one in known.table.items()
    }
    plain = {
        "number": known.number,
        "first": known.first,
        "begun_at": known.begun_at.isoformat(),
        "sha256": known.sha256,
        "sealed_for": known.sealed_for,
        "key": known.key.hex(),
        "files": files,
        "packs": dict(known.packs),
    }
    written = json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode()
    atomic_files.replace(_path(place, store), written)


def forget(place: Ref) -> None:
    for path in folder().glob(f"{Ref(place)}-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _path(place: Ref, store: Store) -> Path:
    return folder() / f"{Ref(place)}-{store}.json"
