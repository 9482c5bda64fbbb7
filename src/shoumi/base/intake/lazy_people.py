"""The people found in rows, each made when somebody looks."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import overload

from shoumi.base.intake import duplicates
from shoumi.base.intake.disjoint_sets import Unions
from shoumi.base.intake.normalisation import name_key
from shoumi.base.intake.packed_rows import Rows
from shoumi.base.intake.problems import Problem
from shoumi.base.intake.row_chunks import Handed
from shoumi.base.intake.rows import Person, Row, Source
from shoumi.base.intake.subject_flags import CHILD, CONTACT, EXPIRED
from shoumi.core.refs import Ref


class People(Sequence[Person]):
    """The sets of rows that ``sets`` joined, in the order in which they first appear.

    ``of_row``     for each row the number of its person, -1 of rows that are nobody's
    ``guardians``  of children the numbers of those over whom they are reached
    """

    def __init__(self, rows: Rows, sets: Unions) -> None:
        self.rows = rows
        self.of_row = array("i", [-1]) * len(rows)
        self.guardians: dict[int, int] = {}
        self._first = array("i")
        # Rows of one person hang together, each on the one before it; -1 is the end.
        self._next = array("i", [-1]) * len(rows)
        self._twice = bytearray()
        last = array("i", [-1]) * len(rows)
        for at, why in enumerate(rows.out()):
            if why is not None:
                continue
            root = sets.root(at)
            before, last[root] = last[root], at
            if before < 0:
                self.of_row[at] = len(self._first)
                self._first.append(at)
                self._twice.append(0)
            else:
                number = self.of_row[at] = self.of_row[before]
                self._next[before], self._twice[number] = at, 1
        del last
        self._held: dict[int, Ref] = {}
        self.marks, self._until = bytearray(), array("i")
        # Of those who have more than one row.
        self._anew: dict[str, array[int]] = {}
        self._stand()

    def _stand(self) -> None:
        """What follows for each: told by their one row, judged anew where they have more."""
        marks, until = self.rows.standings()
        self.marks.extend(map(marks.__getitem__, self._first))
        self._until.extend(map(until.__getitem__, self._first))
        names, numbers, own = list[str](), list[str](), list[str]()
        for number in self.twice:
            values = joined(self._rows(number)).values
            self.marks[number], self._until[number] = self.rows.judge(values)
            is_child = bool(self.marks[number] & CHILD)
            names.append(name_key(values.get("name", "")))
            numbers.append(values.get("mobile", ""))
            own.append(own_mobile(values, is_child=is_child) or "")
        each = self.rows.hashing.each
        self._anew = {"name": each(names), "number": each(own)}
        self._anew["mobile"] = duplicates.paired(self._anew["name"], each(numbers))
        for at, ref in self.rows.held_already():
            self._held.setdefault(self.of_row[at], ref)

    def __len__(self) -> int:
        return len(self._first)

    @overload
    def __getitem__(self, at: int) -> Person: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Person]: ...
    def __getitem__(self, at: int | slice) -> Person | Sequence[Person]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        person = joined(self._rows(at))
        marks, until = self.marks[at], self._until[at]
        person.is_child = bool(marks & CHILD)
        person.is_contact = bool(marks & CONTACT)
        person.is_expired = bool(marks & EXPIRED)
        person.retention_until = date.fromordinal(until) if until else None
        person.guardian = self.guardians.get(at)
        person.held = self._held.get(at)
        return person

    def places(self, number: int) -> Iterator[int]:
        """The rows of a person, by their places."""
        at = self._first[number]
        while at >= 0:
            yield at
            at = self._next[at]

    def _rows(self, number: int) -> list[Row]:
        return [self.rows[at] for at in self.places(number)]

    def held(self, number: int) -> Ref | None:
        """Who a person already is here."""
        return self._held.get(number)

    def sources(self, number: int) -> list[Source]:
        """The rows of files that a person has."""
        return [self.rows.source(at) for at in self.places(number) if self.rows.held(at) is None]

    def is_told(self, number: int) -> bool:
        """Whether somebody has a row in the files; of those who are here already not all do."""
        return number not in self._held or bool(self.sources(number))

    def merged_rows(self) -> int:
        """How many rows of files there are beyond one for each who has any."""
        held = sum(1 for _ in self.rows.held_already())
        told = len(self) - sum(1 for number in self._held if not self.is_told(number))
        return sum(1 for number in self.of_row if number >= 0) - held - told

    def values_of(self, numbers: Iterable[int]) -> Iterator[Mapping[str, str]]:
        return (joined(self._rows(number)).values for number in numbers)

    def handed(self, numbers: Sequence[int]) -> tuple[Handed, bytes, array[int]]:
        """The values of these people, for another process to unpack, their marks, and the last day
        of the retention of each as an ordinal or 0."""
        return (
            self.rows.handed(list(self.places(number)) for number in numbers),
            bytes(map(self.marks.__getitem__, numbers)),
            array("i", map(self._until.__getitem__, numbers)),
        )

    @property
    def twice(self) -> Iterator[int]:
        """Those who have more than one row."""
        return (number for number, is_twice in enumerate(self._twice) if is_twice)

    def repeated(self) -> Iterator[Problem]:
        """The same person twice in one sheet: somebody was entered twice, or two are mixed up."""
        for number in self.twice:
            yield from self._repeated(number)

    def rows_of(self, number: int, code: str) -> list[int]:
        """The rows of files for which ``repeated`` says ``code`` of this person."""
        own = [at for at in self.places(number) if self.rows.held(at) is None]
        if code == "row.held_twice":
            return own
        sheets = Counter(self.rows.source(at)[:2] for at in own)
        return [at for at in own if sheets[self.rows.source(at)[:2]] > 1]

    def repeated_rows(self) -> Iterator[tuple[str, list[int]]]:
        """As ``repeated``: of each person once a kind, with all rows that it is about."""
        for number in self.twice:
            for code in dict.fromkeys(one.code for one in self._repeated(number)):
                yield code, self.rows_of(number, code)

    def _repeated(self, number: int) -> Iterator[Problem]:
        first: dict[tuple[str, str], Source] = {}
        held: set[Ref] = set()
        source = None
        for at in self.places(number):
            source = self.rows.source(at)
            if ref := self.rows.held(at):
                held.add(ref)
                continue
            one = first.setdefault((source.file, source.sheet), source)
            if one is not source:
                yield Problem("row.duplicate_person", source.place, {"other": one.place})
        if len(held) > 1 and source is not None:
            yield Problem("row.held_twice", source.place, {"count": len(held)})

    def hashes(self, key: str) -> array[int]:
        """For each person the hash of ``name``, of their mobile ``number``, or of both: ``mobile``.

        A child that is reached over the guardian's number has none of its own.
        """
        told = array("q", map(self.rows.flat(key).__getitem__, self._first))
        for number, own in zip(self.twice, self._anew[key], strict=True):
            told[number] = own
        if key == "number":
            children = [at for at, marks in enumerate(self.marks) if marks & CHILD]
            numbers = [own_mobile(one, is_child=True) or "" for one in self.values_of(children)]
            for at, hashed in zip(children, self.rows.hashing.each(numbers), strict=True):
                told[at] = hashed
        return told


def own_mobile(values: Mapping[str, str], *, is_child: bool) -> str | None:
    """A child is reached over the parent's number: that is no doubt about who they are."""
    told = values.get("mobile")
    return None if is_child and told == values.get("guardian_mobile") else told


def joined(rows: Sequence[Row]) -> Person:
    """Of each field what the last row says that says something."""
    first = rows[0]
    if len(rows) == 1 and first.held is None and all(first.values.values()):
        return Person(first.values, (first.source,))
    values: dict[str, str] = {}
    several: dict[str, Source] = {}
    for row in rows:
        for code, text in row.values.items():
            if text:
                values[code], several[code] = text, row.source
    return Person(values, tuple(row.source for row in rows if row.held is None), several)
