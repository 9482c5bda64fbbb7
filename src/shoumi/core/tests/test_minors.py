"""Who is a child and who is a minor, by what is known of the birthday."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.core import minors
from shoumi.core.minors import Minority

TODAY = date(2026, 8, 25)


@pytest.mark.parametrize(
    ("born", "child"),
    [(date(2012, 8, 25), False), (date(2012, 8, 26), True), (date(2015, 9, 1), True)],
)
def test_a_child_is_under_fourteen(born, child):
    assert minors.is_under(14, born, TODAY) is child


def test_a_birthday_may_come_from_the_number():
    assert minors.born_on({"id_number": "990000201509011221"}) == date(2015, 9, 1)
    assert minors.born_on({"id_number": "E12345678"}) is None
    assert minors.born_on({"id_number": "990000201513321221"}) is None
    assert minors.born_on({"birth_on": "1990-01-01"}) == date(1990, 1, 1)


@pytest.mark.parametrize(
    ("told", "minor"),
    [
        ({"birth_on": "2008-08-25"}, False),
        ({"birth_on": "2008-08-26"}, True),
        ({"birth_on": "2020-01-01"}, True),
        ({"birth_on": "1990-01-01", "guardian_name": "虚构监护"}, False),
        ({"id_number": "990000200808250010"}, False),
        ({"id_number": "990000200808260010"}, True),
        ({"id_number": "990000199001010010"}, False),
        # The birthday of its own comes first.
        ({"birth_on": "1990-01-01", "id_number": "990000201509011221"}, False),
        # A number of fifteen digits is of the last century; a permit says nothing.
        ({"id_number": "990000900101001", "guardian_name": "虚构监护"}, False),
        ({"id_number": "E12345678"}, False),
        ({"id_number": "E12345678", "guardian_mobile": "15400001001"}, True),
        ({"birth_on": "unknown", "guardian_mobile": "15400001001"}, True),
        ({"guardian_name": "虚构监护"}, True),
        ({"name": "虚构甲"}, False),
        ({}, False),
    ],
)
def test_a_minor_is_under_eighteen_or_has_a_guardian_and_no_birthday(told, minor):
    assert Minority(TODAY)(told) is minor
