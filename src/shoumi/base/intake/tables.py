"""From one mapped sheet to rows of people, every cell read and judged."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import repeat

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import columns, limits, mapping, spelling
from shoumi.base.intake.columns import Column
from shoumi.base.intake.mapping import Mapping, Why
from shoumi.base.intake.people import Excluded, Out, Row, Rows, Source
from shoumi.base.intake.problems import ACCEPTABLE, Problem
from shoumi.base.intake.sheets import Sheet
from shoumi.base.intake.values import Measure, Reading
from shoumi.core.fields import FieldRegister

# One of these must say who a row is about, beside the name.
REACH = frozenset(
    {
        "customer_no", "mobile", "landline", "email", "wechat", "address", "id_number",
        "company_name", "guardian_mobile",
    }
)  # fmt: skip
_FOOTER = re.compile(r"\s*(?:合计|总计|小计|共计|制表|填表|审核|备注：|注：|total)", re.IGNORECASE)
FOOTER_CELLS = 3
# Rows that are read at once: bounds what is in memory as it is used.
_AT_ONCE = 4_096
# Notes of the readers that stop an import.
FATAL = frozenset(
    {"table.no_heading", "table.error_value", "table.formula_without_value", "table.lost_digits"}
)


@dataclass(slots=True)
class Taken:
    """What one sheet gives, beside its rows.

    ``unread``      rows with a value that nobody may accept
    ``unnamed``     the faults of rows that do not say whom they are about; if it is a customer
    ``is_lacking``  the sheet has no column that says it: that is said once, not again of each row
    """

    decided: list[Mapping] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[Source] = field(default_factory=set)
    unnamed: list[tuple[Source, str]] = field(default_factory=list)
    is_lacking: bool = False


def take(
    sheet: Sheet,
    register: FieldRegister,
    measure: Measure,
    rows: Rows,
    *,
    overrides: dict[str, str],
    cut_off: date | None = None,
) -> Taken:
    """Map the sheet and read its rows into ``rows``.

    Rows opened after ``cut_off`` belong to a later file.
    """
    assert sheet.table is not None
    taken = Taken()
    named = mapping.map_columns(sheet, register, overrides=overrides)
    unknown = {one.column for one in named if one.why is Why.UNKNOWN}
    found = mapping.scan(sheet, unknown)
    taken.decided = mapping.map_columns(sheet, register, found=found, overrides=overrides)
    if _is_left_out(taken.decided, is_personal=bool(found)):
        place = sheet.heading_place(0) if sheet.header else sheet.file
        taken.problems.append(Problem("sheet.left_out", place, is_error=False))
        return taken
    taken.problems += _notes(sheet)
    taken.problems += _headings(sheet)
    taken.problems += mapping.check(sheet, taken.decided, register, found)
    missing = list(_missing_columns(sheet, taken.decided))
    taken.problems += missing
    taken.is_lacking = bool(missing)
    for row in _read_rows(sheet, taken, register, measure, cut_off):
        rows.add(row)
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
        yield Problem(note.code, note.place, note.facts, is_error=note.code in FATAL)


def _headings(sheet: Sheet) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, heading in enumerate(sheet.header):
        place, facts = sheet.heading_place(at), {"column": at + 1}
        clean, flags = spelling.kept(heading)
        if flags or len(heading) > limits.MAX_HEADING_CHARS or spelling.is_damaged(heading):
            yield Problem("mapping.hostile_heading", place, facts)
        key = spelling.heading_key(clean)
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


def _read_rows(
    sheet: Sheet, taken: Taken, register: FieldRegister, measure: Measure, cut_off: date | None
) -> Iterator[list[Row]]:
    """The rows of the sheet, part by part."""
    assert sheet.table is not None
    assert sheet.lines is not None
    wanted = [
        _Wanted(one.column, one.field, columns.reader(one.field, measure))
        for one in taken.decided
        if one.field and one.field in register
    ]
    role = next((one.column for one in taken.decided if one.why is Why.ROLE), None)
    is_named = any(own.code == "name" for own in wanted)
    recipients = not is_named and any(one.why is Why.RECIPIENT for one in taken.decided)
    until = cut_off.isoformat() if cut_off else ""
    for start in range(0, len(sheet.lines), _AT_ONCE):
        part = replace(
            sheet,
            table=sheet.table.slice(start, _AT_ONCE),
            lines=sheet.lines.slice(start, _AT_ONCE),
        )
        rows = list(_read_part(part, taken, measure, wanted, role, recipients, until))
        if not taken.is_lacking:
            taken.unnamed += _unnamed(rows)
        yield rows


def _read_part(
    sheet: Sheet,
    taken: Taken,
    measure: Measure,
    wanted: Sequence[_Wanted],
    role: int | None,
    recipients: bool,
    until: str,
) -> Iterator[Row]:
    assert sheet.table is not None
    assert sheet.lines is not None
    read = [
        columns.read(own.code, sheet.table.column(own.column), measure, own.again) for own in wanted
    ]
    codes = [own.code for own in wanted]
    roles = sheet.table.column(role).to_pylist() if role is not None else []
    footers, odd, in_book = _footers(sheet), _odd(wanted, read), sheet.letters is not None
    # With no column at all there is still a row for each line.
    cells = zip(*(one.texts for one in read), strict=True) if read else repeat((), len(sheet.lines))
    for at, (line, texts) in enumerate(zip(sheet.lines.to_pylist(), cells, strict=True)):
        source = Source(sheet.file, sheet.name, line, in_book)
        if at in footers:
            taken.excluded.append(Excluded(Out.FOOTER, source))
            continue
        told = {code: text for code, text in zip(codes, texts, strict=True) if text}
        for column, code, reading in odd.get(at, ()):
            _judge(taken, told, source, sheet.line_place(line, column), code, reading)
        if not told and not recipients:
            continue
        if until and (opened := told.get("opened_on", ""))[:4].isdigit() and opened > until:
            taken.excluded.append(Excluded(Out.AFTER_CUT_OFF, source))
            continue
        yield Row(told, source, (roles[at] or "") if roles else "", recipients)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A column to read as the field ``code``; ``again`` remembers from part to part."""

    column: int
    code: str
    again: columns.Read


_Odd = tuple[int, str, Reading]  # column, field, what was read


def _odd(wanted: Sequence[_Wanted], read: Sequence[Column]) -> dict[int, list[_Odd]]:
    """What is to be said of some cells, by row and then in the order of the columns."""
    told: dict[int, list[_Odd]] = {}
    for own, column in zip(wanted, read, strict=True):
        for row, reading in column.odd.items():
            told.setdefault(row, []).append((own.column, own.code, reading))
    return told


def _judge(
    taken: Taken, told: dict[str, str], source: Source, place: str, code: str, reading: Reading
) -> None:
    taken.problems += [Problem(fault, place, {"field": code}) for fault in reading.faults]
    taken.problems += [
        Problem(flag, place, {"field": code}, is_error=False) for flag in reading.flags
    ]
    # What nobody may accept is not carried on: a date that is none would mislead.
    if not ACCEPTABLE.issuperset(reading.faults):
        taken.unread.add(source)
        told.pop(code, None)


def _footers(sheet: Sheet) -> set[int]:
    """The rows that begin like the foot of a table and are filled no further."""
    assert sheet.table is not None
    if not sheet.table.num_columns:
        return set()
    first = pc.coalesce(*sheet.table.columns[:FOOTER_CELLS]).to_pylist()
    likely = [at for at, cell in enumerate(first) if cell and _FOOTER.match(cell)]
    return {at for at in likely if _filled(sheet.table, at) <= FOOTER_CELLS}


def _filled(table: pa.Table, at: int) -> int:
    return sum(1 for column in table.columns if column[at].is_valid)


def _unnamed(rows: Sequence[Row]) -> Iterator[tuple[Source, str]]:
    for row in rows:
        if not row.values.get("name"):
            yield row.source, "name"
        elif REACH.isdisjoint(row.values):
            yield row.source, "mobile"


def check_names(taken: Taken, but: Container[Source]) -> Iterator[Problem]:
    """Rows of customers that do not say whom they are about; of rows in ``but`` nothing is said."""
    for source, code in taken.unnamed:
        if source not in but and source not in taken.unread:
            yield Problem("row.missing_value", source.place, {"field": code})
