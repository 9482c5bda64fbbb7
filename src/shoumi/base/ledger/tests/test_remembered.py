"""What a page shows is read once while nobody acts, and again after each act."""

from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.ledger import remembered
from shoumi.base.ledger.tests.events import write

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def read():
    made = []

    @remembered.remembered
    def kept(of):
        made.append(of)
        return of

    kept.made = made
    return kept


def test_what_was_read_is_not_read_again_while_nobody_acts(read):
    assert [read("a"), read("b"), read("a")] == ["a", "b", "a"]
    assert read.made == ["a", "b"]


def test_after_an_act_it_is_read_again(read):
    read("a")
    write()
    read("a")
    assert read.made == ["a", "a"]


def test_under_an_act_that_may_be_rolled_back_nothing_is_kept(read):
    with transaction.atomic():
        assert remembered.acts() is None
        read("a")
    read("a")
    assert read.made == ["a", "a"]


def test_a_minute_later_it_is_read_again(read, monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(remembered.time, "monotonic", lambda: now[0])
    read("a")
    now[0] += 61
    read("a")
    assert read.made == ["a", "a"]


def test_what_cannot_be_told_is_not_kept(monkeypatch, read):
    def broken():
        raise ValueError

    monkeypatch.setattr(remembered, "standing", broken)
    read("a")
    read("a")
    assert read.made == ["a", "a"]
