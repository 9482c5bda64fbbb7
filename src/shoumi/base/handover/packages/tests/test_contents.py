"""Parquet holds the values, CSV is safe to open, and rows that do not fit are named."""

import csv
import io
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from shoumi.base.handover.packages import Column, Kind, spool
from shoumi.base.handover.packages import contents as packed_contents
from shoumi.base.handover.packages.contents import Contents, Making, made
from shoumi.base.handover.packages.contents import write as write_parts
from shoumi.base.handover.packages.errors import RowUnfit, SchemaUnfit
from shoumi.base.handover.packages.tests.sample_package import ROWS, SCHEMA

NAME = [Column("name", heading="姓名")]


def write(rows, schema, folder=Path("/nowhere")):
    """Small enough to need no folder."""
    written = write_parts(made(rows, schema), schema, folder)
    return Contents(spool.whole(written.parquet), spool.whole(written.csv), written.rows)


def cells(contents):
    text = contents.csv.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86 154 0000 0103", "'+86 154 0000 0103"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("＠x", "'＠x"),
        ("a=1", "a=1"),
        ('say "hi", twice', 'say "hi", twice'),
        ("两行\r\n地址", "两行\r\n地址"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_cell_is_never_a_formula_and_parquet_keeps_the_value(value, cell):
    made = write([{"name": value}], NAME)
    assert cells(made) == [["姓名"], [cell]]
    assert pq.read_table(io.BytesIO(made.parquet)).to_pylist() == [{"name": value}]


def test_a_heading_is_no_formula_either():
    assert cells(write([], [Column("name", heading="=x")])) == [["'=x"]]


def test_negative_numbers_stay_numbers():
    assert cells(write([{"n": -5}], [Column("n", Kind.INT)]))[1] == ["-5"]


def test_the_csv_begins_with_a_byte_order_mark_and_ends_lines_with_crlf():
    made = write(ROWS[:2], SCHEMA)
    assert made.csv.startswith(b'\xef\xbb\xbf"')
    assert made.csv.count(b"\r\n") == 3
    assert made.csv.count(b"\n") == 3


def test_no_rows_are_an_empty_table():
    made = write([], SCHEMA)
    assert made.rows == 0
    assert pq.read_table(io.BytesIO(made.parquet)).num_rows == 0
    assert repr(made) == "Contents(rows=0)"


def test_the_same_rows_make_the_same_bytes():
    assert write(ROWS, SCHEMA) == write(ROWS, SCHEMA)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column("a"), 5),
        (Column("a", Kind.INT), "5"),
        (Column("a", Kind.INT), True),
        (Column("a", Kind.DATE), datetime(2026, 1, 1, tzinfo=UTC)),
        (Column("a", Kind.BOOL), 1),
        (Column("a", Kind.DATE), "2026-01-01"),
    ],
)
def test_a_value_of_another_kind_is_named_by_place_only(column, value):
    with pytest.raises(RowUnfit) as refused:
        write([{}, {"a": value}], [column])
    assert refused.value.facts == {"row": 2, "column": "a"}


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.INT, 2**63), (Kind.TEXT, "\ud800"), (Kind.DATE, None)]
)
def test_what_parquet_cannot_hold_is_refused(kind, value):
    if value is None:
        assert write([{"a": date.max}], [Column("a", kind)]).rows == 1
        return
    with pytest.raises(RowUnfit):
        write([{"a": value}], [Column("a", kind)])


def test_a_column_that_was_not_agreed_on_is_refused():
    with pytest.raises(RowUnfit) as refused:
        write([{"name": "甲", "id_number": "990000198002291012"}], NAME)
    assert refused.value.facts == {"row": 1, "column": ""}


@pytest.mark.parametrize(
    "schema", [[], [Column("a"), Column("a")], [Column("A")], [Column("a b")], [Column("")]]
)
def test_a_schema_that_names_nothing_clear_is_refused(schema):
    with pytest.raises(SchemaUnfit):
        write([], schema)


@pytest.mark.parametrize("sizes", [(409,), (1, 400, 8), (200, 209), (7,) * 58 + (3,)])
def test_rows_in_parts_of_any_size_are_the_same_table_and_the_same_sheet(sizes, monkeypatch):
    monkeypatch.setattr(packed_contents, "BATCH_ROWS", 100)
    rest, making = iter(ROWS), Making(SCHEMA)
    parts = [making.of(list(islice(rest, size))) for size in sizes]
    written = write_parts(parts, SCHEMA, Path("/nowhere"))
    table = pq.ParquetFile(io.BytesIO(spool.whole(written.parquet)))
    assert table.read().to_pylist() == ROWS
    assert table.num_row_groups <= 2 * (1 + len(ROWS) // 100)
    assert spool.whole(written.csv) == write(ROWS, SCHEMA).csv
    assert written.rows == len(ROWS)


def test_what_is_not_held_of_a_person_is_no_text():
    part = Making([*NAME, Column("mobile")])(["sub-a"], [{"mobile": "154"}])
    written = write_parts([part], [*NAME, Column("mobile")], Path("/"))
    assert pq.read_table(io.BytesIO(spool.whole(written.parquet))).to_pylist() == [
        {"name": "", "mobile": "154"}
    ]


def test_a_part_of_nobody_is_no_row():
    making = Making(NAME)
    written = write_parts([making([], []), making(["sub-a"], [{"name": "甲"}])], NAME, Path("/"))
    assert pq.read_table(io.BytesIO(spool.whole(written.parquet))).to_pylist() == [{"name": "甲"}]
    assert "sub-a" not in str(spool.whole(written.csv))


def test_the_row_that_does_not_fit_is_counted_over_all_parts():
    making = Making(NAME)
    parts = (making.of(rows) for rows in ([{}, {}], [{}], [{}, {"name": 5}]))
    with pytest.raises(RowUnfit) as refused:
        write_parts(parts, NAME, Path("/"))
    assert refused.value.facts == {"row": 5, "column": "name"}


@pytest.mark.parametrize(
    "broken", [RowUnfit(row=1, column=""), OSError("full"), KeyboardInterrupt()]
)
def test_of_what_breaks_off_no_file_stays_open(broken, monkeypatch, tmp_path):
    monkeypatch.setattr(spool, "PART_BYTES", 64)
    opened, plain = [], spool.tempfile.TemporaryFile
    monkeypatch.setattr(
        spool.tempfile, "TemporaryFile", lambda **more: opened.append(plain(**more)) or opened[-1]
    )

    def parts():
        yield Making(NAME).of([{"name": "甲" * 100}])
        raise broken

    with pytest.raises(type(broken)):
        write_parts(parts(), NAME, tmp_path)
    assert opened
    assert all(file.closed for file in opened)
