"""DOCX, TXT, JSON Lines and Parquet."""

from __future__ import annotations

import codecs

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shoumi.base.intake import errors
from shoumi.base.intake.tests import both_readings
from shoumi.base.intake.tests.file_makers import W, docx, paragraph, relations

CHANGED = (
    "<w:p><w:r><w:t>联系人：</w:t></w:r>"
    '<w:del w:author="法务"><w:r><w:delText>张虚一15400001001</w:delText></w:r></w:del>'
    '<w:ins w:author="业务"><w:r><w:t>李虚二1540000</w:t></w:r></w:ins>'
    "<w:r><w:t>1002</w:t></w:r></w:p>"
)
MOVED = (
    "<w:p><w:moveFrom><w:r><w:t>旧址</w:t></w:r></w:moveFrom>"
    "<w:moveTo><w:r><w:t>新址</w:t></w:r></w:moveTo></w:p>"
)
TABLE = (
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc><w:tbl><w:tr>"
    "<w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
).format(*(paragraph(text) for text in ("姓名", "手机", "张虚一", "内表")))
MORE = {
    "word/comments.xml": f'<w:comments {W}><w:comment w:author="审核">{paragraph("已核实")}'
    "</w:comment></w:comments>",
    "word/header1.xml": f"<w:hdr {W}>{paragraph('页眉')}</w:hdr>",
    "word/footer1.xml": f"<w:ftr {W}>{paragraph('页脚')}</w:ftr>",
    "word/footnotes.xml": f"<w:footnotes {W}>{paragraph('脚注')}</w:footnotes>",
    "word/endnotes.xml": f"<w:endnotes {W}>{paragraph('尾注')}</w:endnotes>",
    "word/_rels/document.xml.rels": relations(("hyperlink", "mailto:a@example.com")),
    "docProps/core.xml": "<c><creator>林示范</creator></c>",
}


def read(tmp_path, data, name, **more):
    path = tmp_path / name
    path.write_bytes(data)
    return both_readings.read(path, **more)


def blocks(tmp_path, body, **more):
    (sheet,) = read(tmp_path, docx(body, **more), "a.docx")
    return [(block.place.partition(":")[2], block.what, block.text) for block in sheet.blocks]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (paragraph("合同"), [("p1", "body", "合同")]),
        (
            CHANGED,
            [
                ("p1", "inserted", "联系人：李虚二15400001002"),
                ("p1", "deleted", "联系人：张虚一154000010011002"),
                ("authors", "author", "业务"),
                ("authors", "author", "法务"),
            ],
        ),
        (MOVED, [("p1", "inserted", "新址"), ("p1", "deleted", "旧址")]),
        (
            TABLE,
            [
                ("table1!A1", "cell", "姓名"),
                ("table1!B1", "cell", "手机"),
                ("table1!A2", "cell", "张虚一"),
                ("table2!A1", "cell", "内表"),
            ],
        ),
        (
            "<w:p><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:instrText>LINK</w:instrText></w:p>",
            [("p1", "body", "甲\t乙\n"), ("p1", "field", "LINK")],
        ),
        # a text box is a paragraph inside a paragraph
        (
            f"<w:p><w:r><w:t>外</w:t><w:txbxContent>{paragraph('框')}</w:txbxContent></w:r></w:p>",
            [("p2", "body", "框"), ("p2", "body", "外")],
        ),
    ],
)
def test_everything_in_the_document_is_told(tmp_path, body, told):
    assert blocks(tmp_path, body) == told


def test_what_stands_beside_the_page_is_told(tmp_path):
    told = {(what, text) for _, what, text in blocks(tmp_path, paragraph("正文"), more=MORE)}
    assert told == {
        ("body", "正文"),
        ("comment", "已核实"),
        ("header", "页眉"),
        ("footer", "页脚"),
        ("footnote", "脚注"),
        ("endnote", "尾注"),
        ("link", "mailto:a@example.com"),
        ("author", "审核"),
        ("author", "林示范"),
    }


def test_tracked_changes_and_hidden_text_are_noted(tmp_path):
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"
    (sheet,) = read(tmp_path, docx(CHANGED + hidden, more=MORE), "a.docx")
    assert {note.code for note in sheet.notes} == {
        "document.tracked_insertions",
        "document.tracked_deletions",
        "document.hidden_text",
        "document.comments",
    }


def test_text_comes_in_blocks_with_their_line(tmp_path):
    lines = [f"第{n}行 15400001001\n" for n in range(1, 1001)]
    (sheet,) = read(tmp_path, codecs.BOM_UTF8 + "".join(lines).encode(), "a.txt")
    assert "".join(block.text for block in sheet.blocks) == "".join(lines)
    for block in sheet.blocks:
        number = int(block.place.rpartition(":")[2])
        assert block.text.startswith(lines[number - 1])


def test_a_text_without_line_ends_is_read_in_pieces(tmp_path):
    data = b"x" * 1_500_000
    (sheet,) = read(tmp_path, data, "a.txt")
    assert sum(len(block.text) for block in sheet.blocks) == len(data)


def test_json_lines_keep_numbers_as_written(tmp_path):
    data = '{"id":990000199001011116,"a":{"b":1.50}}\n\n{"c":[1,"x"],"ok":true,"id":null}\n'
    (sheet,) = read(tmp_path, data.encode(), "a.jsonl")
    assert sheet.table.to_pydict() == {
        "id": ["990000199001011116", None],
        "a.b": ["1.50", None],
        "c": [None, "1; x"],
        "ok": [None, "true"],
    }
    assert sheet.place(1) == "a.jsonl:3"


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        ('{"a":\n', errors.JsonBroken, 1),
        ('"a"\n', errors.JsonNotAnObject, 1),
        ('{"a":1,"a":2}\n', errors.JsonRepeatedKey, 1),
        ('{"a.b":1,"a":{"b":2}}\n', errors.JsonRepeatedKey, 1),
        ('{"a":' * 40 + "1" + "}" * 40, errors.JsonTooDeep, 1),
        ('{"a":' + "[" * 500_000, errors.JsonTooDeep, 1),
        ('{"a":"' + "x" * 200_000 + '"}', errors.CellTooLong, 1),
        ("x" * 1_100_000, errors.LineTooLong, 1),
        ("{" + ",".join(f'"{n}":1' for n in range(17_000)) + "}", errors.TooManyColumns, 1),
    ],
)
def test_broken_json_is_refused_with_its_line(tmp_path, data, kind, line):
    with pytest.raises(kind) as refusal:
        read(tmp_path, data.encode(), "a.jsonl")
    assert refusal.value.facts["place"] == f"a.jsonl:{line}"


def test_the_reading_goes_on_behind_a_broken_line(tmp_path):
    lines = ['{"a":', '{"a":"1"}', "[1]", '{"a":"2","a":"3","b":"x"}', '{"a":"4"}']
    (sheet,) = read(tmp_path, "\n".join(lines).encode(), "a.jsonl")
    assert [(one.line, one.code) for one in sheet.faults] == [
        (1, "json.broken"),
        (3, "json.not_an_object"),
        (4, "json.repeated_key"),
    ]
    # A key of a broken line is no column.
    assert sheet.table.to_pydict() == {"a": ["1", '{"a":', "[1]", '{"a":"2","a":"3","b":"x"}', "4"]}
    assert sheet.lines.to_pylist() == [2, 1, 3, 4, 5]


def test_half_a_character_becomes_visible_damage(tmp_path):
    (sheet,) = read(tmp_path, b'{"a":"\\ud83d"}\n', "a.jsonl")
    assert sheet.table["a"].to_pylist() == ["\ufffd"]


def test_parquet_columns_become_text(tmp_path):
    table = pa.table(
        {
            "姓名": pa.array(["张虚一", None]).dictionary_encode(),
            "号": [990000199001011116, 2],
            "额": [1.5, 2.0],
            "表": [[1], None],
            "节": [b"x", None],
            "日": pa.array([0, None], pa.date32()),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (sheet,) = both_readings.read(tmp_path / "a.parquet")
    assert sheet.table.to_pylist() == [
        {"姓名": "张虚一", "号": "990000199001011116", "额": "1.5", "表": "1", "节": "x",
         "日": "1970-01-01"},
        {"姓名": None, "号": "2", "额": "2", "表": None, "节": None, "日": None},
    ]  # fmt: skip


def test_fields_inside_fields_of_parquet_are_columns(tmp_path):
    rows = [{"客户": {"姓名": "张虚一", "联系": {"手机": "15400001001"}}}, {"客户": None}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    (sheet,) = both_readings.read(tmp_path / "a.parquet")
    assert sheet.header == ["客户.姓名", "客户.联系.手机"]
    assert sheet.table.to_pylist() == [
        {"客户.姓名": "张虚一", "客户.联系.手机": "15400001001"},
        {"客户.姓名": None, "客户.联系.手机": None},
    ]


def test_broken_parquet_is_refused(tmp_path):
    with pytest.raises(errors.Broken):
        read(tmp_path, b"PAR1" + b"\0" * 100, "a.parquet")
    pq.write_table(pa.table({"号": [1.0, 9.9e17]}), tmp_path / "b.parquet")
    (sheet,) = both_readings.read(tmp_path / "b.parquet")
    assert sheet.faults == ((2, 0, "table.lost_digits"),)
