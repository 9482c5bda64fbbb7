"""The digest over a record: each line adds to what stood before it, so none can be changed, added
or taken away without another digest at the end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

NOTHING = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What of a line counts; its text by ``commitment``."""

    ref: str
    place: int
    part: str
    way: str
    by: str
    said_at: datetime
    commitment: str


def following(trail: str, one: Entry) -> str:
    """The digest (hex) once ``one`` came after what ``trail`` is of."""
    told = [
        trail or NOTHING,
        one.ref,
        one.place,
        one.part,
        one.way,
        one.by,
        one.said_at.astimezone(UTC).isoformat(timespec="microseconds"),
        one.commitment,
    ]
    return sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def of(record: Iterable[Entry]) -> str:
    found = NOTHING
    for one in record:
        found = following(found, one)
    return found


def commitment(salt: bytes, text: str) -> str:
    """Of a text with the random number that is sealed beside it."""
    return sha256(b"shoumi said\0" + salt + text.encode()).hexdigest()
