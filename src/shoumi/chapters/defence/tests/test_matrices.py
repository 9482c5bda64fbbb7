"""Each requirement of MLPS level 3 and of ASVS, levels 1 and 2, says what shows it right now."""

from __future__ import annotations

from pathlib import Path

import pytest

from shoumi.base.signin import totp
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import matrices as queries
from shoumi.chapters.defence.queries.matrices import NoSuchMatrix
from shoumi.chapters.defence.rules import matrices
from shoumi.chapters.defence.rules.matrices import Matrix, Requirement, Shown, Whose
from shoumi.chapters.defence.services import detection
from shoumi.core.handbook import demand
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}
ROOT = Path(__file__).parents[5]
every_matrix = pytest.mark.parametrize("matrix", list(Matrix))


def test_no_requirement_of_asvs_stands_in_two_levels_and_levels_are_in_the_order_of_the_standard():
    both = (matrices.table(one).rows for one in (Matrix.ASVS, Matrix.ASVS2))
    levels = [[one.number for one in rows] for rows in both]
    assert not set(levels[0]) & set(levels[1])
    for numbers in levels:
        assert numbers == sorted(numbers, key=lambda one: [*map(int, one[1:].split("."))])


def test_what_the_sign_in_by_a_provider_reads_is_not_said_to_be_missing():
    """Its identity tokens are self-contained (ASVS 5.0.0, V9)."""
    found = [one for asvs in (Matrix.ASVS, Matrix.ASVS2) for one in matrices.table(asvs).rows]
    read = [one for one in found if one.number.startswith("V9.") and one.number != "V9.2.4"]
    assert [one.test.partition("test_provider")[1] for one in read] == ["test_provider"] * 6


def test_a_code_that_is_taken_longer_than_the_standard_allows_is_not_said_to_be_tested():
    assert len(totp._WINDOW) > 1
    [one] = [one for one in matrices.table(Matrix.ASVS2).rows if one.number == "V6.5.5"]
    assert matrices.shown(one, {}) is Shown.NOT_SHOWN


def row(whose=Whose.PRODUCT, demands=(), test=""):
    return Requirement("1", whose, demands, test, ("甲", "a"))


@every_matrix
def test_every_row_names_demands_of_the_handbook_and_tests_that_are_there(matrix):
    rows = matrices.table(matrix).rows
    count = {"mlps3": 34, "asvs": 70, "asvs2": 183}[matrix]
    assert len({one.number for one in rows}) == len(rows) == count
    for one in rows:
        assert [demand(each).id for each in one.demands] == list(one.demands)
        for file in one.test.split():
            assert (ROOT / file).is_file(), file
        assert one.words[0] != one.words[1]
        assert (one.whose is Whose.NONE) <= (not one.demands and not one.test)


def test_the_worst_demand_decides_and_what_nobody_shows_is_said():
    states = {
        "1.1": ControlState.PASS,
        "1.2": ControlState.PARTIAL,
        "1.3": ControlState.ATTESTED,
        "1.4": ControlState.STALE,
        "1.5": ControlState.NOT_APPLICABLE,
    }
    for demands, wanted in (
        (("1.1",), Shown.HOLDS),
        (("1.1", "1.5"), Shown.HOLDS),
        (("1.1", "1.3"), Shown.STATED),
        (("1.3", "1.2"), Shown.PARTLY),
        (("1.1", "1.4"), Shown.FAILS),
    ):
        assert matrices.shown(row(demands=demands), states) is wanted
    assert matrices.shown(row(test="tests/x.py"), states) is Shown.TESTED
    assert matrices.shown(row(), states) is Shown.NOT_SHOWN
    assert matrices.shown(row(Whose.HOST), states) is Shown.OPERATOR
    assert matrices.shown(row(Whose.NONE), states) is Shown.NOT_APPLICABLE


def stands(desk, number):
    found = {one.number: state for one, state in queries.standings(Matrix.MLPS3, desk.at)}
    return found[number]


def test_what_is_switched_on_is_seen_at_once(desk):
    assert stands(desk, "21") is Shown.FAILS
    detection.begin(actor=desk.security, at=desk.at)
    assert stands(desk, "21") is Shown.PARTLY


@every_matrix
def test_the_page_shows_each_row_in_both_languages_and_as_a_file(desk, matrix):
    last = matrices.table(matrix).rows[-1]
    for lang, words in zip(("zh", "en"), last.words, strict=True):
        shown = PAGES["matrix"](desk.request(lang=lang), matrix=matrix.value).content.decode()
        assert words in shown
        assert last.number in shown
    file = PAGES["matrix"](desk.request(address="/?format=csv"), matrix=matrix.value)
    lines = file.content.decode("utf-8-sig").splitlines()
    assert [one.split(",")[0] for one in lines[1:]] == [
        one.number for one in matrices.table(matrix).rows
    ]
    assert f"/matrices/{matrix.value}" in PAGES["audit"](desk.request()).content.decode()


def test_there_are_no_others(desk):
    with pytest.raises(NoSuchMatrix):
        queries.named("iso27001")
