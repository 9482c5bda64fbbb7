from __future__ import annotations

import pytest

from shoumi.core.tests import portion


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.delenv("SHOUMI_LONG", raising=False)


def test_a_tenth_is_drawn_in_order_and_again_the_same():
    found = portion.drawn(range(100), what="a")
    assert len(found) == 10
    assert found == sorted(found) == portion.drawn(range(100), what="a")
    assert found != portion.drawn(range(100), what="b")


def test_another_commit_draws_another_part(monkeypatch):
    before = portion.drawn(range(1000), what="a")
    monkeypatch.setattr(portion, "seed", lambda: "another")
    assert portion.drawn(range(1000), what="a") != before


def test_each_name_is_there_once_at_least():
    found = portion.drawn(range(100), what="a", named=lambda one: one % 20)
    assert {one % 20 for one in found} == set(range(20))
    assert len(found) == 20 + 8


def test_of_each_name_one_number_is_drawn_and_a_tenth_of_the_others():
    found = portion.of_each("abcd", 10, what="a")
    assert {name for name, _ in found} == set("abcd")
    assert len(found) == 4 + 4


def test_there_is_always_one_and_nothing_of_nothing():
    assert len(portion.drawn([7], what="a")) == 1
    assert portion.drawn([], what="a") == []


def test_what_is_dealt_out_is_all_between_them_and_nothing_twice():
    hands = [portion.dealt(range(44), what="a", to=number, among=8) for number in range(8)]
    assert sorted(one for hand in hands for one in hand) == list(range(44))
    assert {len(hand) for hand in hands} == {5, 6}
    assert portion.dealt(range(44), what="a", to=9, among=8) == hands[1]
    assert portion.dealt(range(44), what="b", to=1, among=8) != hands[1]


def test_long_is_everything(monkeypatch):
    monkeypatch.setenv("SHOUMI_LONG", "1")
    assert portion.dealt(range(100), what="a", to=1, among=8) == list(range(100))
    assert portion.drawn(range(100), what="a") == list(range(100))
    assert "all" in portion.told()
