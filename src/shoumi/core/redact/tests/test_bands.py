"""What becomes of people's values where they are opened: bands, words once each, pseudonyms."""

from __future__ import annotations

from array import array
from datetime import date

import pytest

from shoumi.core.redact import generalisation, pseudonym
from shoumi.core.redact.bands import COLUMNS, Bands

TODAY, KEY = date(2026, 9, 7), bytes(range(32))
PEOPLE = ["sub-1", "sub-2", "sub-3"]
VALUES = [
    {
        "district": "东虚区",
        "birth_on": "1980-02-03",
        "yearly_amount": "12000",
        "service_type": "月嫂",
    },
    {"district": "西拟区", "birth_on": "1999-12-31", "yearly_amount": "12001"},
    {
        "district": "东虚区",
        "birth_on": "1980-02-04",
        "yearly_amount": "none",
        "service_type": "月嫂",
    },
]


def unfolded(banded):
    """Each person's words, by column."""
    return {
        name: [column.values[number] for number in array("I", column.of_person)]
        for name, column in zip(COLUMNS, banded.columns, strict=True)
    }


def test_each_person_has_a_word_in_each_column_in_order():
    told = unfolded(Bands(TODAY)(PEOPLE, VALUES))
    assert told["district"] == ["东虚区", "西拟区", "东虚区"]
    assert told["service"] == ["月嫂", "", "月嫂"]
    assert told["age"] == [generalisation.age_band(own["birth_on"], TODAY) for own in VALUES]
    assert told["amount"] == [generalisation.amount_band(own["yearly_amount"]) for own in VALUES]


def test_each_word_is_told_once():
    for column in Bands(TODAY)(PEOPLE * 50, VALUES * 50).columns:
        assert len(column.values) == len(set(column.values)) <= len(VALUES)


def test_nothing_exact_leaves_where_people_are_opened():
    told = repr(Bands(TODAY, KEY)(PEOPLE, VALUES))
    for exact in ("1980-02", "1999-12", "12000", "12001", *PEOPLE):
        assert exact not in told


@pytest.mark.parametrize(("key", "names"), [(b"", b""), (KEY, None)])
def test_pseudonyms_are_made_only_where_a_room_has_a_key(key, names):
    wanted = "".join(pseudonym.of(one, key=KEY) for one in PEOPLE).encode()
    assert Bands(TODAY, key)(PEOPLE, VALUES).names == (wanted if names is None else names)


def test_of_nobody_there_is_nothing():
    banded = Bands(TODAY, KEY)([], [])
    assert banded.names == b""
    assert all(column.values == [] and column.of_person == b"" for column in banded.columns)


def test_the_key_does_not_show():
    assert KEY.hex() not in repr(Bands(TODAY, KEY))
    assert str(KEY) not in repr(Bands(TODAY, KEY))
