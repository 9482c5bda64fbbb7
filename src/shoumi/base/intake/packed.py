"""The rows of all files, held packed: what is said of a million people fits into memory.

As a dictionary a row takes more than a kilobyte.  Here rows lie in parts of ``PART``, the texts of
a part compressed together (some 40 bytes a row); beside them stays what linking looks at of every
row: hashes of its keys (``twins``), whether it is about a customer at all, and what follows for
somebody who has no other row.  A row is unpacked when somebody looks; the parts looked at last are
kept, since rows are mostly looked at in order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import overload

import pyarrow as pa

from shoumi.base.intake import twins
from shoumi.base.intake.rows import Out, Row, Source
from shoumi.base.intake.spelling import address_key, name_key
from shoumi.core.refs import Ref

# Rows that are packed together: few enough to unpack all for one of them.
PART = 512
_KEPT = 32
_CODEC = pa.Codec("zstd", compression_level=1)
# No text that was read has one; a text that does is no reason to fail.
_BETWEEN = "\0"

ID = "id_number"
# A key is the name with one of these, spelled for comparison.
PAIRED: Mapping[str, Callable[[str], str]] = {
    "mobile": str,
    "customer_no": str,
    "company_name": address_key,
    "birth_on": str,
    "address": address_key,
}
KEYS = (ID, *PAIRED)
_STAFF = ("员工", "职工", "雇员", "同事", "staff", "employee")
_RECIPIENTS = ("收件人", "收货人", "recipient")
_KINDS = {Out.STAFF: 1, Out.RECIPIENT: 2, Out.AT_REST: 3}
_OUT = {kind: why for why, kind in _KINDS.items()}
Columns = Mapping[str, Sequence[str]]
# What follows for somebody of whom these values are known: marks and a day, as ``standing`` says.
Judge = Callable[[Mapping[str, str]], tuple[int, int]]


@dataclass(slots=True, repr=False)
class _Part:
    """``packed``: the texts of all ``codes`` and the roles, or the rows as they were given."""

    first: Source
    is_recipient: bool
    lines: array[int]
    codes: tuple[str, ...]
    packed: bytes | list[Row]
    size: int
    hashes: dict[str, array[int]]
    out: bytearray
    marks: bytearray
    until: array[int]

    def texts(self) -> Iterator[Sequence[str]]:
        """Of each row its texts and its role."""
        assert isinstance(self.packed, bytes)
        opened: bytes = _CODEC.decompress(self.packed, decompressed_size=self.size, asbytes=True)
        cells, count = opened.decode().split(_BETWEEN), len(self.lines)
        return zip(*(cells[at : at + count] for at in range(0, len(cells), count)), strict=True)

    def source(self, at: int) -> Source:
        return self.first._replace(line=self.lines[at])


class Rows(Sequence[Row]):
    """Rows in the order in which they were added; ``judge`` says what follows from each."""

    def __init__(self, judge: Judge, rows: Iterable[Row] = ()) -> None:
        self.judge = judge
        self._parts: list[_Part] = []
        self._starts = array("q")
        self._count = 0
        self._looked_at: OrderedDict[int, list[Sequence[str]]] = OrderedDict()
        self.codes: set[str] = set()
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Take the rows in; of one sheet at a time, many at once, they are packed best."""
        for _, some in groupby(rows, _belonging):
            own = list(some)
            for start in range(0, len(own), PART):
                self._append(_part(own[start : start + PART], self.judge))

    def after(self, first: Sequence[Row]) -> Rows:
        """``first``, then these; what is of these is theirs no more."""
        both = Rows(self.judge, first)
        for part in self._parts:
            both._append(part)
        return both

    def _append(self, part: _Part) -> None:
        self._parts.append(part)
        self._starts.append(self._count)
        self._count += len(part.lines)
        self.codes.update(part.codes)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        number, place = self._find(at)
        part = self._parts[number]
        if isinstance(part.packed, list):
            return part.packed[place]
        *cells, role = self._opened(number)[place]
        values = dict(zip(part.codes, cells, strict=True))
        if "" in cells:
            values = {code: text for code, text in values.items() if text}
        return Row(values, part.source(place), role, part.is_recipient)

    def _opened(self, number: int) -> list[Sequence[str]]:
        found = self._looked_at.get(number)
        if found is None:
            found = self._looked_at[number] = list(self._parts[number].texts())
            if len(self._looked_at) > _KEPT:
                self._looked_at.popitem(last=False)
        else:
            self._looked_at.move_to_end(number)
        return found

    def _find(self, at: int) -> tuple[int, int]:
        """The number of the part in which row ``at`` is, and its place there."""
        if not 0 <= at < self._count:
            raise IndexError(at)
        number = bisect_right(self._starts, at) - 1
        return number, at - self._starts[number]

    def source(self, at: int) -> Source:
        """Where row ``at`` stands; nothing is unpacked."""
        number, place = self._find(at)
        return self._parts[number].source(place)

    def standings(self) -> tuple[bytearray, array[int]]:
        """For each row what was judged of it."""
        marks, until = bytearray(), array("i")
        for part in self._parts:
            marks += part.marks
            until += part.until
        return marks, until

    def held_already(self) -> Iterator[tuple[int, Ref]]:
        """The rows of people who are here already, by their places."""
        for start, part in zip(self._starts, self._parts, strict=True):
            if isinstance(part.packed, list):
                for place, row in enumerate(part.packed):
                    if row.held is not None:
                        yield start + place, row.held

    def held(self, at: int) -> Ref | None:
        """Who the row already is here."""
        number, place = self._find(at)
        packed = self._parts[number].packed
        return packed[place].held if isinstance(packed, list) else None

    def out(self) -> Iterator[Out | None]:
        """For each row why it is no customer's."""
        return map(_OUT.get, chain.from_iterable(part.out for part in self._parts))

    def leave_out(self, places: Iterable[int]) -> None:
        """Rows of people who may be stored only: nobody is linked by them."""
        for at in places:
            number, place = self._find(at)
            _leave_out(self._parts[number], place, Out.AT_REST)

    def hashes(self, key: str) -> pa.ChunkedArray:
        """For each row the hash of one of ``KEYS``, of its ``name`` or of its ``number``."""
        told = [twins.arrow(part.hashes[key]) for part in self._parts]
        return pa.chunked_array(told, pa.int64())

    def flat(self, key: str) -> array[int]:
        """As ``hashes``, in one piece."""
        told = array("q")
        for part in self._parts:
            told += part.hashes[key]
        return told

    def forget(self, *keys: str) -> None:
        """Drop hashes that nobody asks for any more."""
        for part in self._parts:
            for key in keys:
                part.hashes.pop(key, None)


def _belonging(row: Row) -> tuple[object, ...]:
    file, sheet, _, is_in_book = row.source
    return file, sheet, is_in_book, row.is_recipient, row.held is None


def _part(rows: Sequence[Row], judge: Judge) -> _Part:
    codes = tuple(dict.fromkeys(chain.from_iterable(row.values for row in rows)))
    columns = {code: [row.values.get(code) or "" for row in rows] for code in codes}
    packed, size = _packed(rows, columns)
    part = _Part(
        first=rows[0].source,
        is_recipient=rows[0].is_recipient,
        lines=array("i", (row.source.line for row in rows)),
        codes=codes,
        packed=packed,
        size=size,
        hashes=_hashes(columns, len(rows)),
        out=bytearray(len(rows)),
        marks=bytearray(len(rows)),
        until=array("i", [0]) * len(rows),
    )
    for at, row in enumerate(rows):
        part.marks[at], part.until[at] = judge(row.values)
        if why := _why_out(row):
            _leave_out(part, at, why)
    return part


def _packed(rows: Sequence[Row], columns: Columns) -> tuple[bytes | list[Row], int]:
    if rows[0].held is not None:
        return list(rows), 0
    cells = [*chain.from_iterable(columns.values()), *(row.role for row in rows)]
    text = _BETWEEN.join(cells)
    if text.count(_BETWEEN) >= len(cells):
        return list(rows), 0
    told = text.encode()
    return _CODEC.compress(told, asbytes=True), len(told)


def _hashes(columns: Columns, count: int) -> dict[str, array[int]]:
    hashed, empty = twins.hashed, [""] * count
    names = [name_key(name) for name in columns.get("name", empty)]
    told = {
        ID: array("q", map(hashed, columns.get(ID, empty))),
        "name": array("q", map(hashed, names)),
        "number": array("q", map(hashed, columns.get("mobile", empty))),
    }
    for code, spelled in PAIRED.items():
        if code in columns:
            keys = zip(names, map(spelled, columns[code]), strict=True)
            told[code] = array("q", [hash_of(*key) for key in keys])
        else:
            told[code] = array("q", [0]) * count
    return told


def hash_of(name: str, text: str) -> int:
    """The hash of a key of two parts, 0 where one says nothing."""
    return twins.hashed((name, text)) if name and text else 0


def _leave_out(part: _Part, at: int, why: Out) -> None:
    part.out[at] = _KINDS[why]
    for own in part.hashes.values():
        own[at] = 0


def _why_out(row: Row) -> Out | None:
    role, sheet = row.role.casefold(), row.source.sheet.casefold()
    if any(word in role for word in _STAFF) or (not role and any(word in sheet for word in _STAFF)):
        return Out.STAFF
    if row.is_recipient or any(word in role for word in _RECIPIENTS):
        return Out.RECIPIENT
    return None
