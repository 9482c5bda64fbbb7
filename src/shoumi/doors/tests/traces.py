"""Look for the bytes of a person in every file of a home, in every spelling."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connections


def spellings(text: str) -> Iterator[bytes]:
    """UTF-8, UTF-16 both ways, GB 18030, base64 at its three alignments, hex, escaped in JSON."""
    for raw in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield raw
        yield from _wrapped(raw)
    yield text.encode("gb18030")
    yield from _wrapped(text.encode("gb18030"))
    escaped = json.dumps(text)[1:-1]
    yield escaped.encode()
    yield escaped.upper().encode()


def of_bytes(secret: bytes) -> Iterator[bytes]:
    """A key: the middle of it raw (a page may cut it), hex and base64 of the whole."""
    yield secret[: len(secret) // 2]
    yield secret[len(secret) // 2 :]
    yield from _wrapped(secret)


def _wrapped(raw: bytes) -> Iterator[bytes]:
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for shift in range(3):
        part = raw[shift : shift + (len(raw) - shift) // 3 * 3]
        if len(part) >= 6:  # shorter ones stand anywhere
            yield base64.b64encode(part)
            yield base64.urlsafe_b64encode(part)


def files(home: Path) -> list[Path]:
    """The data folder, and each database with its ``-wal`` and ``-shm``."""
    found = {one for one in home.rglob("*") if one.is_file()}
    for alias in ("default", "keyring"):
        name = Path(connections[alias].settings_dict["NAME"])
        found |= {one for one in name.parent.iterdir() if one.name.startswith(name.name)}
    return sorted(found)


def found(needles: Iterable[bytes], home: Path) -> set[tuple[str, bytes]]:
    """(file, needle) for each hit.  Deleted rows count as much as living ones: bytes are read."""
    wanted = set(needles)
    return {
        (path.name, needle)
        for path in files(home)
        for content in (path.read_bytes(),)
        for needle in wanted
        if needle in content
    }
