"""The rows of all files, held packed: what is said of a million people fits into memory.

As a dictionary a row takes more than a kilobyte.  Here rows lie in parts of ``PART``, the texts of
a part compressed together (some 40 bytes a row); beside them stays what linking looks at of every
row: hashes of its keys (``duplicates``), whether it is about a customer at all, and what follows
for somebody who has no other row.  A row is unpacked when somebody looks; the parts looked at last
are kept, since rows are mostly looked at in order.  Whoever seals people gets the parts as they
are and unpacks them in another process (``Rows.handed``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import overload

import pyarrow as pa

from shoumi.base.intake import duplicates, row_chunks
from shoumi.base.intake.row_chunks import ID, KINDS, PAIRED, PART, Block, Handed, Packed, Part
from shoumi.base.intake.rows import Out, Row, Source
from shoumi.base.intake.subject_flags import Judge
from shoumi.core.refs import Ref

__all__ = ["ID", "KEYS", "PAIRED", "PART", "Rows"]

_KEPT = 32
# Of a part of which less than one row in so many is wanted the rows are unpacked one by one.
_SINGLE = 16
KEYS = (ID, *PAIRED)
_OUT = {kind: why for why, kind in KINDS.items()}


class Rows(Sequence[Row]):
    """Rows in the order in which they were added; ``judge`` says what follows from each."""

    def __init__(
        self, judge: Judge, rows: Iterable[Row] = (), hashing: duplicates.Hashing | None = None
    ) -> None:
        self.judge, self.hashing = judge, hashing or duplicates.Hashing()
        self._parts: list[Part] = []
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
                few = own[start : start + PART]
                held = few if few[0].held is not None else ()
                self.append(row_chunks.part(_block(few), self.judge, self.hashing, held))

    def after(self, first: Sequence[Row]) -> Rows:
        """``first``, then these; what is of these is theirs no more."""
        both = Rows(self.judge, first, self.hashing)
        for one in self._parts:
            both.append(one)
        return both

    def without(self, gone: Container[int]) -> Rows:
        """As new, without these rows and those of people at rest; both keep what they say."""
        kept = (
            self[at]
            for at, why in enumerate(self.out())
            if at not in gone and why is not Out.AT_REST
        )
        return Rows(self.judge, kept)

    def append(self, one: Part) -> None:
        """Take in what ``row_chunks.parts`` made with this judge and this hashing."""
        self._parts.append(one)
        self._starts.append(self._count)
        self._count += len(one.lines)
        self.codes.update(one.codes)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        return self._at(*self._find(at))

    def _at(self, number: int, place: int) -> Row:
        own = self._parts[number]
        if isinstance(own.held, list):
            return own.held[place]
        cells = self._opened(number, own.held)[place]
        values = row_chunks.values_of(own.codes, cells)
        return Row(values, own.source(place), cells[-1], own.is_recipient)

    def _opened(self, number: int, packed: Packed) -> list[Sequence[str]]:
        found = self._looked_at.get(number)
        if found is None:
            found = self._looked_at[number] = list(packed.texts())
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

    def handed(self, people: Iterable[Sequence[int]]) -> Handed:
        """The values of ``people``, the rows of each, as they may be given to another process.

        A part of which much is wanted goes as it is; single rows are unpacked here.
        """
        counts, where = array("i"), list[tuple[int, int]]()
        for own in people:
            counts.append(len(own))
            where += map(self._find, own)
        wanted = Counter(number for number, _ in where)
        packed: dict[int, Packed] = {}
        for number, count in wanted.items():
            held = self._parts[number].held
            if isinstance(held, Packed) and count * _SINGLE >= len(held):
                packed[number] = held
        number_of = {number: pack for pack, number in enumerate(packed)}
        given, loose = len(packed), list[Mapping[str, str]]()
        packs, places = array("i"), array("i")
        for number, place in where:
            pack = number_of.get(number, given)
            if pack == given:
                values = self._at(number, place).values
                loose.append({code: text for code, text in values.items() if text})
                place = len(loose) - 1
            packs.append(pack)
            places.append(place)
        return Handed(list(packed.values()), loose, counts, packs, places)

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
            if isinstance(part.held, list):
                for place, row in enumerate(part.held):
                    if row.held is not None:
                        yield start + place, row.held

    def held(self, at: int) -> Ref | None:
        """Who the row already is here."""
        number, place = self._find(at)
        held = self._parts[number].held
        return held[place].held if isinstance(held, list) else None

    def out(self) -> Iterator[Out | None]:
        """For each row why it is no customer's."""
        return map(_OUT.get, chain.from_iterable(part.out for part in self._parts))

    def leave_out(self, places: Iterable[int]) -> None:
        """Rows of people who may be stored only: nobody is linked by them."""
        for at in places:
            number, place = self._find(at)
            self._parts[number].leave_out(place, Out.AT_REST)

    def hashes(self, key: str) -> pa.ChunkedArray:
        """For each row the hash of one of ``KEYS``, of its ``name`` or of its ``number``."""
        told = [duplicates.arrow(part.hashes[key]) for part in self._parts]
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


def _block(rows: Sequence[Row]) -> Block:
    """Rows that belong together, by column."""
    first, codes = rows[0], dict.fromkeys(chain.from_iterable(row.values for row in rows))
    return Block(
        first.source.file,
        first.source.sheet,
        first.source.is_in_book,
        first.is_recipient,
        [row.source.line for row in rows],
        {code: [row.values.get(code) or "" for row in rows] for code in codes},
        [row.role for row in rows],
    )
