"""Problems of cells take a few bytes and say what they would each alone."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.intake.problems import OfCells, Problem, Problems
from shoumi.base.intake.sheets import Sheet

BOOK = Sheet("a.xlsx", "名单", "table", letters=("A", "B", "C"))
CODES = ("row.not_a_mobile", "row.bad_date", "value.synthetic")
ONE = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(["mobile", "birth_on"]),
    st.integers(0, 2),
    st.booleans(),
    st.integers(1, 2_000_000),
)
LOOSE = Problem("sheet.missing_column", "a.csv:1", {"field": "name"})


def alone(one):
    code, field, column, is_error, line = one
    return Problem(code, f"a.xlsx:名单!{'ABC'[column]}{line}", {"field": field}, is_error)


def of_cells(ones):
    made = OfCells(BOOK)
    for *kind, line in ones:
        made.add(tuple(kind), line)
    return pickle.loads(pickle.dumps(made))


@given(st.lists(ONE, max_size=20), st.lists(ONE, max_size=20), st.sets(st.sampled_from(CODES)))
def test_problems_are_what_each_would_be_alone_and_in_order(some, others, accepted):
    told = Problems()
    told.add(of_cells(some))
    told.add(iter([LOOSE]))
    told.add(Problems([of_cells(others)]))
    single = [*map(alone, some), LOOSE, *map(alone, others)]
    assert (list(told), len(told), told[1:3]) == (single, len(single), single[1:3])
    assert (told[0], told[-1]) == (single[0], single[-1])
    # Only a doubt about a value may be accepted, whatever else is asked.
    allowed = {"row.not_a_mobile"} & accepted
    weighed = [
        Problem(one.code, one.place, one.facts, one.is_error and one.code not in allowed)
        for one in single
    ]
    assert told.weighed(accepted) == weighed
    for errors in (True, False):
        only = told.weighed(accepted).only(errors=errors)
        assert only == [one for one in weighed if one.is_error is errors]
        assert bool(only) == bool(list(only))


def test_there_is_nothing_beyond_the_last():
    told = Problems([of_cells([("value.synthetic", "mobile", 0, False, 7)])])
    with pytest.raises(IndexError):
        told[1]
    assert told != [LOOSE]
