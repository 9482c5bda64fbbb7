"""What the vault does to many people at once, as plain functions of plain values.

Each takes one task and gives one result that may be copied from process to process, so that a long
act can be spread over the processors of a machine.  A key goes along as ``Handed``; it does not
show, and whoever has the task has the key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import canonical, envelope, suites
from shoumi.core.vault.blind_index import IndexKey
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import Branch, Name, SubjectKey, WrappingKey
from shoumi.core.vault.keys import Row as Wrapped

# Subject, epoch, wrapped key, its commitment, which of the handed keys wraps it.
Row = tuple[str, int, bytes, bytes, int]
# Subject, record kind, compartment, envelope: in plain text, which is copied much faster.
Sealed = tuple[str, str, str, bytes]
_GRADES = {grade.value: grade for grade in DataGrade}
Telling = Callable[[int, Mapping[str, str]], tuple[Any, ...]]

R = TypeVar("R")
# People and the values of each, in their order, to what somebody wants of them.
Make = Callable[[Sequence[str], Sequence[Mapping[str, str]]], R]


@dataclass(frozen=True, slots=True, repr=False)
class Handed:
    """A deal's key and what the names under it have in common."""

    raw: bytes
    above: Name

    def branch(self) -> Branch:
        return WrappingKey(self.raw).branch(self.above)


@dataclass(frozen=True, slots=True, repr=False)
class Index:
    """The newest key of a field's search index."""

    raw: bytes
    suite: int
    epoch: int

    def key(self) -> IndexKey:
        return IndexKey(self.raw, suites.suite(self.suite))


@dataclass(frozen=True, slots=True, repr=False)
class Naming:
    """Whose names in the ledger are wanted.  ``receipts_of``: and whose receipt codes of it."""

    by: Mapping[int, Handed]
    rows: Sequence[Row]
    receipts_of: str = ""


def names(task: Naming) -> list[tuple[str, str]] | None:
    """The pseudonym and the receipt code (or nothing) of each row, in order.

    None where a key does not open: the caller reads them again, one of them may have moved.
    """
    try:
        opened = _opened(task.by, task.rows)
    except WillNotOpen:
        return None
    keys = [opened[row[0]] for row in task.rows]
    if task.receipts_of:
        of = Ref(task.receipts_of)
        return [(str(key.pseudonym()), key.receipt(of)) for key in keys]
    return [(str(key.pseudonym()), "") for key in keys]


@dataclass(frozen=True, slots=True, repr=False)
class Listing:
    """Rows of a bulk act: who is in it (``subject``), and ``facts`` that are alike for all."""

    naming: Naming
    facts: Mapping[str, str]


def listed(task: Listing) -> list[bytes] | None:
    """The canonical bytes of the row of each person, in order; None as ``names``."""
    told = names(task.naming)
    if told is None:
        return None
    return [line(name, task.facts) for name, _ in told]


def line(name: str, facts: Mapping[str, str]) -> bytes:
    """The row of whoever the ledger calls ``name``."""
    return canonical.encode({**facts, "subject": name})


def _opened(by: Mapping[int, Handed], rows: Iterable[Row]) -> dict[str, SubjectKey]:
    under: dict[int, list[Wrapped]] = {number: [] for number in by}
    for row in rows:
        under[row[4]].append(row[:4])
    opened: dict[str, SubjectKey] = {}
    for number, held in under.items():
        opened |= by[number].branch().unwrap_many(held)
    return opened


@dataclass(frozen=True, slots=True, repr=False)
class Opening:
    """Envelopes to open and the keys of their people; of the values only ``fields``."""

    tenant: str
    by: Mapping[int, Handed]
    rows: Sequence[Row]
    items: Sequence[Sealed]
    fields: Collection[str]


def reveal(task: Opening) -> list[dict[str, str]] | None:
    """The values of each item, in order; None where one does not open."""
    try:
        keys = _opened(task.by, task.rows)
        opened = envelope.unseal_many(
            [
                (keys[subject], subject, kind, _GRADES[grade], blob)
                for subject, kind, grade, blob in task.items
            ],
            tenant=task.tenant,
        )
    except (WillNotOpen, KeyError):
        return None
    fields = frozenset(task.fields)
    return [{code: text for code, text in values.items() if code in fields} for values in opened]


@dataclass(frozen=True, slots=True, repr=False)
class Making(Generic[R]):
    """An opening whose values stay where they are opened: what ``make`` makes of them comes back.

    ``make``  a function or an object that other processes can import
    """

    opening: Opening
    people: Sequence[str]
    make: Make[R]


def make(task: Making[R]) -> tuple[R] | None:
    """What is made of the values of the task's people; None where one does not open."""
    opened = reveal(task.opening)
    if opened is None:
        return None
    return (task.make(task.people, by_person(task.people, task.opening.items, opened)),)


def by_person(
    people: Sequence[str], items: Iterable[Sealed], opened: Iterable[Mapping[str, str]]
) -> list[dict[str, str]]:
    """The values of each person, those of all their ``items`` together."""
    values: dict[str, dict[str, str]] = {person: {} for person in people}
    for item, found in zip(items, opened, strict=True):
        values[item[0]] |= found
    return list(values.values())


@dataclass(frozen=True, slots=True, repr=False)
class Sealing:
    """People to seal: fresh keys under ``by``, an envelope a grade, tokens, a row of the ledger.

    ``values``  of each subject; they are looked at where they are sealed, once and in order
    ``grades``  field code to the grade it is kept in, for every field that may be met
    ``telling``  what is to be kept of each in the clear, by its place and its values
    """

    tenant: str
    suite: int
    by: Handed
    epoch: int
    kind: str
    subjects: Sequence[str]
    values: Sequence[Mapping[str, str]]
    grades: Mapping[str, DataGrade]
    indexes: Mapping[str, Index]
    telling: Telling | None = None


class Stored(NamedTuple):
    """What there is to store of a part, ready for the tables.

    ``keys``     subject, wrapped key, commitment
    ``records``  subject, grade, envelope
    ``tokens``   subject, field, token, epoch of the index key
    ``rows``     canonical bytes of each person's row in the ledger: pseudonym and grades
    ``told``     what ``Sealing.telling`` says of each
    """

    keys: list[tuple[str, bytes, bytes]]
    records: list[tuple[str, str, bytes]]
    tokens: list[tuple[str, str, int, int]]
    rows: list[bytes]
    told: list[tuple[Any, ...]]


def seal(task: Sealing) -> Stored:
    """Seal everybody in the task.

    Raises:
        NotSealable: a value is not text, or has half a character in it.
    """
    suite = suites.suite(task.suite)
    made = {one: SubjectKey.generate(epoch=task.epoch) for one in task.subjects}
    wrapped = task.by.branch().wrap_many(made, suite)
    given = list(task.values)
    split = [_split(values, task.grades) for values in given]
    items = [
        (key, subject, task.kind, grade, canonical.encode(values))
        for (subject, key), parts in zip(made.items(), split, strict=True)
        for grade, values in parts.items()
    ]
    sealed = envelope.seal_many(items, tenant=task.tenant, suite=suite)
    return Stored(
        [(one, *under) for one, under in zip(made, wrapped, strict=True)],
        [(item[1], item[3].value, blob) for item, blob in zip(items, sealed, strict=True)],
        _tokens(task, given),
        [
            canonical.encode({"grades": "".join(sorted(parts)), "subject": key.pseudonym()})
            for key, parts in zip(made.values(), split, strict=True)
        ],
        [task.telling(place, values) for place, values in enumerate(given)] if task.telling else [],
    )


def _split(
    values: Mapping[str, str], grades: Mapping[str, DataGrade]
) -> dict[DataGrade, dict[str, str]]:
    split: dict[DataGrade, dict[str, str]] = {}
    for code, text in values.items():
        grade = grades[code]
        if grade in split:
            split[grade][code] = text
        else:
            split[grade] = {code: text}
    return split


def _tokens(task: Sealing, given: Sequence[Mapping[str, str]]) -> list[tuple[str, str, int, int]]:
    found = []
    for field, index in task.indexes.items():
        token = index.key().token
        found += [
            (subject, field, token(values[field]), index.epoch)
            for subject, values in zip(task.subjects, given, strict=True)
            if field in values
        ]
    return found
