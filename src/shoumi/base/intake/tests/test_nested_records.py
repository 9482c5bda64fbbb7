"""JSON documents and nested Parquet: one row a record, what is nested as columns."""

from __future__ import annotations

import json
from itertools import product

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shoumi.base.intake import errors
from shoumi.base.intake.parsers import records
from shoumi.base.intake.tests import both_readings

ONE = {
    "姓名": "张虚一",
    "联系": {"手机": "15400001001", "邮箱": ["a@one.example", "b@one.example"]},
}
TWO = {"姓名": "李虚二", "联系": {"手机": "15400001002", "邮箱": []}}
TOLD = {
    "姓名": ["张虚一", "李虚二"],
    "联系.手机": ["15400001001", "15400001002"],
    "联系.邮箱": ["a@one.example; b@one.example", None],
}


def read(tmp_path, data, name="客户.json"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return both_readings.read(path)


def lines(*values, **more):
    return "\n".join(json.dumps(one, ensure_ascii=False, **more) for one in values)


WAYS = [
    lines([ONE, TWO]),
    lines([ONE, TWO], indent=2),
    "[\n" + lines(ONE) + ",\n" + lines(TWO) + "\n]\n",
    lines(ONE, TWO),
    lines(ONE, TWO, indent=4),
]
# In a file of lines one whole object in one line is a line.
ENVELOPE = lines({"code": 0, "data": {"list": [ONE, TWO]}})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *product(["客户.json", "客户.jsonl", "客户.txt"], WAYS),
        *product(["客户.json", "客户.txt"], [ENVELOPE]),
    ],
)
def test_every_way_to_write_records_reads_alike(tmp_path, name, data):
    sheet, *beside = read(tmp_path, data, name)
    assert sheet.table.to_pydict() == TOLD
    assert [block.text for one in beside for block in one.blocks] in ([], ["code: 0"])


def test_one_record_is_a_row(tmp_path):
    (sheet,) = read(tmp_path, lines(TWO, indent=2))
    assert sheet.table.num_rows == 1


def test_the_place_of_a_record_is_its_line(tmp_path):
    (sheet,) = read(tmp_path, lines([ONE, TWO], indent=2))
    assert [sheet.place(at) for at in (0, 1)] == ["客户.json:2", "客户.json:12"]


def test_each_array_of_a_document_is_a_sheet(tmp_path):
    told = read(tmp_path, lines({"会员": [ONE], "备注": "年底", "散客": [TWO, TWO]}))
    assert [(one.name, one.table and one.table.num_rows) for one in told] == [
        ("会员", 1),
        ("散客", 2),
        ("客户.json", None),
    ]
    assert told[2].blocks[0].text == "备注: 年底"


def test_objects_of_a_list_are_numbered_so_that_none_is_taken_for_another(tmp_path):
    both = [{"姓名": "甲", "手机": "1"}, {"姓名": "乙"}]
    (sheet,) = read(tmp_path, lines([{"户": "一", "人": both}, {"户": "二", "人": both[:1]}]))
    assert sheet.table.to_pylist() == [
        {"户": "一", "人.1.姓名": "甲", "人.1.手机": "1", "人.2.姓名": "乙"},
        {"户": "二", "人.1.姓名": "甲", "人.1.手机": "1", "人.2.姓名": None},
    ]


@pytest.mark.parametrize("kept", [[[1, 2], [3]], [{"单": n} for n in range(6)], [{"a": 1}, "x"]])
def test_a_list_that_makes_no_columns_stays_in_one_cell_and_is_told(tmp_path, kept):
    (sheet,) = read(tmp_path, lines([{"户": "一", "单": kept}]))
    (cell,) = sheet.table["单"].to_pylist()
    assert len(json.loads(cell)) == len(kept)
    assert ("json.list_kept", "客户.json:1") in [(one.code, one.place) for one in sheet.notes]
    assert len(kept) != records.MOST_LISTED


GOOD = '{"姓名": "张虚一", "手机": "15400001001"}'
LAST = '{"姓名": "李虚二", "手机": "15400001002"}'


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ('{"姓名": "王虚三" "手机": "1"}', "json.broken"),
        ('{"姓名": "王虚三", "姓名": "赵虚四"}', "json.repeated_key"),
        ('["王虚三"]', "json.not_an_object"),
        ('"王虚三"', "json.not_an_object"),
        ("{" * 20 + '"a"' + ":1" + "}" * 20, "json.broken"),
        ('{"a":' * 20 + "1" + "}" * 20, "json.too_deep"),
    ],
)
@pytest.mark.parametrize("glue", [",", ",\n"])
def test_a_broken_record_costs_that_one(tmp_path, broken, code, glue):
    (sheet,) = read(tmp_path, f"[{glue.join([GOOD, broken, LAST])}]")
    assert [one.code for one in sheet.faults] == [code]
    assert sheet.table["姓名"].to_pylist() == ["张虚一", broken, "李虚二"]


@pytest.mark.parametrize("glue", [",", ",\n"])
def test_behind_a_record_without_an_end_the_next_is_set_apart_too(tmp_path, glue):
    broken = '{"姓名": "王虚三, "手机": "1", "单": [{"姓名": "不是客户"}]}'
    (sheet,) = read(tmp_path, "[\n" + glue.join([GOOD, broken, LAST, GOOD]) + "\n]")
    assert "json.broken" in [one.code for one in sheet.faults]
    wrong = {one.line for one in sheet.faults}
    good = [
        row["姓名"]
        for line, row in zip(sheet.lines.to_pylist(), sheet.table.to_pylist(), strict=True)
        if line not in wrong
    ]
    assert set(good) <= {"张虚一", "李虚二"}


def test_a_byte_that_is_no_text_costs_its_record(tmp_path):
    data = f"[{GOOD},\n{LAST}]".encode()
    (sheet,) = read(tmp_path, data.replace("李虚二".encode(), b"\xe6\x9d"))
    assert sheet.faults == ((2, -1, "text.encoding_broken"),)
    (sheet,) = read(tmp_path, lines(ONE, TWO).encode() + b'\n{"a":"\0"}\n', "a.jsonl")
    assert sheet.faults == ((3, -1, "text.nul"),)


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (f"[{GOOD},\n", errors.JsonBroken, 1),
        (f"[{GOOD}\n{LAST}]", errors.JsonBroken, 2),
        (f"[{GOOD}]\n]", errors.JsonBroken, 2),
        ('{"data": [{"a":1}],\n', errors.JsonBroken, 2),
        ('{"data": [{"a":1}]\n"b": 1}', errors.JsonBroken, 2),
        ('{"data" [{"a":1}]}', errors.JsonBroken, 1),
        ('{"a":1,\n"a":[{"b":1}]}', errors.JsonRepeatedKey, 2),
        ('{"a":' * 20 + "[{}]" + "}" * 20, errors.JsonTooDeep, 1),
        ('[["a", "b"]]', errors.JsonNotAnObject, 1),
        ('{"a": {"b": 1}} x', errors.JsonBroken, 1),
    ],
)
def test_a_document_without_a_good_end_is_refused_with_its_line(tmp_path, data, kind, line):
    with pytest.raises(kind) as refused:
        read(tmp_path, data)
    assert refused.value.facts["place"] == f"客户.json:{line}"


def test_a_document_cut_in_a_record_loses_that_one_and_says_so(tmp_path):
    (sheet,) = read(tmp_path, f"[{GOOD},\n{LAST[:-9]}")
    assert sheet.faults == ((2, -1, "json.broken"),)
    assert sheet.table.num_rows == 2


def test_lists_and_maps_of_parquet_are_told_as_those_of_json(tmp_path):
    table = pa.table(
        {
            "户": ["一", "二"],
            "号": pa.array([[1, 2], None], pa.list_(pa.int64())),
            "人": [[{"姓名": "甲", "日": 1}], [{"姓名": "乙", "日": 2}, {"姓名": "丙", "日": 3}]],
            "图": pa.array([[("年", "1")], []], pa.map_(pa.string(), pa.string())),
            "末": ["x", "y"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (sheet,) = both_readings.read(tmp_path / "a.parquet")
    told = [{k: v for k, v in row.items() if v is not None} for row in sheet.table.to_pylist()]
    assert told == [
        {"户": "一", "号": "1; 2", "末": "x", "人.1.姓名": "甲", "人.1.日": "1", "图.年": "1"},
        {
            "户": "二",
            "末": "y",
            "人.1.姓名": "乙",
            "人.1.日": "2",
            "人.2.姓名": "丙",
            "人.2.日": "3",
        },
    ]
