"""A questionnaire's workbook that came back: every answer of it, or a refusal that names the cell.

Rows and columns may have changed places, for each row bears its code and each column its heading.
What was locked has to stand as it went out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shoumi.base.intake import form_workbook
from shoumi.base.intake.form_workbook import Cell, Kind
from shoumi.base.intake.normalisation import as_written, kept
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import questions, workbook
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.rules.workbook import Column
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.services.workbook_errors import (
    AnswerMissing,
    AnswerUnknown,
    DateUnclear,
    Foreign,
    HasError,
    HasFormula,
    HeadingChanged,
    LostDigits,
    Merged,
    MissingRows,
    QuestionChanged,
    RepeatedRow,
    Stray,
    TooLong,
    UnknownRow,
    WorkbookRefused,
)

_ODD: Mapping[Kind, type[WorkbookRefused]] = {
    Kind.MERGED: Merged,
    Kind.FORMULA: HasFormula,
    Kind.ERROR: HasError,
}
_TRUTH = {"TRUE": Value.YES, "FALSE": Value.NO}
# WPS keeps pictures of cells in a sheet of this name that nobody sees.
_OF_PROGRAMS = "WpsReserved_"
_START = f"{workbook.MARK}:"
_NOTES = frozenset(workbook.key(note) for note in workbook.NOTES)
Row = Mapping[str, Cell]  # by the letters of the column


@dataclass(frozen=True, slots=True)
class _Heads:
    """The line of the headings, the column of codes, and the letters of each column."""

    sheet: str
    line: int
    codes: str
    letters: Mapping[Column, str]

    def place(self, column: Column, line: int) -> str:
        return form_workbook.place(self.sheet, self.letters[column], line)


def is_ours(cells: Sequence[Cell]) -> bool:
    """Whether it says that it is a questionnaire of ours."""
    return any(one.kind is Kind.TEXT and one.text.startswith(_START) for one in cells)


def said(review: Review, content: bytes) -> dict[str, Said]:
    """What was filled in, by question; rows without an answer are left out.

    Raises:
        FileRefused: it is too large, no XLSX, damaged or hostile.
        WorkbookRefused: see ``workbook_errors``.
    """
    return said_by(review, form_workbook.cells(content))


def said_by(review: Review, cells: Sequence[Cell]) -> dict[str, Said]:
    """The same of cells that are read.

    Raises:
        WorkbookRefused
    """
    mark = _mark(cells, review)
    rows: dict[int, dict[str, Cell]] = {}
    for cell in cells:
        if cell.sheet == mark.sheet:
            if odd := _ODD.get(cell.kind):
                raise odd(place=cell.place)
            rows.setdefault(cell.line, {})[cell.column] = cell
        elif not cell.sheet.startswith(_OF_PROGRAMS):
            raise Stray(place=cell.place)
    heads = _heads(mark, rows.pop(mark.line).values())
    return _answers(heads, rows)


def _mark(cells: Sequence[Cell], review: Review) -> Cell:
    """The cell that says which questionnaire it is.

    Raises:
        WorkbookRefused: there is none, or more than one.
        Foreign
    """
    found = [one for one in cells if one.kind is Kind.TEXT and one.text.startswith(_START)]
    if not found:
        raise WorkbookRefused(place=cells[0].place if cells else "A1")
    if len(found) > 1:
        raise RepeatedRow(place=found[1].place)
    parts = workbook.parts(review.ref, review.version, questions.current())
    if not form_workbook.is_mark(found[0].text.removeprefix(_START), *parts):
        raise Foreign(place=found[0].place)
    return found[0]


def _heads(mark: Cell, cells: Iterable[Cell]) -> _Heads:
    """
    Raises:
        HeadingChanged, Stray
    """
    known = {workbook.key(column): column for column in Column}
    letters: dict[Column, str] = {}
    strays: list[Cell] = []
    for cell in cells:
        column = known.get(workbook.key(cell.text))
        if column in letters:
            raise HeadingChanged(place=cell.place, heading=column)
        if column is not None:
            letters[column] = cell.column
        elif cell != mark:
            strays.append(cell)
    for column in Column:
        if column not in letters:
            raise HeadingChanged(place=(strays or [mark])[0].place, heading=column)
    if strays:
        raise Stray(place=strays[0].place)
    return _Heads(mark.sheet, mark.line, mark.column, letters)


def _answers(heads: _Heads, rows: Mapping[int, Row]) -> dict[str, Said]:
    known = questions.current().by_code
    columns = {heads.codes, *heads.letters.values()}
    found: dict[str, Said | None] = {}
    for line, row in sorted(rows.items()):
        code = row.get(heads.codes)
        if code is None:
            _must_be_note(row.values())
            continue
        if code.text not in known:
            raise UnknownRow(place=code.place)
        if code.text in found:
            raise RepeatedRow(place=code.place)
        asked = row.get(heads.letters[Column.QUESTION])
        text = workbook.text_of(known[code.text])
        if asked is None or workbook.key(asked.text) != workbook.key(text):
            raise QuestionChanged(place=heads.place(Column.QUESTION, line))
        if stray := next((one for one in row.values() if one.column not in columns), None):
            raise Stray(place=stray.place)
        found[code.text] = _said(heads, line, row)
    if left := len(known) - len(found):
        raise MissingRows(place=heads.place(Column.QUESTION, heads.line), count=left)
    return {code: one for code, one in found.items() if one is not None}


def _must_be_note(cells: Iterable[Cell]) -> None:
    for cell in cells:
        if workbook.key(cell.text) not in _NOTES | {""}:
            raise Stray(place=cell.place)


def _said(heads: _Heads, line: int, row: Row) -> Said | None:
    value, words, until = (_filled(row.get(heads.letters[one])) for one in workbook.FILLED_IN)
    if value is None and (words or until):
        raise AnswerMissing(place=heads.place(Column.ANSWER, line))
    if value is None:
        return None
    return Said(_value(value), words_of(words), None, day_of(until))


def _filled(cell: Cell | None) -> Cell | None:
    """None where nothing but gaps stands in it."""
    return cell if cell is not None and workbook.key(cell.text) else None


def truth_of(cell: Cell) -> Value | None:
    """The answer that a tick or a truth value is; None: it is neither."""
    return _TRUTH[cell.text] if cell.kind is Kind.TRUTH else None


def _value(cell: Cell) -> Value:
    found = truth_of(cell)
    if cell.kind is Kind.TEXT:
        found = workbook.value_of(cell.text)
    if found is None:
        raise AnswerUnknown(place=cell.place)
    return found


def words_of(cell: Cell | None) -> str:
    """
    Raises:
        LostDigits, TooLong
    """
    if cell is None:
        return ""
    if cell.kind is Kind.LOST_DIGITS:
        raise LostDigits(place=cell.place)
    text, _ = kept(cell.text.replace("\r\n", "\n").replace("_x000D_", ""))
    text = as_written(text)
    if len(text) > workbook.MOST_WORDS:
        raise TooLong(place=cell.place, most=workbook.MOST_WORDS)
    return text


def day_of(cell: Cell | None) -> date | None:
    """
    Raises:
        DateUnclear
    """
    if cell is None:
        return None
    found = None
    if cell.kind is Kind.DAY:  # a time of the day may follow
        found = workbook.day_of(cell.text[:10])
    elif cell.kind is Kind.TEXT:
        found = workbook.day_of(cell.text)
    if found is None:
        raise DateUnclear(place=cell.place)
    return found
