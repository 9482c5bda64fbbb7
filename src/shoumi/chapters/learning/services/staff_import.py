"""A list of staff as a workbook: each is enrolled in the house, asked roles for, invited, placed in
a department and enrolled in courses; a row that cannot be taken is set aside, whole.

All of it is one transaction with a point to go back to for each row, so a killed process leaves
nothing and a row is there whole or not at all.  Who is here already, by address and name, is placed
and enrolled and gets nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.inbox import joint_invitations, person_lines
from shoumi.base.inbox.errors import AlreadyHere
from shoumi.base.inbox.mailboxes import GIVERS
from shoumi.base.inbox.person_lines import Part, PersonLine
from shoumi.base.intake import form_workbook
from shoumi.base.vault import secrets
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import staff_table
from shoumi.chapters.learning.rules.staff_table import (
    MOST_DEPARTMENT,
    MOST_ROWS,
    Column,
    Entered,
    NoHeading,
    SeveralTables,
    StaffRow,
    StaffTable,
)
from shoumi.chapters.learning.services import enrolments, left_workbook, rows
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.services.staff_errors import (
    CellUnfit,
    CourseNotOpen,
    DepartmentUnfit,
    NoStaffTable,
    SeveralStaffTables,
)
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref
from shoumi.core.scan import find_spans

IMPORTERS = tuple(sorted({*KEEPERS} & {*GIVERS}))
LEFT_FOR = timedelta(days=30)
_DUTIES = ("1.5", "19.2")
_OF_PART = {Part.NAME: Column.NAME, Part.ADDRESS: Column.ADDRESS, Part.ROLES: Column.ROLES}


@dataclass(frozen=True, slots=True)
class Fault:
    """``place``  the cell, as people call it"""

    column: Column
    place: str
    error: DomainError


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a row: the person, the link shown once where it is a new one, in how many
    courses; or what is wrong with which cell, and nothing."""

    row: StaffRow
    person: str = ""
    link: str = field(default="", repr=False)
    courses: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    made: StaffImport
    table: StaffTable
    rows: Sequence[Done]

    @property
    def taken(self) -> list[Done]:
        return [one for one in self.rows if one.person]

    @property
    def left(self) -> list[Done]:
        return [one for one in self.rows if not one.person]


def bring(
    *,
    content: bytes,
    courses: Collection[Ref] = (),
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> Brought:
    """
    ``courses``  for everybody in the list, besides those of the roles that are asked for

    Raises:
        NotPermitted: the actor is neither personnel nor the protection officer.
        FileRefused: it is too large, no XLSX, damaged or hostile.
        NoStaffTable, SeveralStaffTables, NoLines, TooManyLines, CourseNotOpen
    """
    accounts.require(actor, at, *IMPORTERS)
    chosen = _chosen(courses)
    table = _table(content)
    lines = {one.number: one for one in _lines(table)}
    with transaction.atomic():
        done = [
            _done(table, one, lines[one.line], chosen, actor, at, real_at) for one in table.rows
        ]
        made = _kept(content, table, done, actor, at)
    return Brought(made, table, done)


def _chosen(wanted: Collection[Ref]) -> list[Course]:
    found = [queries.get(Course, one) for one in wanted]
    if not all(people.is_open(one) for one in found):
        raise CourseNotOpen
    return found


def _table(content: bytes) -> StaffTable:
    cells = form_workbook.cells(content)
    try:
        return staff_table.read(
            Entered(one.sheet, one.column, one.line, str(one.kind), one.text) for one in cells
        )
    except NoHeading as error:
        raise NoStaffTable from error
    except SeveralTables as error:
        raise SeveralStaffTables(place=error.sheet) from error


def _lines(table: StaffTable) -> list[PersonLine]:
    found = [
        person_lines.of_cells(
            one.line,
            one.values.get(Column.NAME, ""),
            one.values.get(Column.ADDRESS, ""),
            one.values.get(Column.ROLES, ""),
        )
        for one in table.rows
    ]
    judged = person_lines.judged(found, MOST_ROWS, kind=Kind.STAFF)
    return joint_invitations.against_the_house(judged)


def _done(
    table: StaffTable,
    row: StaffRow,
    line: PersonLine,
    chosen: Sequence[Course],
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> Done:
    own = list(_own_faults(table, row))
    told = [_fault(table, row, _OF_PART[one.part], one.error) for one in line.problems]
    here = _here(line)
    # What is wrong with a cell by itself is said once.
    odd = {one.column for one in own}
    faults = [*own, *(one for one in told if one.column not in odd)]
    if here and not own:
        with transaction.atomic():
            count = _beside(row, line, chosen, here, actor, at)
        return Done(row, here, "", count)
    if faults:
        return Done(row, faults=tuple(faults))
    counts: list[int] = []

    def also(person: Ref) -> None:
        counts.append(_beside(row, line, chosen, person, actor, at))

    made = joint_invitations.invite_one(line, Kind.STAFF, None, actor, at, real_at, also)
    if made.person:
        return Done(row, made.person, made.link, counts[0])
    errors = [one.error for one in made.line.problems]
    if made.refused is not None:
        errors.append(made.refused)
    return Done(row, faults=tuple(_fault(table, row, Column.NAME, one) for one in errors))


def _own_faults(table: StaffTable, row: StaffRow) -> Iterator[Fault]:
    for column in row.odd:
        yield _fault(table, row, column, CellUnfit())
    department = row.values.get(Column.DEPARTMENT, "")
    if len(department) > MOST_DEPARTMENT or find_spans(department):
        yield _fault(table, row, Column.DEPARTMENT, DepartmentUnfit(most=MOST_DEPARTMENT))


def _fault(table: StaffTable, row: StaffRow, column: Column, error: DomainError) -> Fault:
    return Fault(column, table.place(column, row.line), error)


def _here(line: PersonLine) -> Ref | None:
    """Who that is, where the only thing in the way is that somebody of this address and name is
    here already."""
    if len(line.problems) != 1 or line.problems[0].part is not Part.ADDRESS:
        return None
    error = line.problems[0].error
    if not isinstance(error, AlreadyHere):
        return None
    person = Ref(str(error.facts["person"]))
    known = Person.objects.filter(ref=person, name=line.name, kind=Kind.STAFF).exists()
    return person if known else None


def _beside(
    row: StaffRow,
    line: PersonLine,
    chosen: Sequence[Course],
    person: Ref,
    actor: Ref,
    at: datetime,
) -> int:
    """Department and courses; in how many courses."""
    if department := row.values.get(Column.DEPARTMENT, ""):
        enrolments.place(department, person, actor, at)
    roles = {str(role) for role in line.roles}
    open_ = queries.latest(queries.courses())
    own = {one.series: one for one in open_ if roles & set(one.roles)}
    for one in chosen:
        own.setdefault(one.series, one)
    for course in own.values():
        enrolments.enrol(course, person, actor, at)
    return len(own)


def _kept(
    content: bytes, table: StaffTable, done: Sequence[Done], actor: Ref, at: datetime
) -> StaffImport:
    left = [one for one in done if not one.person]
    made = StaffImport(
        ref=Ref.new(left_workbook.KIND),
        content_sha256=hashlib.sha256(content).hexdigest(),
        rows=len(done),
        taken=len(done) - len(left),
        left=len(left),
        faults=[[fault.place, fault.error.code] for one in left for fault in one.faults],
        brought_by=actor,
        brought_at=at,
        until=at + LEFT_FOR,
    )
    if left:
        faults = {one.row.line: [(each.place, each.error) for each in one.faults] for one in left}
        workbook = left_workbook.made(table, [one.row for one in left], faults)
        secrets.keep(Ref(made.ref), workbook, at=at)
    facts: dict[str, Value] = {
        "content": Digest.fromhex(made.content_sha256),
        "rows": made.rows,
        "taken": made.taken,
        "left": made.left,
    }
    return rows.keep(made, Tag.STAFF_BROUGHT, facts, _DUTIES, actor, at)
