"""Of many cases in one test each is tried, and each that fails is named."""

import pytest

from shoumi.core.tests.cases import each


def test_each_case_is_tried_and_each_that_fails_is_named():
    tried = []

    @each("number", [1, 2, 3, 4])
    def odd(number):
        tried.append(number)
        assert number % 2

    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as raised:
        odd()
    assert tried == [1, 2, 3, 4]
    assert [error.__notes__ for error in raised.value.exceptions] == [
        ["case: number=2"],
        ["case: number=4"],
    ]


def test_a_case_may_be_of_several_arguments_beside_fixtures():
    found = []

    @each(("one", "two"), [("a", "b"), ("c", "d")])
    def pair(one, two, fixture):
        found.append((one, two, fixture))

    pair(fixture="x")
    assert found == [("a", "b", "x"), ("c", "d", "x")]


@each("number", [1, 2])
def test_pytest_gives_the_fixtures_and_nothing_else(number, tmp_path):
    assert tmp_path.is_dir()
    assert number in (1, 2)


def test_cases_of_one_test_may_be_multiplied_by_those_of_another():
    found = []

    @each("a", "xy")
    @each("b", "12")
    def both(a, b):
        found.append(a + b)

    both()
    assert found == ["x1", "x2", "y1", "y2"]


def test_no_case_at_all_is_an_error():
    with pytest.raises(ValueError, match="would assert nothing"):
        each("tag", [])
