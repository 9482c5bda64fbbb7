"""Rows come out as they went in, whatever is packed together, and little of them is in memory."""

from __future__ import annotations

import pickle
import tracemalloc
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.intake import packed_rows, record_linkage
from shoumi.base.intake.lazy_people import joined
from shoumi.base.intake.packed_rows import PART
from shoumi.base.intake.rows import Out
from shoumi.base.intake.tests.cast import ANNA, BERT, REGISTER, TODAY, row
from shoumi.core.refs import Ref

HELD = Ref("sub-0000000000000001")
TEXTS = st.text(min_size=1, max_size=6)
VALUES = st.dictionaries(
    st.sampled_from(["name", "mobile", "address", "remark"]), TEXTS, min_size=1
)


def rows_of(*rows):
    return record_linkage.rows_of(REGISTER, TODAY, rows)


@given(
    st.lists(
        st.builds(
            row,
            VALUES,
            file=st.sampled_from(["a.csv", "b.csv"]),
            line=st.integers(1, 9),
            role=st.sampled_from(["", "客户", "员工"]),
            is_recipient=st.booleans(),
            held=st.sampled_from([None, HELD]),
        ),
        max_size=30,
    )
)
def test_rows_come_out_as_they_went_in(rows):
    held = rows_of(*rows)
    assert list(held) == rows
    assert [held.source(at) for at in range(len(rows))] == [one.source for one in rows]
    assert [held.held(at) for at in range(len(rows))] == [one.held for one in rows]


def test_rows_of_many_parts_are_found_in_any_order():
    rows = [row({"name": "张虚一", "address": f"路{n}号"}, line=n) for n in range(40 * PART + 1)]
    held = rows_of(*rows)
    for at in (0, 40 * PART, PART - 1, PART, 17 * PART + 5, 0):
        assert held[at] == rows[at]
    assert held[PART - 1 : PART + 1] == rows[PART - 1 : PART + 1]
    for at in (-1, len(rows)):
        with pytest.raises(IndexError):
            held[at]


def test_a_text_with_the_mark_between_texts_is_kept_as_it_is():
    rows = [row({**ANNA, "remark": "a\0b"}), row(BERT, line=3)]
    assert list(rows_of(*rows)) == rows


def test_rows_put_before_others_are_before_them():
    first, rows = row(ANNA, held=HELD, file="", line=0), [row(ANNA), row(BERT, line=3)]
    both = rows_of(*rows).after([first])
    assert list(both) == [first, *rows]
    assert list(both.held_already()) == [(0, HELD)]


def test_who_may_be_stored_only_is_linked_to_nobody():
    rows = rows_of(row(ANNA), row(ANNA, file="b.csv"), row(BERT, line=3))
    rows.leave_out([1])
    assert list(rows.out()) == [None, Out.AT_REST, None]
    linked = record_linkage.link(rows)
    assert [len(own.sources) for own in linked.people] == [1, 1]
    assert linked.excluded == []


def test_a_row_takes_a_few_hundred_bytes_at_most():
    def some():
        for n in range(20_000):
            yield row({**ANNA, "mobile": f"154{n:08d}", "address": f"样本路{n}号"}, line=n)

    tracemalloc.start()
    try:
        held = record_linkage.rows_of(REGISTER, TODAY)
        part = []
        for one in some():
            part.append(one)
            if len(part) == packed_rows.PART:
                held.add(part)
                part = []
        now, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(held) > 19_000
    # As dictionaries of texts they would be about a kilobyte each.
    assert now / len(held) < 250


# Handed to another process


@given(
    st.lists(
        st.tuples(
            st.builds(
                row,
                VALUES,
                file=st.sampled_from(["a.csv", "b.csv"]),
                held=st.sampled_from([None, HELD]),
            ),
            st.integers(0, 8),
        ),
        max_size=30,
    ),
    st.integers(1, 64),
)
def test_what_another_process_unpacks_is_what_was_known_of_each_person(told, single):
    rows = rows_of(*(one for one, _ in told))
    people_of = {}
    for at, (_, who) in enumerate(told):
        people_of.setdefault(who, []).append(at)
    with mock.patch.object(packed_rows, "_SINGLE", single):
        handed = pickle.loads(pickle.dumps(rows.handed(people_of.values())))
    known = [joined([rows[at] for at in own]).values for own in people_of.values()]
    assert [dict(values) for values in handed] == known
    assert len(handed) == len(known)
    assert handed[:2] == known[:2]


def test_rows_of_parts_of_which_little_is_wanted_go_alone():
    rows = rows_of(*(row({"name": f"张虚{n}"}, line=n) for n in range(4 * PART)))
    much = rows.handed([at] for at in range(PART))
    little = rows.handed([at * PART] for at in range(4))
    assert [len(own.packed) for own in (much, little)] == [1, 0]
    assert [values["name"] for values in little] == [f"张虚{at * PART}" for at in range(4)]
