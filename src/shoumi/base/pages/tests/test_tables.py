"""Lists: one page at a time, as a table or as a file that a spreadsheet may open safely."""

from __future__ import annotations

import io

import openpyxl
import pytest

from shoumi.base.pages import tables
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.pages.tests.page_requests import asked

COLUMNS = (Column(("名称", "Name")), Column(("数", "Count"), "number"))


def listed(*rows):
    return Table(COLUMNS, rows, ("表", "List"), ("空的", "Empty"), file_name="list")


def filed(form, *rows, lang="zh"):
    return tables.as_file(asked(lang, address=f"/?format={form}"), listed(*rows))


def test_a_cell_is_a_value_or_a_link_with_a_note():
    row = listed((Cell("云岚", "/deals/1", "注"), 3)).cells("zh")[0]
    assert [(head, cell.href, text) for head, _, cell, text in row] == [
        ("名称", "/deals/1", "云岚"),
        ("数", "", "3"),
    ]


def test_what_stands_in_many_rows_is_written_in_each_as_in_the_first_and_escaped():
    rows = [("<b>", 1), (2, "<b>"), (Cell("<b>", "/x?a&b"), "<b>"), ("", None), ("", ["<b>"])]
    drawn = tables.body(listed(*rows), "zh")
    assert drawn == "".join(tables.body(listed(row), "zh") for row in rows)
    assert "<b>" not in drawn
    assert drawn.count("<span>&lt;b&gt;</span>") == 4
    assert drawn.count("<span>—</span>") == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_in_a_file_is_never_a_formula(text):
    answer = filed("csv", (text, 1))
    assert answer.content.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


def test_a_file_begins_with_a_mark_and_the_headings():
    answer = filed("csv", ("云岚", 1), lang="en")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.content.decode("utf-8-sig").splitlines() == ["Name,Count", "云岚,1"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.csv"'


def test_a_workbook_has_the_same_cells_each_as_text():
    answer = filed("xlsx", ("a < b & c", 1), (Cell("=1", "/deals/1"), None))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["名称", "数"],
        ["a < b & c", "1"],
        ["'=1", "—"],
    ]


def test_no_other_form_is_one():
    assert tables.wants_file(asked(address="/?format=csv"))
    assert not tables.wants_file(asked(address="/?format=docx"))
    assert not tables.wants_file(asked())


def test_only_offered_choices_are_choices():
    assert tables.chosen(asked(address="/?state=a"), "state", ["a", "b"]) == "a"
    assert tables.chosen(asked(address="/?state=c"), "state", ["a", "b"]) == ""


def test_a_position_is_a_chip_and_none_is_none():
    assert "21" in tables.entry(asked(), 21)
    assert tables.entry(asked(), None) is None


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        ("合同所必需", ' class="brief"'),
        ("尽职调查、资料交接、信息盘点", ""),
        (None, ' class="nil"'),
        ([], ' class="nil"'),
        (Cell(None, note="要一人"), ' class="brief"'),
    ],
)
def test_what_is_short_stays_whole_and_what_is_not_there_is_marked(cell, looks):
    assert f'<td data-label="名称"{looks}><span>' in tables.body(listed((cell, 3)), "zh")


def test_a_number_stands_at_the_end_whatever_else_it_is():
    assert 'class="end brief"><span>3<' in tables.body(listed(("云岚", 3)), "zh")
    assert 'class="end nil"><span>—<' in tables.body(listed(("云岚", None)), "zh")
