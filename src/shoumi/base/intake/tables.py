"""From one mapped sheet to rows of people, every cell read and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from shoumi.base.intake import limits, mapping, spelling, values
from shoumi.base.intake.mapping import Mapping, Why
from shoumi.base.intake.people import Excluded, Out, Row, Source
from shoumi.base.intake.problems import ACCEPTABLE, Problem
from shoumi.base.intake.sheets import Sheet
from shoumi.base.intake.values import Measure
from shoumi.core.fields import FieldRegister

# One of these must say who a row is about, beside the name.
REACH = frozenset(
    {
        "customer_no", "mobile", "landline", "email", "wechat", "address", "id_number",
        "company_name", "guardian_mobile",
    }
)  # fmt: skip
FOOTERS = ("合计", "总计", "小计", "共计", "制表", "填表", "审核", "备注：", "注：", "total")
FOOTER_CELLS = 3
# Notes of the readers that stop an import.
FATAL = frozenset(
    {"table.no_heading", "table.error_value", "table.formula_without_value", "table.lost_digits"}
)


@dataclass(slots=True)
class Taken:
    """What one sheet gives.  ``unread``: places of rows with a value that nobody may accept."""

    decided: list[Mapping] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    is_about_people: bool = True


def take(
    sheet: Sheet,
    register: FieldRegister,
    measure: Measure,
    *,
    overrides: dict[str, str],
    cut_off: date | None = None,
) -> Taken:
    """Map the sheet and read its rows; rows opened after ``cut_off`` belong to a later file."""
    assert sheet.table is not None
    taken = Taken()
    named = mapping.map_columns(sheet, register, overrides=overrides)
    unknown = {one.column for one in named if one.why is Why.UNKNOWN}
    found = mapping.scan(sheet, unknown)
    taken.decided = mapping.map_columns(sheet, register, found=found, overrides=overrides)
    if not found and not any(one.field or one.why is Why.RECIPIENT for one in taken.decided):
        taken.is_about_people = False
        return taken
    taken.problems += _notes(sheet)
    taken.problems += _headings(sheet)
    taken.problems += mapping.check(sheet, taken.decided, register, found)
    taken.problems += _missing_columns(sheet, taken.decided)
    _read_rows(sheet, taken, register, measure, cut_off)
    return taken


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
) -> None:
    assert sheet.table is not None
    assert sheet.lines is not None
    wanted = [
        (one.column, one.field, sheet.table.column(one.column).to_pylist())
        for one in taken.decided
        if one.field in register
    ]
    role = next((one.column for one in taken.decided if one.why is Why.ROLE), None)
    roles = sheet.table.column(role).to_pylist() if role is not None else []
    has_name = any(code == "name" for _, code, _ in wanted)
    recipients = not has_name and any(one.why is Why.RECIPIENT for one in taken.decided)
    for at, line in enumerate(sheet.lines.to_pylist()):
        source = Source(sheet.file, sheet.name, line, sheet.place(at))
        if _is_footer(sheet, at):
            taken.excluded.append(Excluded(Out.FOOTER, source))
            continue
        row_values = _read_row(sheet, at, wanted, measure, taken)
        if not row_values and not recipients:
            continue
        opened = row_values.get("opened_on", "")
        if cut_off and opened[:4].isdigit() and opened > cut_off.isoformat():
            taken.excluded.append(Excluded(Out.AFTER_CUT_OFF, source))
            continue
        said = (roles[at] or "") if roles else ""
        row = Row(row_values, source, said, recipients)
        taken.rows.append(row)


def _read_row(
    sheet: Sheet,
    at: int,
    wanted: Sequence[tuple[int, str | None, list[str | None]]],
    measure: Measure,
    taken: Taken,
) -> dict[str, str]:
    told: dict[str, str] = {}
    for column, code, cells in wanted:
        raw = cells[at]
        if raw is None or code is None:
            continue
        reading = values.read(code, raw, measure)
        if reading.faults or reading.flags:
            place = sheet.place(at, column)
            taken.problems += [Problem(fault, place, {"field": code}) for fault in reading.faults]
            taken.problems += [
                Problem(flag, place, {"field": code}, is_error=False) for flag in reading.flags
            ]
        # What nobody may accept is not carried on: a date that is none would mislead.
        if not ACCEPTABLE.issuperset(reading.faults):
            taken.unread.add(sheet.place(at))
        elif reading.text:
            told[code] = reading.text
    return told


def _is_footer(sheet: Sheet, at: int) -> bool:
    assert sheet.table is not None
    first = next(
        (cell for column in sheet.table.columns[:FOOTER_CELLS] if (cell := column[at].as_py())), ""
    )
    if not first.strip().casefold().startswith(FOOTERS):
        return False
    filled = sum(1 for column in sheet.table.columns if column[at].is_valid)
    return filled <= FOOTER_CELLS


def check_names(rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows of customers that do not say whom they are about."""
    for row in rows:
        if not row.values.get("name"):
            yield Problem("row.missing_value", row.source.place, {"field": "name"})
        elif not row.values.keys() & REACH:
            yield Problem("row.missing_value", row.source.place, {"field": "mobile"})
