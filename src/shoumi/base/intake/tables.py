"""From one mapped sheet to rows of people, every cell read and judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from datetime import date

from shoumi.base import pools
from shoumi.base.intake import blocks, limits, mapping, normalisation
from shoumi.base.intake.blocks import REACH
from shoumi.base.intake.errors import OF_RECORDS
from shoumi.base.intake.mapping import Mapping, Why
from shoumi.base.intake.problems import Decision, Problem, Problems
from shoumi.base.intake.record_linkage import Excluded, Rows, Source
from shoumi.base.intake.rows import SetAside
from shoumi.base.intake.sheets import Cells, Fault, Sheet
from shoumi.base.intake.values import Measure
from shoumi.base.pools import local_worker
from shoumi.core.fields import FieldRegister

# Rows that are read at once: bounds what is in memory as it is used.
_AT_ONCE = 8_192
# Notes of the readers that stop an import.
FATAL = frozenset({"table.no_heading"})


@dataclass(slots=True)
class Taken:
    """What one sheet gives, beside its rows.

    ``unnamed``      the faults of rows that do not say whom they are about, and are taken so
    ``is_lacking``   the sheet has no column that says it: that is said once, not again of each row
    ``is_left_out``  it is about nobody
    ``aside``        rows that have to be mended first
    ``returned``     rows with the code of one that was set aside before
    ``rows``         how many the sheet has, ``blank`` those that say nothing
    """

    decided: list[Mapping] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    unnamed: list[tuple[Source, str]] = field(default_factory=list)
    is_lacking: bool = False
    is_left_out: bool = False
    aside: list[SetAside] = field(default_factory=list)
    returned: list[tuple[Source, str]] = field(default_factory=list)
    rows: int = 0
    blank: int = 0


def take(
    sheets: Iterable[Sheet],
    register: FieldRegister,
    measure: Measure,
    rows: Rows,
    *,
    overrides: dict[str, str],
    cut_off: date | None = None,
    decisions: Map[str, Decision] | None = None,
    of: int = 0,
) -> list[Taken]:
    """Map the sheets and read their rows into ``rows``, in order; what each gives beside.

    Rows opened after ``cut_off`` belong to a later file.  ``of``: about how many rows there are;
    of many the blocks are read by other processes, and no more than a few blocks are held.

    Raises:
        WorkerLost: a process was killed over a block, and the one that read it again too.
        WorkFailed
    """
    taken: list[Taken] = []
    waiting: deque[Taken] = deque()
    until = cut_off.isoformat() if cut_off else ""

    def orders() -> Iterator[blocks.Order]:
        for sheet, found in _scanned(sheets, register, overrides):
            own = _mapped(sheet, found, register, overrides)
            taken.append(own)
            for order in _orders(sheet, own, register, measure, rows, until, decisions or {}):
                waiting.append(own)
                yield order

    # One worker beside those of the pool, to scan the next sheet.
    width = min(pools.processors(), 2) if of >= pools.WORTH else 1
    with local_worker.at_hand(width):
        for told in pools.spread(blocks.read, orders(), of=of, again=True):
            own = waiting.popleft()
            for part in told.parts:
                rows.append(part)
            own.excluded += told.excluded
            own.problems.add(told.problems)
            own.unnamed += told.unnamed
            own.aside += told.aside
            own.returned += told.returned
            own.rows += told.rows
            own.blank += told.blank
    return taken


_Voices = dict[int, list[mapping.Found]]


def _scanned(
    sheets: Iterable[Sheet], register: FieldRegister, overrides: dict[str, str]
) -> Iterator[tuple[Sheet, _Voices]]:
    """Each sheet with what the scan finds in it, looked for while the one before is read."""
    before: tuple[Sheet, local_worker.Promise[_Voices]] | None = None
    for sheet in sheets:
        last = (before[0], before[1].result()) if before else None
        assert sheet.table is not None
        named = mapping.map_columns(sheet, register, overrides=overrides)
        unknown = {one.column for one in named if one.why is Why.UNKNOWN}
        looked_at = mapping.samples(sheet, unknown)
        names = sheet.table.column_names
        if before is None:  # nobody is started for a single one
            before = sheet, local_worker.Promise(mapping.scan, (names, looked_at), None)
        else:
            before = sheet, local_worker.promise(mapping.scan, names, rows=looked_at, least=0)
        if last:
            yield last
    if before:
        yield before[0], before[1].result()


def _mapped(
    sheet: Sheet, found: _Voices, register: FieldRegister, overrides: dict[str, str]
) -> Taken:
    """What the columns of the sheet are, and what is to be said of it as a whole."""
    taken = Taken()
    taken.decided = mapping.map_columns(sheet, register, found=found, overrides=overrides)
    if _is_left_out(taken.decided, is_personal=bool(found)):
        place = sheet.heading_place(0) if sheet.header else sheet.file
        taken.problems.add([Problem("sheet.left_out", place, is_error=False)])
        taken.is_left_out = True
        assert sheet.table is not None
        taken.rows = sheet.table.num_rows
        return taken
    taken.problems.add(_notes(sheet))
    taken.problems.add(_headings(sheet))
    taken.problems.add(mapping.check(sheet, taken.decided, register, found))
    missing = list(_missing_columns(sheet, taken.decided))
    taken.problems.add(missing)
    taken.is_lacking = bool(missing)
    return taken


def _is_left_out(decided: Sequence[Mapping], *, is_personal: bool) -> bool:
    """Whether the sheet is about nobody, or a person dropped all of it.

    A list of codes or prices may have a remark as well, but nobody whom it is about.
    """
    if all(one.why in (Why.DROPPED, Why.EMPTY) for one in decided):
        return True
    return not is_personal and not any(
        one.field == "name" or one.field in REACH or one.why is Why.RECIPIENT for one in decided
    )


def _notes(sheet: Sheet) -> Iterator[Problem]:
    for note in sheet.notes:
        if note.code in OF_RECORDS:
            continue  # it is said of its row
        yield Problem(note.code, note.place, note.facts, is_error=note.code in FATAL)


def _headings(sheet: Sheet) -> Iterator[Problem]:
    for line, column, code in sheet.faults:
        if line == sheet.header_row:
            yield Problem(code, sheet.line_place(line, column))
    seen: dict[str, int] = {}
    is_back = mapping.comes_back(sheet)
    for at, heading in enumerate(sheet.header):
        place, facts = sheet.heading_place(at), {"column": at + 1}
        clean, flags = normalisation.kept(heading)
        if flags or len(heading) > limits.MAX_HEADING_CHARS or normalisation.is_damaged(heading):
            yield Problem("mapping.hostile_heading", place, facts)
        if is_back and heading.endswith(mapping.REASON_MARKS):
            continue
        key = normalisation.heading_key(clean)
        if key and key in seen:
            yield Problem("mapping.repeated_heading", place, {**facts, "other": seen[key] + 1})
        seen.setdefault(key, at)


def _missing_columns(sheet: Sheet, decided: Sequence[Mapping]) -> Iterator[Problem]:
    fields = {one.field for one in decided if one.field}
    place = sheet.heading_place(0) if sheet.header else sheet.file
    if any(one.why is Why.RECIPIENT for one in decided) and "name" not in fields:
        return
    if "name" not in fields:
        yield Problem("sheet.missing_column", place, {"field": "name"})
    if not fields & REACH:
        yield Problem("sheet.missing_column", place, {"field": "mobile"})


def _orders(
    sheet: Sheet,
    taken: Taken,
    register: FieldRegister,
    measure: Measure,
    rows: Rows,
    until: str,
    decisions: Map[str, Decision],
) -> Iterator[blocks.Order]:
    """The rows of the sheet, block by block."""
    if taken.is_left_out:
        return
    assert sheet.table is not None
    assert sheet.lines is not None
    wanted = tuple(
        (one.column, one.field) for one in taken.decided if one.field and one.field in register
    )
    is_named = any(code == "name" for _, code in wanted)
    rules = blocks.Rules(
        wanted,
        role=next((one.column for one in taken.decided if one.why is Why.ROLE), None),
        is_recipient=not is_named and any(one.why is Why.RECIPIENT for one in taken.decided),
        until=until,
        measure=measure,
        judge=rows.judge,
        hashing=rows.hashing,
        code=next((one.column for one in taken.decided if one.why is Why.RETURNED), None),
        decisions=decisions,
        is_lacking=taken.is_lacking,
        keeper=max((code for _, code in wanted), key=lambda code: register[code].grade, default=""),
    )
    around = replace(sheet, table=None, lines=None, notes=(), faults=())
    faults: dict[int, list[Fault]] = {}
    for one in sheet.faults:
        faults.setdefault(one.line, []).append(one)
    for start in range(0, len(sheet.lines), _AT_ONCE):
        cells = Cells(sheet.table.slice(start, _AT_ONCE), sheet.lines.slice(start, _AT_ONCE))
        here: list[Fault] = []
        if faults:
            assert cells.lines is not None
            here = [one for line in cells.lines.to_pylist() for one in faults.get(line, ())]
        yield blocks.Order(around, cells, rules, tuple(here))


def check_names(taken: Taken, but: Container[Source]) -> Iterator[Problem]:
    """Rows of customers that do not say whom they are about; of rows in ``but`` nothing is said."""
    for source, code in taken.unnamed:
        if source not in but:
            yield Problem("row.missing_value", source.place, {"field": code})
