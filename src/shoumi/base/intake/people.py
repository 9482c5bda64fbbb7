"""From rows of several files to people: one subject per person.

Rows are the same person when

1. their identity numbers are equal, and no name says otherwise;
2. mobile and name are equal, or the customer number and the name;
3. name and company, name and birthday, or name and address are equal,

and nothing between them contradicts: two identity numbers, two birthdays, or under 3 two mobile
numbers.  What would match but contradicts is *doubtful*: listed, never merged.  So are one mobile
number under two names, and one name in two files with nothing to tell the people apart.

Staff and mere recipients are no customers.  Equal keys meet in dictionaries and sets join in a
union-find, so the work grows with the rows, not with the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shoumi.base.intake import values as read
from shoumi.base.intake.problems import Problem
from shoumi.base.intake.spelling import address_key, name_key
from shoumi.base.intake.unions import Unions
from shoumi.core.fields import FieldRegister
from shoumi.core.refs import Ref
from shoumi.core.retention import ends_on

CHILD_AGE = 14  # PIPL 28, 31: under fourteen
STAFF = ("员工", "职工", "雇员", "同事", "staff", "employee")
RECIPIENTS = ("收件人", "收货人", "recipient")


class Doubt(StrEnum):
    SAME_MOBILE = "same_mobile"
    SAME_NAME = "same_name"
    SAME_ID = "same_id"
    CONTRADICTION = "contradiction"


class Out(StrEnum):
    """Why a row is no customer."""

    STAFF = "staff"
    RECIPIENT = "recipient"
    FOOTER = "footer"
    AFTER_CUT_OFF = "after_cut_off"


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a file; ``place`` as people write it."""

    file: str
    sheet: str
    line: int
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """Values by field code, as ``values.read`` gives them; ``held``: who this already is here."""

    values: Mapping[str, str]
    source: Source
    role: str = ""
    is_recipient: bool = False
    held: Ref | None = None


@dataclass(slots=True)
class Person:
    """``origin`` says for each field which row it came from: the last file that had a value."""

    values: dict[str, str]
    origin: dict[str, Source]
    sources: tuple[Source, ...]
    is_child: bool = False
    is_contact: bool = False
    is_expired: bool = False
    retention_until: date | None = None
    guardian: int | None = None
    held: Ref | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """People (by their place in ``Linked.people``) who may be one; a person decides."""

    why: Doubt
    people: tuple[int, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    why: Out
    source: Source


@dataclass(frozen=True, slots=True)
class Linked:
    people: list[Person]
    doubtful: list[Doubtful]
    excluded: list[Excluded]
    errors: list[Problem] = field(default_factory=list)


def link(rows: Sequence[Row], register: FieldRegister, today: date) -> Linked:
    """The people in ``rows``, in the order in which they first appear."""
    excluded: list[Excluded] = []
    customers: list[Row] = []
    for row in rows:
        why = _out(row)
        if why:
            excluded.append(Excluded(why, row.source))
        else:
            customers.append(row)
    union = _Union(customers)
    people, of_row, errors = _gather(customers, union.sets, register, today)
    _find_guardians(people)
    doubtful = [*union.doubtful(people, of_row), *_same_mobile(people), *_same_name(people)]
    return Linked(people, doubtful, excluded, errors)


def _out(row: Row) -> Out | None:
    role, sheet = row.role.casefold(), row.source.sheet.casefold()
    if any(word in role for word in STAFF) or (not role and any(word in sheet for word in STAFF)):
        return Out.STAFF
    if row.is_recipient or any(word in role for word in RECIPIENTS):
        return Out.RECIPIENT
    return None


class _Union:
    """Joins rows by their keys and remembers what contradicted."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.sets = Unions(len(rows))
        self.told: list[tuple[Doubt, int, int]] = []
        # One fact per set of rows, kept at its root: what would contradict a union.
        self._facts = [
            {
                code: row.values[code]
                for code in ("id_number", "birth_on", "mobile")
                if row.values.get(code)
            }
            for row in rows
        ]
        names = [name_key(row.values.get("name", "")) for row in rows]
        self._join(
            ((row.values.get("id_number"),) for row in rows),
            Doubt.SAME_ID,
            ("birth_on",),
            names=names,
        )
        for code in ("mobile", "customer_no"):
            self._join(
                ((name, row.values.get(code)) for name, row in zip(names, rows, strict=True)),
                Doubt.CONTRADICTION,
                ("id_number", "birth_on"),
            )
        for code in ("company_name", "birth_on", "address"):
            self._join(
                (
                    (name, address_key(row.values.get(code, "")))
                    for name, row in zip(names, rows, strict=True)
                ),
                Doubt.CONTRADICTION,
                ("id_number", "birth_on", "mobile"),
            )

    def _join(
        self,
        keys: Iterable[tuple[str | None, ...]],
        doubt: Doubt,
        vetoes: tuple[str, ...],
        *,
        names: Sequence[str] | None = None,
    ) -> None:
        first: dict[tuple[str | None, ...], int] = {}
        for at, key in enumerate(keys):
            if not all(key):
                continue
            one = first.setdefault(key, at)
            if one == at or self.sets.same(one, at):
                continue
            differs = names is not None and names[one] and names[at] and names[one] != names[at]
            if differs or self._contradict(one, at, vetoes):
                self.told.append((doubt, one, at))
            else:
                self._unite(one, at)

    def _contradict(self, one: int, other: int, vetoes: Iterable[str]) -> bool:
        mine, theirs = self._facts[self.sets.root(one)], self._facts[self.sets.root(other)]
        return any(
            code in mine and code in theirs and mine[code] != theirs[code] for code in vetoes
        )

    def _unite(self, one: int, other: int) -> None:
        facts = {**self._facts[self.sets.root(other)], **self._facts[self.sets.root(one)]}
        self.sets.unite(one, other)
        self._facts[self.sets.root(one)] = facts

    def doubtful(self, people: Sequence[Person], of_row: Sequence[int]) -> Iterator[Doubtful]:
        seen: set[tuple[int, int]] = set()
        for why, one, other in self.told:
            pair = (of_row[one], of_row[other])
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield _doubtful(why, sorted(pair), people)


def _gather(
    rows: Sequence[Row], sets: Unions, register: FieldRegister, today: date
) -> tuple[list[Person], list[int], list[Problem]]:
    numbers: dict[int, int] = {}
    members: list[list[Row]] = []
    of_row = []
    for at, row in enumerate(rows):
        number = numbers.setdefault(sets.root(at), len(members))
        if number == len(members):
            members.append([])
        members[number].append(row)
        of_row.append(number)
    people = [_person(own, register, today) for own in members]
    return people, of_row, [problem for own in members for problem in _repeated(own)]


def _person(rows: Sequence[Row], register: FieldRegister, today: date) -> Person:
    values: dict[str, str] = {}
    origin: dict[str, Source] = {}
    for row in rows:
        for code, text in row.values.items():
            if text:
                values[code], origin[code] = text, row.source
    person = Person(values, origin, tuple(row.source for row in rows if row.held is None))
    person.held = next((row.held for row in rows if row.held), None)
    born = read.born_on(values)
    person.is_child = born is not None and read.is_under(CHILD_AGE, born, today)
    person.is_contact = bool(values.get("company_name")) and not person.is_child
    if closed := values.get("closed_on"):
        days = max(
            (register[code].retention_days for code in values if code in register), default=0
        )
        person.retention_until = ends_on(date.fromisoformat(closed), days)
        person.is_expired = person.retention_until < today
    return person


def _repeated(rows: Sequence[Row]) -> Iterator[Problem]:
    """The same person twice in one sheet: somebody was entered twice, or two are mixed up."""
    first: dict[tuple[str, str], Source] = {}
    held: set[Ref] = set()
    for row in rows:
        if row.held:
            held.add(row.held)
            continue
        source = row.source
        one = first.setdefault((source.file, source.sheet), source)
        if one is not source:
            yield Problem("row.duplicate_person", source.place, {"other": one.place})
    if len(held) > 1:
        yield Problem("row.held_twice", rows[-1].source.place, {"count": len(held)})


def _find_guardians(people: Sequence[Person]) -> None:
    by_contact = {
        (own.values.get("mobile"), name_key(own.values.get("name", ""))): at
        for at, own in enumerate(people)
    }
    for own in people:
        mobile, name = own.values.get("guardian_mobile"), own.values.get("guardian_name", "")
        if own.is_child and mobile and name:
            own.guardian = by_contact.get((mobile, name_key(name)))


def _same_mobile(people: Sequence[Person]) -> Iterator[Doubtful]:
    groups: dict[str, list[int]] = {}
    for at, own in enumerate(people):
        mobile = own.values.get("mobile")
        # A child is reached over the parent's number: that is no doubt about who they are.
        if mobile and not (own.is_child and mobile == own.values.get("guardian_mobile")):
            groups.setdefault(mobile, []).append(at)
    for group in groups.values():
        known = [at for at in group if not _is_ward(people, at, group)]
        if (
            len(known) > 1
            and len({name_key(people[at].values.get("name", "")) for at in known}) > 1
        ):
            yield _doubtful(Doubt.SAME_MOBILE, known, people)


def _is_ward(people: Sequence[Person], at: int, group: Sequence[int]) -> bool:
    return people[at].is_child and people[at].guardian in group


def _same_name(people: Sequence[Person]) -> Iterator[Doubtful]:
    """One name in different files, and no two identity numbers or birthdays to tell them apart."""
    groups: dict[str, list[int]] = {}
    for at, own in enumerate(people):
        if name := name_key(own.values.get("name", "")):
            groups.setdefault(name, []).append(at)
    for group in groups.values():
        files = {source.file for at in group for source in people[at].sources}
        if len(group) > 1 and len(files) > 1 and not _all_apart(group, people):
            yield _doubtful(Doubt.SAME_NAME, group, people)


def _all_apart(group: Sequence[int], people: Sequence[Person]) -> bool:
    return any(
        len({people[at].values.get(code) for at in group} - {None}) == len(group)
        for code in ("id_number", "birth_on")
    )


def _doubtful(why: Doubt, group: Sequence[int], people: Sequence[Person]) -> Doubtful:
    places = (people[at].sources for at in group)
    return Doubtful(why, tuple(group), tuple(own[0].place for own in places if own))
