"""The compiled kernel says what the reference says, text by text and column by column."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quality.made_up import documents

from shoumi.core.scan import Label, batch
from shoumi.core.scan.headers import Hint, hint
from shoumi.core.scan.tests.comparison import NEVER, TODAY, agree, both_ways, spans, wanted
from shoumi.core.scan.tests.fragments import Scraps

pytest.importorskip("numba")

PACKAGE = "shoumi.core.scan.kernel"


def many(kernel, compiled, python):
    return compiled if kernel == "compiled" else python


def test_prose_is_read_alike(kernel):
    agree([one.text for one in documents(many(kernel, 4000, 300), seed=20261125)])


def test_scraps_are_read_alike(kernel):
    scraps = Scraps(7)
    agree([scraps.text() for _ in range(many(kernel, 10_000, 1500))])


@given(st.lists(st.integers(0, 2**32).map(lambda seed: Scraps(seed).text()), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_scraps_are_read_alike(kernel, texts):
    agree(texts)


@given(st.lists(st.text(alphabet="0123456789-. +()Xx:aFqw@年月日号京１\u200b我微信", max_size=40)))
@settings(max_examples=150, deadline=None)
def test_any_signs_are_read_alike(kernel, texts):
    agree(texts)


@pytest.mark.parametrize(
    "heading", ["身份证号", "手机", "订单号", "QQ", "微信", "出生日期", "联系方式"]
)
def test_headings_are_weighed_alike(kernel, heading):
    scraps = Scraps(11)
    agree([scraps.scrap() for _ in range(many(kernel, 2000, 200))], hint(heading))


@pytest.mark.parametrize(
    "text",
    [
        "合同请发到zhang@corp.example.com谢谢",
        "主机192.0.2.7已上线",
        "号码１５４００００１２３４是他的，手机",
        "😀手机15400001234",
        "A" * 5000 + "电话15400001234",
        "0" * 500,
        "1-" * 400,
        "电话 1-2-3-4-5-6-7-8 ext. 15400001234",
    ],
)
def test_known_traps_are_read_alike(kernel, text):
    agree([text, "", text + text])


def test_offsets_are_code_points():
    told = spans(pa.array(["😀手机１５４０００01234"]))
    assert [(row["start"], row["end"]) for row in told] == [(3, 14)]


def layouts(values):
    plain = pa.array(values, pa.string())
    padded = pa.array(["电话15400009999", *values, "x"], pa.string())
    half = len(values) // 2
    return {
        "string": plain,
        "large": plain.cast(pa.large_string()),
        "view": plain.cast(pa.string_view()),
        "dictionary": plain.dictionary_encode(),
        "slice": padded.slice(1, len(values)),
        "chunked": pa.chunked_array(
            [plain.slice(0, half), pa.array([], pa.string()), plain[half:]]
        ),
        "views in chunks": pa.chunked_array(
            [plain.slice(0, half).cast(pa.string_view()), plain[half:].cast(pa.string_view())]
        ),
        "dictionaries in chunks": pa.chunked_array(
            [plain.slice(0, half).dictionary_encode(), plain[half:].dictionary_encode()]
        ),
    }


def with_nulls(count):
    scraps = Scraps(3)
    return [None if row % 7 == 3 else scraps.cell() for row in range(count)]


def test_every_layout_of_a_column_is_read_alike(kernel):
    values = with_nulls(many(kernel, 400, 60))
    meant = wanted([value or "" for value in values])
    for name, column in layouts(values).items():
        assert spans(column) == meant, name


def test_null_slots_that_keep_bytes_are_null(kernel):
    whole = pa.array(["15400001234", "13123456789"])
    masked = pa.Array.from_buffers(
        pa.string(), 2, [pa.py_buffer(b"\x02"), *whole.buffers()[1:]], null_count=1
    )
    assert [row["text"] for row in spans(masked)] == [1]


def test_an_empty_column_has_no_spans(kernel):
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        assert spans(pa.array([], kind)) == []
        assert spans(pa.array([None, None], kind)) == []
    assert spans(pa.chunked_array([], pa.string())) == []


HEADINGS = (
    "随便",
    "姓名",
    "住址",
    "手机",
    "订单号",
    "微信号",
    "QQ号",
    "备注",
    "客户姓名",
    "身份证",
)


def test_columns_of_cells_are_counted_alike(kernel):
    scraps = Scraps(5)
    rows = many(kernel, 3000, 250)
    table = pa.table({name: [scraps.cell() for _ in range(rows)] for name in HEADINGS})
    told, meant = both_ways(table)
    assert told == meant


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_any_cells_are_counted_alike(kernel, seed):
    scraps = Scraps(seed)
    table = pa.table({name: [scraps.cell() for _ in range(12)] for name in HEADINGS})
    told, meant = both_ways(table)
    assert told == meant


def test_every_layout_of_a_table_is_counted_alike(kernel):
    values = with_nulls(many(kernel, 300, 40))
    counts = []
    for column in layouts(values).values():
        told, meant = both_ways(pa.table({"住址": column}))
        assert told == meant
        counts.append(told)
    assert all(one == counts[0] for one in counts)


def test_every_type_of_a_column_is_counted_alike(kernel):
    numbers = [15400001234, None, 13123456789, 42]
    days = [date(1990, 1, 5), None, date(1990, 1, 5), TODAY + timedelta(9)]
    noon = [None if day is None else f"{day}T12:00:00" for day in days]
    for heading in ("x", "手机", "出生日期", "MAC"):
        columns = {
            f"{heading} int": pa.array(numbers, pa.int64()),
            f"{heading} few": pa.array([1, 2, None, -9999], pa.int16()),
            f"{heading} none": pa.array([None] * 4, pa.int64()),
            f"{heading} float": pa.array([15400001234.0, None, 0.5, float("nan")]),
            f"{heading} huge": pa.array([1e300, None, 2.0**60, float("inf")]),
            f"{heading} bool": pa.array([True, None, False, True]),
            f"{heading} day": pa.array(days, pa.date32()),
            f"{heading} noon": pa.array(noon).cast(pa.timestamp("ms")),
            f"{heading} part": pa.array([1, 2, 3, None], pa.int64()).cast(pa.timestamp("ms")),
            f"{heading} zone": pa.array([1, 2, 3, None], pa.int64()).cast(pa.timestamp("s", "UTC")),
            f"{heading} binary": pa.array([b"15400001234", None, b"\xff", b""]),
            f"{heading} days": pa.array(days, pa.date32()).dictionary_encode(),
            f"{heading} parts": pa.array([0.5, 1.0, None, 1.0]).dictionary_encode(),
        }
        renamed = {f"{name.replace(heading, '')} {heading}": held for name, held in columns.items()}
        told, meant = both_ways(pa.table(renamed))
        assert told == meant


def test_a_heading_against_addresses_is_weighed_alike(kernel):
    from shoumi.core.scan.columns import _scan_column

    column = pa.chunked_array([["示例省虚构市样本路3号", "北京市朝阳区示范大街5号"]])
    heading = Hint(against=frozenset({Label.ADDRESS}))
    told = [_scan_column(column, heading, TODAY, by_kernel) for by_kernel in (True, False)]
    assert told[0] == told[1]


def test_more_candidates_than_there_is_room_for_go_to_the_reference(kernel):
    made = import_module(f"{PACKAGE}.batch")
    with pytest.MonkeyPatch.context() as patch:
        whole = made.scratch

        def tight(longest):
            room = whole(longest)
            room[-1][import_module(f"{PACKAGE}.primitives").ROOM] = 1
            return room

        patch.setattr(made, "scratch", tight)
        agree(["手机15400001234，身份证号110101199001051234", "15400001234"])


def test_little_text_is_not_worth_a_compiler(monkeypatch):
    assert not batch.is_worth_it(batch.LEAST_BYTES - 1)
    assert batch.is_worth_it(batch.LEAST_BYTES)
    monkeypatch.setattr(batch, "has_compiler", lambda: False)
    assert not batch.is_worth_it(NEVER)


def test_without_a_compiler_the_reference_answers(monkeypatch):
    monkeypatch.setattr(batch, "has_compiler", lambda: False)
    texts = ["手机15400001234，邮箱zhang@corp.example.com", None, "192.0.2.7"]
    meant = wanted([text or "" for text in texts])
    assert len(meant) == 3
    assert spans(pa.array(texts)) == spans(pa.chunked_array([texts])) == meant
