"""The questionnaire of a vendor as a workbook that it fills in and brings back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shoumi.base.intake import form_workbook
from shoumi.base.intake.workbook_cells import text_cell
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import questions, workbook
from shoumi.chapters.vendors.rules.questions import Question
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.rules.workbook import Column

_WIDTHS: Mapping[Column, int] = {
    Column.QUESTION: 60,
    Column.BASIS: 18,
    Column.ANSWER: 14,
    Column.WORDS: 40,
    Column.UNTIL: 16,
    Column.EVIDENCE: 30,
    Column.LAST: 30,
}
# Columns begin behind the one of codes, rows behind notes and headings.
_LETTERS: Mapping[Column, str] = dict(zip(Column, "BCDEFGH", strict=True))
_HEAD_LINE = len(workbook.NOTES) + 1
_DAY = "yyyy-mm-dd"
_BOLD, _GREY = Font(bold=True), Font(color="FF808080")
_OPEN = PatternFill("solid", fgColor="FFFFF8E1")
_SHADED = PatternFill("solid", fgColor="FFEDEDED")


def made(review: Review, last: Review | None) -> bytes:
    """With what is kept of ``review``, and beside it what was answered in ``last``.

    Raises:
        NotSetUp, NoRowKey
    """
    asked = questions.current()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(workbook.SHEET)
    _lay_out(sheet, len(asked.questions))
    for note in workbook.NOTES:
        sheet.append([None, text_cell(sheet, note)])
    mark = form_workbook.mark(*workbook.parts(review.ref, review.version, asked))
    heads = [text_cell(sheet, text) for text in (f"{workbook.MARK}:{mark}", *Column)]
    for head in heads:
        head.font = _BOLD
    sheet.append(heads)
    for one in asked.questions:
        sheet.append(_row(sheet, one, review, last))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(sheet: Worksheet, count: int) -> None:
    """Widths, the hidden column, what is locked, and the list of answers."""
    sheet.freeze_panes = f"C{_HEAD_LINE + 1}"
    sheet.column_dimensions["A"].hidden = True
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[_LETTERS[column]].width = width
    sheet.protection.sheet = True
    # True means that it stays locked.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    choices = ",".join(workbook.CHOICES.values())
    listed = DataValidation("list", formula1=f'"{choices}"', allow_blank=True)
    listed.error, listed.errorTitle = "是 / 部分 / 否 / 不适用", "Yes / Partly / No / N/A"
    dated = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
    dated.error, dated.errorTitle = "2027-03-01", "日期 Date"
    for column, validation in ((Column.ANSWER, listed), (Column.UNTIL, dated)):
        validation.showErrorMessage = True
        letter = _LETTERS[column]
        validation.add(f"{letter}{_HEAD_LINE + 1}:{letter}{_HEAD_LINE + count}")
        sheet.add_data_validation(validation)


def _row(sheet: Worksheet, one: Question, review: Review, last: Review | None) -> list[Cell]:
    given = review.answers.get(one.code, {})
    until = review.evidence.get(one.code, given).get("until")
    told: Mapping[Column, str] = {
        Column.QUESTION: workbook.text_of(one),
        Column.BASIS: "\n".join(one.basis),
        Column.ANSWER: workbook.CHOICES[Value(given["value"])] if given else "",
        Column.WORDS: given.get("words", ""),
        Column.UNTIL: "",
        Column.EVIDENCE: "\n".join(one.paper),
        Column.LAST: _last(one, last),
    }
    cells = [text_cell(sheet, one.code)]
    for column in Column:
        cell = text_cell(sheet, told[column])
        cell.value = cell.value or None
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column in workbook.FILLED_IN:
            cell.fill, cell.protection = _OPEN, Protection(locked=False)
        if column is Column.UNTIL:
            cell.value = date.fromisoformat(until) if until else None
            cell.number_format = _DAY
        elif column is Column.LAST:
            cell.font, cell.fill = _GREY, _SHADED
        cells.append(cell)
    return cells


def _last(one: Question, last: Review | None) -> str:
    given = last.answers.get(one.code) if last else None
    if given is None:
        return ""
    return "\n".join(filter(None, (workbook.CHOICES[Value(given["value"])], given["words"])))
