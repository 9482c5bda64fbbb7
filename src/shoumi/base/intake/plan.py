"""Everything an import would do, with its counts and problems; nothing is written.

A later file of the same company brings a *delta*: people already held are found by the blind
indexes of their numbers, opened through ``Held`` and linked by the same rules as rows of one
delivery, so a second file updates and never doubles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import overload

import pyarrow as pa

from shoumi.base.intake import held_people, readers, record_linkage, row_sum, tables
from shoumi.base.intake.errors import FileRefused
from shoumi.base.intake.held_people import Held
from shoumi.base.intake.mapping import Mapping as ColumnMapping
from shoumi.base.intake.problems import ImportRefused, Problem, Problems, decided
from shoumi.base.intake.record_linkage import Doubtful, Excluded, Out, Person, Row, Source
from shoumi.base.intake.rows import SetAside
from shoumi.base.intake.sheets import Note, Sheet
from shoumi.base.intake.subject_flags import CHILD, CONTACT, EXPIRED
from shoumi.base.intake.values import Measure
from shoumi.base.jobs.progress import Step, report
from shoumi.core.fields import FieldRegister
from shoumi.core.refs import Ref

# Files read before their turn; each holds what it told in memory.
_AHEAD = 2
# About what a row takes in a file, to guess whether there are many.
_ROW_BYTES = 100


@dataclass(frozen=True, slots=True)
class Delta:
    """What a later file is compared with.

    ``cut_off``      the last day the file speaks about; later openings are left out
    ``is_complete``  the file lists everybody, so who is not in it is ``Plan.missing``
    ``as_of``        size of the ledger when ``held`` was first asked: what is later may differ
    """

    held: Held
    cut_off: date | None = None
    is_complete: bool = False
    as_of: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A file with what a person said about it; ``answer`` as in ``child.parse``."""

    path: Path
    encoding: str | None = None
    format: str | None = None
    answer: Path | None = None


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ENDED = "ended"
    UNTOUCHED = "untouched"  # held, looked at because a number matched, not in the files


@dataclass(frozen=True, slots=True)
class Plan:
    """``changes[i]`` is what becomes of ``people[i]``; ``changed[i]`` names its new fields.

    ``digests`` (SHA-256 of each file, hex), ``register`` and ``as_of`` are what the plan was made
    from: it holds as long as they do.

    ``set_aside``  rows that have to be mended first
    ``returned``   rows of the files with the code of one that was set aside before
    ``places``     of each sheet the digest of its file, and its number: names stay in the files

    In ``counts`` ``file_rows`` is ``taken_in`` and ``set_aside`` and ``left_out`` together.
    """

    mappings: tuple[ColumnMapping, ...]
    people: Sequence[Person]
    changes: tuple[Change, ...]
    changed: Sequence[frozenset[str]]
    doubtful: tuple[Doubtful, ...]
    excluded: tuple[Excluded, ...]
    missing: tuple[Ref, ...]
    errors: Sequence[Problem]
    warnings: Sequence[Problem]
    texts: tuple[Sheet, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    digests: tuple[str, ...] = ()
    register: FieldRegister = field(default_factory=dict)
    as_of: int | None = None
    set_aside: Sequence[SetAside] = ()
    returned: Sequence[tuple[Source, str]] = ()
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def require(self) -> None:
        """Pass only a plan without errors.

        Raises:
            ImportRefused: there are errors; it carries the first hundred and their count.
        """
        if self.errors:
            raise ImportRefused(self.errors)


def plan(
    files: Iterable[Path | Given],
    register: FieldRegister,
    today: date,
    *,
    allow_synthetic: bool = False,
    mapping_overrides: Mapping[str, str] | None = None,
    accepted: Collection[str] = (),
    decisions: Mapping[str, str] | None = None,
    delta: Delta | None = None,
) -> Plan:
    """Read, map and link ``files``.

    ``accepted`` are codes of ``problems.ACCEPTABLE`` that a person has looked at; ``decisions``
    says of other kinds what becomes of their rows.  Refusals of single files stand among the
    errors, so one run tells all of them.
    """
    settled = decided(decisions or {}, accepted)
    given = [one if isinstance(one, Given) else Given(one) for one in files]
    found = Problems()
    digests, texts = list[str](), list[Sheet]()
    places: dict[tuple[str, str], tuple[str, int]] = {}
    rows = record_linkage.rows_of(register, today)
    # One file after the other, so that no more than its rows are kept of it.
    taken = tables.take(
        _tables(_read(given, digests, found), texts, digests, places),
        register,
        Measure(today, allow_synthetic),
        rows,
        overrides=dict(mapping_overrides or {}),
        cut_off=delta.cut_off if delta else None,
        decisions=settled,
        of=sum(readers.size(one.path) for one in given) // _ROW_BYTES,
    )
    found.add(Problems(one.problems for one in taken))
    report(Step.COMPARING, 0, count := len(rows))
    known = held_people.find(rows, delta.held) if delta else held_people.Found()
    opened, at_rest = known.opened, [rows.source(at) for at in known.at_rest]
    rows.leave_out(known.at_rest)
    linked, aside, decided_out = row_sum.linked(rows.after([*opened.values()]), settled, found)
    set_aside = [*(one for sheet in taken for one in sheet.aside), *aside]
    but = {*at_rest, *(one.source for one in linked.excluded)}
    found.add(problem for one in taken for problem in tables.check_names(one, but))
    found.add(linked.errors)
    found.add(_nobody(given, taken, found, is_any=bool(count or set_aside)))
    weighed = found.weighed(row_sum.accepted(settled))
    changes = _changes(linked.people, opened)
    excluded = [one for sheet in taken for one in sheet.excluded]
    excluded += [Excluded(Out.AT_REST, source) for source in at_rest]
    excluded += [*decided_out, *linked.excluded]
    missing = _missing(linked.people, known.resting, delta)
    return Plan(
        mappings=tuple(one for sheet in taken for one in sheet.decided),
        people=linked.people,
        changes=changes,
        changed=_Changed(linked.people, opened),
        doubtful=tuple(linked.doubtful),
        excluded=tuple(excluded),
        missing=missing,
        errors=weighed.only(errors=True),
        warnings=weighed.only(errors=False),
        texts=tuple(texts),
        counts=_counts(linked, changes, excluded, count, len(missing))
        | row_sum.counted(taken, linked.people, excluded, set_aside),
        digests=tuple(digests),
        register=register,
        as_of=delta.as_of if delta else None,
        set_aside=tuple(set_aside),
        returned=tuple(one for sheet in taken for one in sheet.returned),
        places=places,
    )


def _nobody(
    given: Sequence[Given], taken: Sequence[tables.Taken], found: Problems, *, is_any: bool
) -> Iterator[Problem]:
    """That no row is about a customer, where nothing else says why."""
    if not is_any and not found.only(errors=True) and not any(one.excluded for one in taken):
        yield Problem("intake.nobody", "、".join(one.path.name for one in given))


def _read(given: Sequence[Given], digests: list[str], found: Problems) -> Iterator[Sheet]:
    """The sheets of one file after the other; ``digests`` are of each file from before it was read.

    The child of the next file reads while this process takes what the last one told.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="intake") as ahead:
        reading = [ahead.submit(_read_one, one) for one in given[:_AHEAD]]
        for number in range(len(given)):
            report(Step.READING, number, len(given))
            digest, sheets, refused = reading.pop(0).result()
            if number + _AHEAD < len(given):
                reading.append(ahead.submit(_read_one, given[number + _AHEAD]))
            if digest:
                digests.append(digest)
            if refused is not None:
                found.add([Problem.of(refused)])
            while sheets:
                yield sheets.pop(0)
            # What was used for one file is not kept for the next.
            pa.default_memory_pool().release_unused()


def _tables(
    sheets: Iterable[Sheet],
    texts: list[Sheet],
    digests: Sequence[str],
    places: dict[tuple[str, str], tuple[str, int]],
) -> Iterator[Sheet]:
    """The sheets with rows; those of text are put aside.  ``places``: see ``Plan``."""
    for sheet in sheets:
        if sheet.kind == "text":
            texts.append(sheet)
        if sheet.table is not None and sheet.table.num_rows:
            before = sum(1 for file, _ in places if file == sheet.file)
            places.setdefault((sheet.file, sheet.name), (digests[-1], before + 1))
            yield sheet


def _read_one(given: Given) -> tuple[str, list[Sheet], FileRefused | None]:
    digest = ""
    try:
        digest = readers.digest(given.path)
        sheets = readers.read(
            # An import takes rows; what a picture says is for the scan.
            given.path,
            given.format,
            encoding=given.encoding,
            with_pictures=False,
            answer=given.answer,
        )
        return digest, sheets, None
    except FileRefused as refused:
        return digest, [], refused


class _Changed(Sequence[frozenset[str]]):
    """For each person the fields that are new or say something else; made when somebody looks."""

    def __init__(self, linked: Sequence[Person], opened: Mapping[Ref, Row]) -> None:
        self._linked, self._opened = linked, opened

    def __len__(self) -> int:
        return len(self._linked)

    @overload
    def __getitem__(self, at: int) -> frozenset[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[frozenset[str]]: ...
    def __getitem__(self, at: int | slice) -> frozenset[str] | Sequence[frozenset[str]]:
        if isinstance(at, slice):
            return [_differs(one, self._opened) for one in self._linked[at]]
        return _differs(self._linked[at], self._opened)


def _differs(person: Person, opened: Mapping[Ref, Row]) -> frozenset[str]:
    if person.held is None:
        return frozenset(person.values)
    before = opened[person.held].values
    return frozenset(code for code, text in person.values.items() if before.get(code) != text)


def _changes(linked: record_linkage.People, opened: Mapping[Ref, Row]) -> tuple[Change, ...]:
    return tuple(
        Change.NEW if linked.held(at) is None else _change(linked[at], opened)
        for at in range(len(linked))
    )


def _change(person: Person, opened: Mapping[Ref, Row]) -> Change:
    if not person.sources:
        return Change.UNTOUCHED
    differs = _differs(person, opened)
    if "closed_on" in differs:
        return Change.ENDED
    return Change.CHANGED if differs else Change.UNCHANGED


def _missing(
    linked: record_linkage.People, resting: Collection[Ref], delta: Delta | None
) -> tuple[Ref, ...]:
    if delta is None or not delta.is_complete:
        return ()
    seen = {ref for at in range(len(linked)) if (ref := linked.held(at)) and linked.sources(at)}
    return tuple(sorted(set(delta.held.everybody()) - seen - set(resting)))


def _counts(
    linked: record_linkage.Linked,
    changes: Sequence[Change],
    excluded: Sequence[Excluded],
    rows: int,
    missing: int,
) -> dict[str, int]:
    told = linked.people
    marks = Counter(mark for at, mark in enumerate(told.marks) if told.is_told(at))
    out = Counter(one.why for one in excluded)
    by_change = Counter(changes)
    return {
        "rows": rows,
        "people": marks.total(),
        "merged_rows": told.merged_rows(),
        "individuals": _having(marks, 0, of=CHILD | CONTACT),
        "contacts": _having(marks, CONTACT, of=CONTACT),
        "children": _having(marks, CHILD, of=CHILD),
        "expired": _having(marks, EXPIRED, of=EXPIRED),
        "doubtful": len(linked.doubtful),
        "missing": missing,
        **{f"out_{why}": out[why] for why in Out},
        **{str(change): by_change[change] for change in Change},
    }


def _having(marks: Mapping[int, int], wanted: int, *, of: int) -> int:
    return sum(count for mark, count in marks.items() if mark & of == wanted)


__all__ = ["Change", "Delta", "Given", "Held", "Note", "Plan", "plan"]
