"""XLSX, XLS and ODS: all that is in them, and what is refused."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.comments import Comment

from shoumi.base.intake import errors
from shoumi.base.intake.tests import both_readings
from shoumi.base.intake.tests.file_makers import OFFICE, RELS, X, compound, ods, xls, xlsx

ROWS = [["姓名", "手机"], ["张虚一", "15400001001"], ["李虚二", "15400001002"]]


def read(tmp_path, data, name="a.xlsx", **more):
    path = tmp_path / name
    path.write_bytes(data)
    return both_readings.read(path, **more)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(*rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.active.title = "名单"
    return made


def codes(sheet):
    return {(note.code, note.place) for note in sheet.notes}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", xlsx(ROWS)),
        ("a.ods", ods([[(cell, "") for cell in row] for row in ROWS])),
        ("a.xls", xls(ROWS)),
    ],
)
def test_the_three_formats_read_alike(tmp_path, name, data):
    sheet = read(tmp_path, data, name)[0]
    assert (sheet.name, sheet.header) == ("名单", ["姓名", "手机"])
    assert sheet.table["手机"].to_pylist() == ["15400001001", "15400001002"]
    assert sheet.place(1, 1) == f"{name}:名单!B3"


def test_values_become_the_text_a_person_would_copy(tmp_path):
    cells = [15400001001, 12.5, True, date(2026, 8, 24), datetime(2026, 8, 24, 9, 5), time(9, 5)]
    sheet = read(tmp_path, saved(book(list("甲乙丙丁戊己"), cells)))[0]
    assert [column[0].as_py() for column in sheet.table.columns] == [
        "15400001001",
        "12.5",
        "TRUE",
        "2026-08-24",
        "2026-08-24 09:05:00",
        "09:05:00",
    ]


@pytest.mark.parametrize("number", [990000199001011116, 6222020000000000, -(10**15)])
def test_a_number_that_lost_its_digits_is_told_with_its_cell(tmp_path, number):
    data = saved(book(["姓名", "证件"], ["张虚一", number]))
    (sheet, _) = read(tmp_path, data)
    assert sheet.faults == ((2, 1, "table.lost_digits"),)
    assert ("table.lost_digits", "a.xlsx:名单!B2") in codes(sheet)


def test_fifteen_digits_are_kept(tmp_path):
    sheet = read(tmp_path, saved(book(["姓名", "证件"], ["张虚一", 990000900101111])))[0]
    assert sheet.table["证件"].to_pylist() == ["990000900101111"]


def test_title_rows_and_merged_headings_are_read_as_one_heading(tmp_path):
    made = book(
        ["虚构公司客户名单"], ["姓名", "联系方式", None, "地址"], [None, "手机", "邮箱"],
        ["张虚一", "15400001001", "a@example.com", "样本路1号"],
    )  # fmt: skip
    for span in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        made.active.merge_cells(span)
    sheet = read(tmp_path, saved(made))[0]
    assert sheet.header == ["姓名", "联系方式/手机", "联系方式/邮箱", "地址"]
    assert (sheet.header_row, sheet.lines.to_pylist()) == (2, [4])


def test_a_cell_merged_over_rows_counts_for_each(tmp_path):
    made = book(["单位", "联系人"], ["虚构甲公司", "张虚一"], [None, "李虚二"], ["乙", "王虚三"])
    made.active.merge_cells("A2:A3")
    sheet = read(tmp_path, saved(made))[0]
    assert sheet.table["单位"].to_pylist() == ["虚构甲公司", "虚构甲公司", "乙"]
    assert ("table.merged_cells", "a.xlsx:名单!A3") in codes(sheet)


@pytest.mark.parametrize(
    ("state", "code"), [("hidden", "sheet.hidden"), ("veryHidden", "sheet.very_hidden")]
)
def test_hidden_sheets_are_read_and_told(tmp_path, state, code):
    made = book(["a", "b"], ["1", "2"])
    hidden = made.create_sheet("藏")
    hidden.sheet_state = state
    for row in ROWS:
        hidden.append(row)
    sheet = read(tmp_path, saved(made))[1]
    assert sheet.table["姓名"].to_pylist() == ["张虚一", "李虚二"]
    assert (code, "a.xlsx:藏!A1") in codes(sheet)


def test_hidden_columns_rows_and_comments_are_told_and_read(tmp_path):
    made = book(*ROWS)
    made.active.column_dimensions["B"].hidden = True
    made.active.row_dimensions[3].hidden = True
    made.active["A2"].comment = Comment("原号 15400009999", "林示范")
    table, text, _ = read(tmp_path, saved(made))
    assert codes(table) == {
        ("table.hidden_column", "a.xlsx:名单!B"),
        ("table.hidden_row", "a.xlsx:名单!3"),
        ("table.comment", "a.xlsx:名单!A2"),
    }
    assert table.table.num_rows == 2
    assert {(block.what, block.text) for block in text.blocks} == {
        ("comment", "原号 15400009999"),
        ("author", "林示范"),
    }


def test_an_open_document_tells_hidden_columns_and_comments(tmp_path):
    hidden = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="1"/>'
    )
    note = "<office:annotation><text:p>原号</text:p></office:annotation>"
    rows = [[("姓名", ""), ("手机", "")], [("张虚一", note), ("15400001001", "")]]
    table, text = read(tmp_path, ods(rows, extra=hidden), "a.ods")
    assert ("table.hidden_column", "a.ods:名单!B") in codes(table)
    assert [(block.place, block.text) for block in text.blocks] == [("a.ods:名单!A2", "原号")]


def test_an_old_workbook_says_what_it_cannot_show(tmp_path):
    (sheet,) = read(tmp_path, xls(ROWS), "a.xls")
    assert ("workbook.partly_read", "a.xls:名单") in codes(sheet)


def test_formulas_without_value_and_errors_are_told(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>手机</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
    )
    sheet = read(tmp_path, xlsx(rows, raw=True))[0]
    assert codes(sheet) == {
        ("table.formula_without_value", "a.xlsx:名单!A2"),
        ("table.error_value", "a.xlsx:名单!B2"),
    }
    assert sheet.table["姓名"].to_pylist() == ["2"]


def test_what_lies_beside_the_sheets_is_read(tmp_path):
    more = {
        "xl/pivotCache/pivotCacheRecords1.xml": f'<r {X}><r><s v="张虚一"/><n v="154"/></r></r>',
        "xl/drawings/drawing1.xml": "<d><t>王虚三</t></d>",
        "docProps/core.xml": "<c><creator>林示范</creator></c>",
        "xl/vbaProject.bin": "PK",
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship '
        f'Id="r1" Type="{OFFICE}/threadedComment" Target="../threadedComments/t1.xml"/>'
        "</Relationships>",
        "xl/threadedComments/t1.xml": '<t><threadedComment ref="A2"><text>改号</text>'
        "</threadedComment></t>",
    }
    _, comments, side = read(tmp_path, xlsx(ROWS, more=more))
    assert [block.text for block in comments.blocks] == ["改号"]
    assert {(block.what, block.text) for block in side.blocks} == {
        ("pivot", "张虚一\n154"),
        ("shape", "王虚三"),
        ("author", "林示范"),
    }
    assert [note.code for note in side.notes] == ["office.embedded"]


@pytest.mark.parametrize(
    ("name", "data", "kind", "place"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         errors.Encrypted, "a.xlsx"),
        ("a.xls", compound([("Nothing", b"x")]), errors.Broken, "a.xls"),
        ("a.xls", b"%PDF-1.7\n", errors.NotWhatItSays, "a.xls"),
        ("a.xls", "没有表格的文字\n".encode(), errors.NotWhatItSays, "a.xls"),
        ("a.csv", xlsx(ROWS), errors.NotWhatItSays, "a.csv"),
        ("a.xlsx", b"%PDF-1.7\n", errors.NotWhatItSays, "a.xlsx"),
        ("a.xlsx", xlsx(ROWS)[:-300], errors.ZipBroken, "a.xlsx"),
        ("a.xlsx", xlsx("<row><c>", raw=True), errors.XmlBroken,
         "a.xlsx:名单!A1"),
        ("a.xlsx", xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', raw=True),
         errors.TooManyRows, "a.xlsx:名单!XFD1048576"),
        ("a.ods", ods([[("姓名", "")]]).replace(b"t.spread", b"t.SPREAD"), errors.ZipBroken,
         "a.ods:#1"),
    ],
)  # fmt: skip
def test_broken_workbooks_are_refused(tmp_path, name, data, kind, place):
    with pytest.raises(kind) as refusal:
        read(tmp_path, data, name)
    assert refusal.value.facts["place"] == place


@pytest.mark.parametrize(
    ("repeat", "where"), [("number-columns-repeated", "cell"), ("number-rows-repeated", "row")]
)
def test_an_open_document_that_repeats_cells_without_end_is_refused(tmp_path, repeat, where):
    big = f'table:{repeat}="99999999"'
    cell, row = (big, "") if where == "cell" else ("", big)
    extra = (
        f'<table:table-row {row}><table:table-cell {cell} office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    with pytest.raises(errors.TooManyRows):
        read(tmp_path, ods([], extra=extra), "a.ods")


def test_rows_and_cells_that_hold_nothing_make_no_sheet_larger(tmp_path):
    """LibreOffice writes the last row there can be, and cells that have looks alone."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    rows += '<row r="2"><c r="A2" t="inlineStr"><is><t>张虚一</t></is></c></row>'
    rows += '<row r="1048576" ht="12.8"><c r="XFD1048576" s="0"/></row>'
    [sheet] = read(tmp_path, xlsx(rows, raw=True))
    assert sheet.table.to_pydict() == {"姓名": ["张虚一"]}
