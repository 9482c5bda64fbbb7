"""Web pages and XML that systems save as ``.xls``."""

from __future__ import annotations

import pytest

from shoumi.base.intake import errors
from shoumi.base.intake.tests import both_readings

META = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
TOLD = [
    {"姓名": "张虚一", "手机": "15400001001"},
    {"姓名": "李虚二", "手机": "15400001002"},
]


def row(*cells, tag="td"):
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>\n"


HEAD = row("姓名", "手机", tag="th")
BODY = row("张虚一", "15400001001") + row("李虚二", "15400001002")


def page(inner, before=META):
    return f"<html><head>{before}</head><body>{inner}</body></html>"


def read(tmp_path, data, name="客户.xls"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return both_readings.read(path)


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["客户.xls", "客户.html", "客户.xlsx", "客户.csv", "客户.pdf"])
def test_a_page_is_read_in_its_own_encoding(tmp_path, encoding, name):
    (sheet,) = read(tmp_path, page(f"<table>{HEAD}{BODY}</table>").encode(encoding), name)
    assert sheet.table.to_pylist() == TOLD
    assert sheet.place(1, 1) == f"{name}:#1!B3"
    assert "file.read_as" in [note.code for note in sheet.notes]


def test_the_encoding_that_the_page_states_settles_the_question(tmp_path):
    # Rare signs alone, which prove nothing by themselves.
    data = page("<table><tr><td>龘<td>靐</table>").encode("gb18030")
    (sheet,) = read(tmp_path, data)
    assert sheet.table.num_rows + len(sheet.header) > 0


def test_cells_over_columns_and_rows(tmp_path):
    head = (
        "<tr><th rowspan=2>姓名</th><th colspan=2>联系</th></tr><tr><th>手机</th><th>邮箱</th></tr>"
    )
    body = (
        "<tr><td rowspan=2>张虚一</td><td>15400001001</td><td>a@one.example</td></tr>"
        "<tr><td>15400001002</td><td>&nbsp;</td></tr>"
        "<tr><td>李虚二</td><td colspan=2>无</td></tr>"
    )
    (sheet,) = read(tmp_path, page(f"<table>{head}{body}</table>"))
    assert sheet.header == ["姓名", "联系/手机", "联系/邮箱"]
    assert sheet.table.to_pylist() == [
        {"姓名": "张虚一", "联系/手机": "15400001001", "联系/邮箱": "a@one.example"},
        {"姓名": "张虚一", "联系/手机": "15400001002", "联系/邮箱": None},
        {"姓名": "李虚二", "联系/手机": "无", "联系/邮箱": None},
    ]
    assert "table.merged_cells" in [note.code for note in sheet.notes]
    assert sheet.faults == ()


def test_what_a_cell_shows_is_read(tmp_path):
    cells = "<b>张</b>虚一<br>老\n 客户", "154&#48;0001001"
    (sheet,) = read(tmp_path, page(f"<table>{HEAD}{row(*cells)}</table>"))
    assert sheet.table.to_pylist() == [{"姓名": "张虚一\n老 客户", "手机": "15400001001"}]


def test_the_number_that_excel_wrote_beside_what_it_shows_is_taken(tmp_path):
    head = row("姓名", "手机", "号")
    body = '<tr><td>张虚一<td x:num="15400001001">1.54E+10<td>9.9E+17</tr>'
    (sheet,) = read(tmp_path, page(f"<table>{head}{body}</table>"))
    assert sheet.table["手机"].to_pylist() == ["15400001001"]
    assert sheet.faults == ((2, 2, "table.lost_digits"),)


def test_a_row_with_a_cell_too_few_is_set_apart(tmp_path):
    (sheet,) = read(tmp_path, page(f"<table>{HEAD}{row('15400001003')}{BODY}</table>"))
    assert sheet.faults == ((2, -1, "csv.ragged"),)
    assert sheet.table.num_rows == 3


def test_each_table_is_a_sheet_and_what_stands_beside_is_text(tmp_path):
    inner = f"制表人：赵虚四<table>{HEAD}{BODY}</table><table>{HEAD}{BODY}</table>"
    script = "<script>var x = '<table>15400001009';</script><style>td {}</style>"
    one, two, beside = read(tmp_path, page(inner, script))
    assert one.table.to_pylist() == two.table.to_pylist() == TOLD
    assert [block.text for block in beside.blocks] == ["制表人：赵虚四"]


def test_a_table_inside_a_cell_is_a_sheet_of_its_own(tmp_path):
    inner = f"<table><tr><td><table>{HEAD}{BODY}</table></td></tr></table>"
    (sheet,) = read(tmp_path, page(inner))
    assert sheet.table.to_pylist() == TOLD


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (page(f"<table>{HEAD}{BODY}"), errors.Broken, "1"),
        (page(f"\n<script>x<table>{HEAD}{BODY}</table>"), errors.Broken, "2"),
        (page("<table></table>"), errors.NotWhatItSays, ""),
        (page("<p>没有表"), errors.NotWhatItSays, ""),
        (page("<table>" * 300), errors.XmlTooDeep, ""),
        (page("<table><tr>" + "<td colspan=9999>x" * 2 + "</table>"), errors.TooManyColumns, "1"),
    ],
)
def test_half_a_page_is_refused_with_its_line(tmp_path, data, kind, line):
    with pytest.raises(kind) as refused:
        read(tmp_path, data)
    assert refused.value.facts["place"] == (f"客户.xls:{line}" if line else "客户.xls")


def test_a_byte_that_is_no_text_costs_its_cell(tmp_path):
    data = page(f"<table>{HEAD}{BODY}</table>").encode().replace("李虚二".encode(), b"\xe6\x9d")
    (sheet,) = read(tmp_path, data)
    assert sheet.faults == ((3, 0, "text.encoding_broken"),)
    assert sheet.table.num_rows == 2


BOOK = (
    '<?xml version="1.0"{encoding}?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
    '<Worksheet ss:Name="名单"><Table>{rows}</Table>{more}</Worksheet></Workbook>'
)


def cell(text, kind="String", about=""):
    return f'<Cell {about}><Data ss:Type="{kind}">{text}</Data></Cell>'


def book(*rows, encoding="", more=""):
    lines = "".join(f"<Row>{''.join(one)}</Row>\n" for one in rows)
    return BOOK.format(rows=lines, encoding=encoding, more=more)


NAMES = [cell("姓名"), cell("手机")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_workbook_of_xml_is_read(tmp_path, encoding):
    said = book(
        NAMES,
        [cell("张虚一"), cell("15400001001", "Number")],
        [cell("李虚二"), cell("15400001002")],
        encoding=f' encoding="{encoding}"',
    )
    (sheet,) = read(tmp_path, said.encode(encoding))
    assert sheet.table.to_pylist() == TOLD
    assert (sheet.name, sheet.place(0, 1)) == ("名单", "客户.xls:名单!B2")


def test_what_its_cells_hold(tmp_path):
    (sheet, beside) = read(
        tmp_path,
        book(
            [*NAMES, cell("生日"), cell("卡号"), cell("值")],
            [
                cell("张虚一", about='ss:MergeDown="1"'),
                cell("15400001001") + "<Cell/>",
                cell("990000199001011116", "Number", 'ss:Index="4"'),
                cell("#REF!", "Error"),
            ],
            [
                cell("15400001002", about='ss:Index="2"').replace(
                    "</Cell>", "<Comment><Data>改号</Data></Comment></Cell>"
                ),
                cell("1990-02-28T00:00:00.000", "DateTime"),
                cell("9E3", "Number") + cell("1", "Boolean"),
            ],
            more="<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>",
        ),
    )
    assert sheet.table.to_pylist()[1] == {
        "姓名": "张虚一", "手机": "15400001002", "生日": "1990-02-28", "卡号": "9000",
        "值": "TRUE",
    }  # fmt: skip
    assert sheet.faults == ((2, 3, "table.lost_digits"), (2, 4, "table.error_value"))
    assert {"sheet.hidden", "table.comment"} <= {note.code for note in sheet.notes}
    assert [(block.what, block.text) for block in beside.blocks] == [("comment", "改号")]


def test_a_byte_that_is_no_text_and_a_cell_too_long_cost_their_cells(tmp_path):
    said = book(NAMES, [cell("张虚一"), cell("x" * 200_000)], [cell("李虚二"), cell("1")])
    data = said.encode().replace("李虚二".encode(), "李".encode() + b"\xe6")
    (sheet,) = read(tmp_path, data)
    assert [(one.line, one.column, one.code) for one in sheet.faults] == [
        (2, 1, "table.cell_too_long"),
        (3, 0, "text.encoding_broken"),
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (book(NAMES)[:-30], errors.XmlBroken),
        (book(NAMES).replace("<Workbook", "<!DOCTYPE x [<!ENTITY a 'b'>]><Workbook"),
         errors.XmlEntity),
        (book([cell("x", about='ss:Index="20000"')]), errors.TooManyColumns),
        (book(NAMES).replace("<Row>", '<Row ss:Index="9999999">'), errors.TooManyRows),
    ],
)  # fmt: skip
def test_a_broken_one_is_refused(tmp_path, data, kind):
    with pytest.raises(kind):
        read(tmp_path, data)
