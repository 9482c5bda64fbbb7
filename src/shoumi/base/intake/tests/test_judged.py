"""Files that say less than they are, or something else: read as what they are, and told so."""

from __future__ import annotations

import codecs

import pytest

from shoumi.base.intake import errors, readers
from shoumi.base.intake.tests import both_readings
from shoumi.base.intake.tests.file_makers import xls, xlsx

HEAD = "姓名,手机,备注\n"
TEXT = HEAD + "张虚一,15400001001,老客户\n李虚二,15400001002,\n"
TOLD = [
    {"姓名": "张虚一", "手机": "15400001001", "备注": "老客户"},
    {"姓名": "李虚二", "手机": "15400001002", "备注": None},
]
ROWS = [["姓名", "手机"], ["张虚一", "15400001001"], ["李虚二", "15400001002"]]


def read(tmp_path, data, name="客户.txt", **more):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return both_readings.read(path, **more)


def kind_of(sheet):
    return [note.facts["kind"] for note in sheet.notes if note.code == "file.read_as"]


@pytest.mark.parametrize(
    "name",
    ["a.txt", "a.dat", "a.asc", "a", "a.导出", "a.xls", "a.xlsx", "a.ods", "a.docx", "a.pdf"],
)
@pytest.mark.parametrize(
    ("separator", "kind"), [(",", "CSV"), ("\t", "TSV"), (";", "CSV (;)"), ("|", "CSV (|)")]
)
def test_a_table_with_separators_is_one_whatever_its_name_is(tmp_path, name, separator, kind):
    (sheet,) = read(tmp_path, TEXT.replace(",", separator), name)
    assert sheet.table.to_pylist() == TOLD
    assert kind_of(sheet) == [kind]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        ("云岚虚构家政服务有限公司客户名单\n\n" + TEXT).encode(),
        b"sep=,\n" + TEXT.encode(),
    ],
)
def test_in_every_encoding_and_below_a_title(tmp_path, data):
    (sheet,) = read(tmp_path, data)
    assert sheet.table.to_pylist() == TOLD


@pytest.mark.parametrize(
    "text",
    [
        "甲方：张虚一\n联系电话 15400001001\n",
        "Dear Sir,\nthank you for the list, which we have read.\nYours, the office\n",
        "\n".join(f"This line, number {n}, is long and goes on and on for a while, as letters do"
                  ", and then it ends, at last, where the paper does" for n in range(9)),
        "15400001001\n15400001002\n",
        "张虚一,15400001001\n",
    ],
)  # fmt: skip
def test_what_is_no_table_stays_text(tmp_path, text):
    (sheet,) = read(tmp_path, text)
    assert "".join(block.text for block in sheet.blocks) == text
    assert kind_of(sheet) == []


def test_a_broken_row_costs_that_row_here_too(tmp_path):
    (sheet,) = read(tmp_path, TEXT + "王虚三,15400001003\n" + TEXT.split("\n")[1] + "\n")
    assert [(one.line, one.code) for one in sheet.faults] == [(4, "csv.ragged")]
    assert sheet.table.num_rows == 4


def test_what_is_no_text_in_a_letter_is_told_by_its_line(tmp_path):
    (sheet,) = read(tmp_path, "甲方与乙方\n电话".encode() + b"\xe8\n\0\n")
    assert [(note.code, note.place) for note in sheet.notes] == [
        ("text.encoding_broken", "客户.txt:2"),
        ("text.nul", "客户.txt:3"),
    ]
    assert sheet.blocks[0].text == "甲方与乙方\n电话\ufffd\n\ufffd\n"


def test_who_says_that_it_is_text_gets_text(tmp_path):
    (sheet,) = read(tmp_path, TEXT, asked="txt")
    assert sheet.table is None


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.xls", xlsx(ROWS), "XLSX"), ("a.xlsx", xls(ROWS), "XLS")],
)
def test_a_workbook_under_the_other_name_is_read_and_told(tmp_path, name, data, kind):
    (sheet,) = read(tmp_path, data, name)
    assert sheet.table.num_rows == 2
    assert kind_of(sheet) == [kind]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.tsv"])
def test_records_under_the_name_of_a_table_are_read_and_told(tmp_path, name):
    records = (
        '[{"姓名": "张虚一", "手机": "15400001001"}, {"姓名": "李虚二", "手机": "15400001002"}]'
    )
    (sheet,) = read(tmp_path, records, name)
    assert [row["手机"] for row in sheet.table.to_pylist()] == ["15400001001", "15400001002"]
    assert kind_of(sheet) == ["JSON"]


def test_a_table_whose_heading_begins_with_a_bracket_is_a_table(tmp_path):
    (sheet,) = read(tmp_path, "[姓名],<手机>\n张虚一,15400001001\n", "a.csv")
    assert sheet.header == ["[姓名]", "<手机>"]
    (sheet,) = read(tmp_path, "<姓名>,[手机]\n张虚一,15400001001\n李虚二,15400001002\n", "a.csv")
    assert sheet.header == ["<姓名>", "[手机]"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.xlsx", "没有表格的文字\n".encode(), errors.NotWhatItSays),
        ("a.gif", b"GIF89a" + b"\0" * 9, errors.UnknownFormat),
        ("a", b"\0\1\2\3" * 99, errors.UnknownFormat),
        ("a.txt", b"\0\1\2\3" * 99, errors.NotWhatItSays),
        ("a.txt", b"%PDF-1.7", errors.NotWhatItSays),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, name, data, kind):
    with pytest.raises(kind):
        read(tmp_path, data, name)


def test_what_is_neither_text_nor_what_its_name_says_is_not_called_a_text(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"\x81\xff" * 99)
    with pytest.raises(errors.NotWhatItSays) as refused:
        readers.read(tmp_path / "a.docx")
    assert refused.value.facts == {"place": "a.docx", "expected": "docx"}
