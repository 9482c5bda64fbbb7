"""What a room shows, kept sealed; rows in parts, so that their number does not count in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, overload

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.rooms.columnar_rows import Row, Table
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.models import Room
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

# Rows in one part, but for the last.
_AT_ONCE = 1_000
_KIND = "room_content"


def keep(inside: Inside, *, deal: Ref, actor: Ref, at: datetime) -> Document:
    """Seal what ``inside`` shows: one JSON document, of rows written part by part."""
    rows = inside.content
    if inside.level is not DisclosureLevel.L2 or not isinstance(rows, Sequence):
        return store.put(_json(rows), kind=_KIND, deal=deal, actor=actor, at=at)
    return store.put_parts(
        written(rows), count=_count(rows), kind=_KIND, deal=deal, actor=actor, at=at
    )


def written(rows: Sequence[object]) -> Iterator[bytes]:
    """The rows as JSON in parts, which joined are the list as one document."""
    count = _count(rows)
    for number in range(count):
        start, stop = number * _AT_ONCE, min((number + 1) * _AT_ONCE, len(rows))
        before, after = b", " if number else b"[", b"]" if number == count - 1 else b""
        if isinstance(rows, Table):
            inner = rows.json(start, stop).encode()
        else:
            inner = _json(list(rows[start:stop]))[1:-1]
        yield before + inner + after


def _count(rows: Sequence[object]) -> int:
    return max(1, -(-len(rows) // _AT_ONCE))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def content_of(room: Room) -> object:
    """What the room shows: its tables of counts, or its rows, which are opened as they are read.

    Raises:
        NoKey: it was destroyed.
        DocumentDamaged: it is not what was kept; of rows that are read later, then.
    """
    parts = store.parts(Ref(room.document))
    first = next(parts)
    if room.level == DisclosureLevel.L2:
        return Rows(Ref(room.document), room.rows, _rows(first))
    return json.loads(first + b"".join(parts))


class Rows(Sequence[Row]):
    """The rows of a room, a part of them in memory at a time."""

    def __init__(self, document: Ref, count: int, first: list[Row]) -> None:
        self._document, self._count, self._first = document, count, first

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for part in store.parts(self._document):
            yield from _rows(part)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        wanted = range(self._count)[at]
        if isinstance(wanted, int):
            return self._some(wanted, wanted + 1)[0]
        if wanted.step != 1:
            raise ValueError("rows are read forwards")
        return self._some(wanted.start, wanted.stop)

    def _some(self, start: int, stop: int) -> list[Row]:
        if stop <= len(self._first):
            return self._first[start:stop]
        # All parts but the last have as many rows as the first.
        number, skipped = divmod(start, len(self._first))
        found = (row for part in store.parts(self._document, number) for row in _rows(part))
        return list(islice(found, skipped, skipped + stop - start))


def _rows(part: bytes) -> list[Row]:
    inner = part.removeprefix(b"[").removeprefix(b", ").removesuffix(b"]")
    rows: list[dict[str, Any]] = json.loads(b"[" + inner + b"]")
    return rows
