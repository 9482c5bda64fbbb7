"""Look for bytes in every file that belongs to a home and its keyring."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path

from django.db import connections


def keyring_file() -> Path:
    return Path(connections["keyring"].settings_dict["NAME"])


def files(*folders: Path) -> list[Path]:
    """All of the folders, and the database with its ``-wal`` and ``-shm``."""
    beside = keyring_file()
    held = [one for folder in folders for one in folder.rglob("*") if one.is_file()]
    return held + [one for one in beside.parent.iterdir() if one.name.startswith(beside.name)]


def spellings(secret: bytes) -> list[bytes]:
    """Raw, any 16 bytes of it at steps of 8, hex in both cases, base64 at its three alignments."""
    parts = [secret[start : start + 16] for start in range(0, len(secret) - 15, 8)]
    shifted = [secret[shift : shift + (len(secret) - shift) // 3 * 3] for shift in range(3)]
    texts = [base64.b64encode(part) for part in shifted]
    texts += [base64.urlsafe_b64encode(part) for part in shifted]
    return [*parts, secret.hex().encode(), secret.hex().upper().encode(), *texts]


def found(secrets: Iterable[bytes], *folders: Path) -> set[str]:
    """Names of the files in which any spelling of any secret stands."""
    wanted = [spelling for secret in secrets for spelling in spellings(secret)]
    return {
        path.name
        for path in files(*folders)
        for content in (path.read_bytes(),)
        if any(spelling in content for spelling in wanted)
    }
