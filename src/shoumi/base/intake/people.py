"""From rows of several files to people: one subject per person.

Rows are the same person when

1. their identity numbers are equal, and no name says otherwise;
2. mobile and name are equal, or the customer number and the name;
3. name and company, name and birthday, or name and address are equal,

and nothing between them contradicts: two identity numbers, two birthdays, or under 3 two mobile
numbers.  What would match but contradicts is *doubtful*: listed, never merged.  So are one mobile
number under two names, and one name in two files with nothing to tell the people apart.  Under 3
the numbers and birthdays settle it alone: they are different people.

Staff and mere recipients are no customers.  Equal keys meet in dictionaries and sets join in a
union-find, so the work grows with the rows, not with the pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date

from shoumi.base.intake import values as read
from shoumi.base.intake.doubts import same_mobile, same_name
from shoumi.base.intake.matching import Matching
from shoumi.base.intake.problems import Problem
from shoumi.base.intake.rows import (
    Doubt,
    Doubtful,
    Excluded,
    Linked,
    Out,
    Person,
    Row,
    Source,
)
from shoumi.base.intake.spelling import name_key
from shoumi.base.intake.unions import Unions
from shoumi.core.fields import FieldRegister
from shoumi.core.refs import Ref
from shoumi.core.retention import ends_on

__all__ = [
    "Doubt",
    "Doubtful",
    "Excluded",
    "Linked",
    "Out",
    "Person",
    "Row",
    "Source",
    "link",
]

CHILD_AGE = 14  # PIPL 28, 31: under fourteen
STAFF = ("员工", "职工", "雇员", "同事", "staff", "employee")
RECIPIENTS = ("收件人", "收货人", "recipient")


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
    match = Matching(customers)
    people, of_row, errors = _gather(customers, match.sets, register, today)
    _find_guardians(people)
    doubtful = [*match.doubtful(people, of_row), *same_mobile(people), *same_name(people)]
    return Linked(people, doubtful, excluded, errors)


def _out(row: Row) -> Out | None:
    role, sheet = row.role.casefold(), row.source.sheet.casefold()
    if any(word in role for word in STAFF) or (not role and any(word in sheet for word in STAFF)):
        return Out.STAFF
    if row.is_recipient or any(word in role for word in RECIPIENTS):
        return Out.RECIPIENT
    return None


def _gather(
    rows: Sequence[Row], sets: Unions, register: FieldRegister, today: date
) -> tuple[list[Person], Sequence[int], list[Problem]]:
    # By the root of a set the number of its person.
    numbers = array("q", [-1]) * len(rows)
    # Nearly everybody has one row; those who have more have a list of them.
    first: list[Row] = []
    several: dict[int, list[Row]] = {}
    of_row = array("q")
    for at, row in enumerate(rows):
        root = sets.root(at)
        number = numbers[root]
        if number < 0:
            number = numbers[root] = len(first)
            first.append(row)
        else:
            several.setdefault(number, [first[number]]).append(row)
        of_row.append(number)
    people = [
        _person(several.get(number) or (own,), register, today) for number, own in enumerate(first)
    ]
    twice = (several[number] for number in sorted(several))
    return people, of_row, [problem for own in twice for problem in _repeated(own)]


def _person(rows: Sequence[Row], register: FieldRegister, today: date) -> Person:
    person = _joined(rows)
    values = person.values
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


def _joined(rows: Sequence[Row]) -> Person:
    """Of each field what the last row says that says something."""
    first = rows[0]
    if len(rows) == 1 and first.held is None and all(first.values.values()):
        # Nearly everybody: nothing is copied.
        return Person(first.values, (first.source,))
    values: dict[str, str] = {}
    several: dict[str, Source] = {}
    for row in rows:
        for code, text in row.values.items():
            if text:
                values[code], several[code] = text, row.source
    return Person(values, tuple(row.source for row in rows if row.held is None), several)


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
    wards = [
        (own, (mobile, name_key(name)))
        for own in people
        if own.is_child
        and (mobile := own.values.get("guardian_mobile"))
        and (name := own.values.get("guardian_name", ""))
    ]
    wanted = {contact for _, contact in wards}
    mobiles = {mobile for mobile, _ in wanted}
    by_contact = {
        (own.values.get("mobile"), name_key(own.values.get("name", ""))): at
        for at, own in enumerate(people)
        if own.values.get("mobile") in mobiles
    }
    for own, contact in wards:
        own.guardian = by_contact.get(contact)
