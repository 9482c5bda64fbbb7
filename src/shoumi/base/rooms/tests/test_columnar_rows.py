"""Rows in columns are the rows, and what does not fit is found in them too."""

from __future__ import annotations

import json
from collections import Counter

import pyarrow as pa
import pytest

from shoumi.base.rooms import content, content_store
from shoumi.base.rooms.columnar_rows import Table
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.errors import NotAnonymous
from shoumi.core.redact import pseudonym
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

L2 = DisclosureLevel.L2
KEY = bytes(32)
KINDS = [{"district": "*", "age": "*", "amount": "*", "service": service} for service in ("a", "b")]


def table(count, kinds=KINDS, refs=None):
    people = refs or [Ref(f"sub-{number:016d}") for number in range(count)]
    return of(people, [kinds[n % len(kinds)] for n in range(count)])


def of(people, rows):
    names = "".join(pseudonym.of(ref, key=KEY) for ref in people).encode()
    return Table.of(names, pa.array(range(len(people)), pa.int32()), rows)


def plain(count):
    rows = [
        {"id": pseudonym.of(f"sub-{number:016d}", key=KEY), **KINDS[number % 2]}
        for number in range(count)
    ]
    return sorted(rows, key=lambda row: row["id"])


@pytest.mark.parametrize("count", [0, 1, 7, 10_001])
def test_a_table_is_the_list_of_its_rows(count):
    made, rows = table(count), plain(count)
    assert len(made) == count
    assert list(made) == rows
    assert made[2:5] == rows[2:5]
    assert made[-3:] == rows[-3:]
    told = [(kind["service"], number) for kind, number in zip(*made.counted(), strict=True)]
    assert Counter(dict(told)) == Counter(row["service"] for row in rows)
    if count:
        assert made[count - 1] == rows[-1]
    with pytest.raises(IndexError):
        made[count]


def test_who_is_left_out_is_in_no_row():
    people = [Ref("sub-a"), Ref("sub-b"), Ref("sub-c")]
    made = of(people, [KINDS[0], None, KINDS[1]])
    assert {row["id"] for row in made} == {pseudonym.of(ref, key=KEY) for ref in ("sub-a", "sub-c")}


ODD = [
    {"district": '东"虚\\区', "age": "*", "amount": "*", "service": "a\n"},
    {"zone": "𬭚", "age": "<14"},
    {},
    {"age": "*"},
    {"zone": "*"},
]


@pytest.mark.parametrize("start", [0, 1, 7, 30])
def test_rows_are_written_as_json_writes_them(start):
    made = table(23, ODD)
    whole = json.dumps(made[start : start + 9], ensure_ascii=False, sort_keys=True)
    assert f"[{made.json(start, start + 9)}]" == whole


def test_a_table_is_kept_as_the_list_of_its_rows_is(monkeypatch):
    monkeypatch.setattr(content_store, "_AT_ONCE", 10)
    made = table(25)
    assert list(content_store.written(made)) == list(content_store.written(list(made)))


def test_a_row_without_a_pseudonym_is_a_bug():
    with pytest.raises(ValueError, match="pseudonym"):
        Table.of(b"", pa.array([0], pa.int32()), KINDS)


def test_what_is_safe_to_show_passes():
    content.require_fit(Inside(L2, table(5), 5))
    content.require_fit(Inside(L2, table(0), 0))


@pytest.mark.parametrize(
    "made",
    [
        table(4),
        table(9, KINDS[:1]),
        table(6, [*KINDS, KINDS[0] | {"district": "东虚区"}]),
        table(6, refs=[Ref(f"sub-{number // 2}") for number in range(6)]),
        table(10, [own | {"name": "王虚甲"} for own in KINDS]),
        table(10, [{"service": own["service"]} for own in KINDS]),
    ],
    ids=["four", "one service", "a class of two", "twice", "a name", "columns missing"],
)
def test_what_says_too_much_is_refused(made):
    with pytest.raises(NotAnonymous):
        content.require_fit(Inside(L2, made, len(made)))
