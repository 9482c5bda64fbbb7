"""From rows of several files to people: one subject per person.

Rows are the same person when

1. their identity numbers are equal, and no name says otherwise;
2. mobile and name are equal, or the customer number and the name;
3. name and company, name and birthday, or name and address are equal,

and nothing between them contradicts: two identity numbers, two birthdays, or under 3 two mobile
numbers.  What would match but contradicts is *doubtful*: listed, never merged.  So are one mobile
number under two names, and one name in two files with nothing to tell the people apart.  Under 3
the numbers and birthdays settle it alone: they are different people.

Staff and mere recipients are no customers.  Equal keys meet as equal numbers (``duplicates``) and
sets join in a union-find, so the work grows with the rows, not with the pairs, and nothing that is
kept of a row is larger than a few numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import duplicates
from shoumi.base.intake.lazy_people import People
from shoumi.base.intake.normalisation import name_key
from shoumi.base.intake.packed_rows import Rows
from shoumi.base.intake.possible_duplicates import same_mobile, same_name
from shoumi.base.intake.problems import Problem
from shoumi.base.intake.row_matches import RowMatches
from shoumi.base.intake.rows import (
    Doubt,
    Doubtful,
    Excluded,
    Out,
    Person,
    Row,
    Source,
)
from shoumi.base.intake.subject_flags import CHILD, Judge
from shoumi.core.fields import FieldRegister

__all__ = [
    "Doubt",
    "Doubtful",
    "Excluded",
    "Linked",
    "Out",
    "People",
    "Person",
    "Row",
    "Rows",
    "Source",
    "link",
    "rows_of",
]


@dataclass(frozen=True, slots=True)
class Linked:
    people: People
    doubtful: list[Doubtful]
    excluded: list[Excluded]
    errors: list[Problem] = field(default_factory=list)


def rows_of(register: FieldRegister, today: date, rows: Iterable[Row] = ()) -> Rows:
    """``rows`` held packed, to be linked by ``register`` on the day ``today``."""
    return Rows(Judge.by(register, today), rows)


def link(rows: Rows) -> Linked:
    """The people in ``rows``, in the order in which they first appear."""
    excluded = [
        Excluded(why, rows.source(at))
        for at, why in enumerate(rows.out())
        if why in (Out.STAFF, Out.RECIPIENT)
    ]
    match = RowMatches(rows)
    people = People(rows, match.sets)
    _find_guardians(people)
    doubtful = [*match.doubtful(people), *same_mobile(people), *same_name(people)]
    rows.forget("mobile", "name", "number")
    return Linked(people, doubtful, excluded, list(people.repeated()))


def _find_guardians(people: People) -> None:
    """The last one who has the name and the number that a child names is its guardian."""
    wards = [at for at, marks in enumerate(people.marks) if marks & CHILD]
    contacts = {
        at: contact
        for at, values in zip(wards, people.values_of(wards), strict=True)
        if (contact := _contact(values.get("guardian_name"), values.get("guardian_mobile")))
    }
    if not contacts:
        return
    pair = people.rows.hashing.pair
    wanted = pa.array([pair(*contact) for contact in contacts.values()], pa.int64())
    found = pc.is_in(duplicates.arrow(people.hashes("mobile")), value_set=wanted)
    likely = pc.indices_nonzero(found).to_pylist()
    by_contact = {
        _contact(values.get("name"), values.get("mobile")): at
        for at, values in zip(likely, people.values_of(likely), strict=True)
    }
    for at, contact in contacts.items():
        if (guardian := by_contact.get(contact)) is not None:
            people.guardians[at] = guardian


def _contact(name: str | None, mobile: str | None) -> tuple[str, str] | None:
    return (name_key(name), mobile) if name and mobile else None
