"""Rows packed together, some hundred at a time; how they are held and why is said in ``packed``.

What makes a part of rows takes plain values, so that another process can do it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import overload

import pyarrow as pa

from shoumi.base.intake import duplicates
from shoumi.base.intake.normalisation import address_key, name_key
from shoumi.base.intake.rows import Out, Row, Source
from shoumi.base.intake.subject_flags import Judge

# Rows that are packed together: few enough to unpack all for one of them.
PART = 512
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
_STAFF = ("员工", "职工", "雇员", "同事", "staff", "employee")
_RECIPIENTS = ("收件人", "收货人", "recipient")
KINDS = {Out.STAFF: 1, Out.RECIPIENT: 2, Out.AT_REST: 3}
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """Rows of one sheet, by column.

    ``lines``  of each row the line of the file
    ``texts``  field code to the text of each row, empty where it has none
    ``roles``  of each row, or nothing where no row has one
    """

    file: str
    sheet: str
    is_in_book: bool
    is_recipient: bool
    lines: Sequence[int]
    texts: Columns
    roles: Sequence[str] = ()

    def source(self, at: int) -> Source:
        return Source(self.file, self.sheet, self.lines[at], self.is_in_book)

    def values(self, at: int) -> dict[str, str]:
        return {code: text for code, own in self.texts.items() if (text := own[at])}

    def row(self, at: int) -> Row:
        role = self.roles[at] if self.roles else ""
        return Row(self.values(at), self.source(at), role, self.is_recipient)

    def slice(self, start: int, end: int) -> Block:
        """These rows alone, without the fields that none of them has."""
        texts = {code: own[start:end] for code, own in self.texts.items()}
        return replace(
            self,
            lines=self.lines[start:end],
            texts={code: own for code, own in texts.items() if any(own)},
            roles=self.roles[start:end],
        )

    def take(self, places: Sequence[int]) -> Block:
        """These rows alone."""
        texts = {code: [own[at] for at in places] for code, own in self.texts.items()}
        lines = [self.lines[at] for at in places]
        return replace(
            self, lines=lines, texts=texts, roles=[self.roles[at] for at in places if self.roles]
        )


@dataclass(slots=True, repr=False)
class Packed:
    """Texts that can be given to another process as they are: some bytes a row.

    ``packed``  the texts of all ``codes`` and the roles, column by column
    """

    codes: tuple[str, ...]
    packed: bytes
    size: int
    count: int

    def __len__(self) -> int:
        return self.count

    def texts(self) -> Iterator[Sequence[str]]:
        """Of each row its texts and its role."""
        opened: bytes = _CODEC.decompress(self.packed, decompressed_size=self.size, asbytes=True)
        cells, count = opened.decode().split(_BETWEEN), self.count
        return zip(*(cells[at : at + count] for at in range(0, len(cells), count)), strict=True)


def values_of(codes: tuple[str, ...], cells: Sequence[str]) -> dict[str, str]:
    """What a row of ``Packed.texts`` says; its role is no value."""
    values = dict(zip(codes, cells, strict=False))
    if "" in values.values():
        return {code: text for code, text in values.items() if text}
    return values


@dataclass(slots=True, repr=False)
class Handed(Sequence[Mapping[str, str]]):
    """The values of people in some rows, unpacked where somebody looks.

    ``rows``    of each person how many
    ``packs``   of each row which of ``packed``, after the last of them which of ``loose``
    ``places``  of each row where it is in there
    """

    packed: list[Packed]
    loose: list[Mapping[str, str]]
    rows: array[int]
    packs: array[int]
    places: array[int]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, str]]: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        return list(self)[at]

    def __iter__(self) -> Iterator[dict[str, str]]:
        opened = [list(own.texts()) for own in self.packed]
        codes = [own.codes for own in self.packed]
        given = len(opened)
        told = (
            values_of(codes[pack], opened[pack][place]) if pack < given else dict(self.loose[place])
            for pack, place in zip(self.packs, self.places, strict=True)
        )
        for count in self.rows:
            values = next(told)
            for own in islice(told, count - 1):
                # Of each field what the last row says that says something.
                values |= own
            yield values


@dataclass(slots=True, repr=False)
class Part:
    """``held``: the rows as they were given, or packed."""

    first: Source
    is_recipient: bool
    lines: array[int]
    codes: tuple[str, ...]
    held: Packed | list[Row]
    hashes: dict[str, array[int]]
    out: bytearray
    marks: bytearray
    until: array[int]

    def source(self, at: int) -> Source:
        return self.first._replace(line=self.lines[at])

    def leave_out(self, at: int, why: Out) -> None:
        self.out[at] = KINDS[why]
        for own in self.hashes.values():
            own[at] = 0


def parts(block: Block, judge: Judge, hashing: duplicates.Hashing) -> Iterator[Part]:
    """The rows of ``block``, packed."""
    for start in range(0, len(block.lines), PART):
        yield part(block.slice(start, start + PART), judge, hashing)


def part(block: Block, judge: Judge, hashing: duplicates.Hashing, held: Sequence[Row] = ()) -> Part:
    """All rows of ``block`` in one; ``held``: as rows of people who are here already."""
    count = len(block.lines)
    marks, until = judge.each(block.texts, count)
    made = Part(
        first=block.source(0),
        is_recipient=block.is_recipient,
        lines=array("i", block.lines),
        codes=tuple(block.texts),
        held=list(held) or _packed(block),
        hashes=_hashes(block.texts, count, hashing),
        out=bytearray(count),
        marks=marks,
        until=until,
    )
    for at, why in _out(block):
        made.leave_out(at, why)
    return made


def _packed(block: Block) -> Packed | list[Row]:
    count = len(block.lines)
    cells = [*chain.from_iterable(block.texts.values()), *(block.roles or [""] * count)]
    text = _BETWEEN.join(cells)
    if text.count(_BETWEEN) >= len(cells):
        return [block.row(at) for at in range(count)]
    told = text.encode()
    packed = _CODEC.compress(told, asbytes=True)
    return Packed(tuple(block.texts), packed, len(told), count)


def _hashes(columns: Columns, count: int, hashing: duplicates.Hashing) -> dict[str, array[int]]:
    nothing = array("q", [0]) * count
    names = hashing.each(map(name_key, columns["name"])) if "name" in columns else nothing
    own = {
        code: hashing.each(map(spell, columns[code]))
        for code, spell in PAIRED.items()
        if code in columns
    }
    return {
        ID: hashing.each(columns[ID]) if ID in columns else nothing[:],
        "name": names[:],
        "number": own["mobile"] if "mobile" in own else nothing[:],
        **{
            code: duplicates.paired(names, own[code]) if code in own else nothing[:]
            for code in PAIRED
        },
    }


def no_customers(block: Block) -> dict[int, Out]:
    """Which rows are no customer's, and why."""
    return dict(_out(block))


def _out(block: Block) -> Iterator[tuple[int, Out]]:
    """Which rows are no customer's."""
    roles = block.roles or [""] * len(block.lines)
    whys = {role: _why_out(role, block) for role in set(roles)}
    if any(whys.values()):
        yield from ((at, why) for at, role in enumerate(roles) if (why := whys[role]) is not None)


def _why_out(role: str, block: Block) -> Out | None:
    role, sheet = role.casefold(), block.sheet.casefold()
    if any(word in role for word in _STAFF) or (not role and any(word in sheet for word in _STAFF)):
        return Out.STAFF
    if block.is_recipient or any(word in role for word in _RECIPIENTS):
        return Out.RECIPIENT
    return None
