"""The pages of a room show its first rows, and nobody reads the rest for it."""

from __future__ import annotations

import json

import pytest

from shoumi.doors.demo import documents

ROWS = [{"id": str(n), "district": "北演区]"} for n in range(7)]


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8])
def test_the_first_rows_are_those_of_the_whole(count):
    told = json.dumps(ROWS, ensure_ascii=False)
    assert list(documents._first(told, count)) == ROWS[:count]


def test_what_comes_after_them_is_not_looked_at():
    assert list(documents._first('[{"id": "1"}, broken', 1)) == [{"id": "1"}]


def test_a_room_without_rows_has_no_first_one():
    assert list(documents._first("[]", 3)) == []
