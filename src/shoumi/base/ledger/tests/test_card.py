from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction

from shoumi.base.ledger import card, writer
from shoumi.base.ledger.tests.events import AT, write
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.gate import Fact

pytestmark = pytest.mark.django_db


def asked(minutes=0):
    return card.facts(AT + timedelta(minutes=minutes))[0]


def test_a_new_home_is_ready():
    assert asked() == {Fact.LEDGER_READY: True, Fact.CLOCK_SOUND: True}


@pytest.mark.parametrize(("minutes", "sound"), [(-6, False), (-5, True), (0, True), (60, True)])
def test_a_clock_behind_the_last_entry_is_not_sound(minutes, sound):
    write()
    assert asked(minutes) == {Fact.LEDGER_READY: True, Fact.CLOCK_SOUND: sound}


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM ledger_head", "UPDATE ledger_head SET frontier = ''"],
)
def test_a_damaged_head_is_not_ready(change, home):
    write()
    (home / "ledger.highwater").write_text(
        (home / "ledger.highwater").read_text().replace("\n0 ", "\n1 ")
    )
    with lifted(), connection.cursor() as cursor:
        cursor.execute(change)
    assert asked()[Fact.LEDGER_READY] is False


@pytest.mark.parametrize("minutes", [-6, -5, 0])
def test_who_holds_the_head_does_not_read_it_twice(minutes, django_assert_num_queries):
    write()
    known = asked(minutes)
    with transaction.atomic():
        head = writer.hold()
        with card.under(head), django_assert_num_queries(0):
            assert asked(minutes) == known
        with django_assert_num_queries(2):
            assert asked(minutes) == known


def test_a_head_that_is_held_stands_by_the_mark_too(home):
    write()
    file = home / "ledger.highwater"
    with transaction.atomic():
        head = writer.hold()
        file.write_text(file.read_text().replace("\n0 ", "\n2 "))
        with card.under(head):
            assert asked() == {Fact.LEDGER_READY: False, Fact.CLOCK_SOUND: True}


def test_a_ledger_that_cannot_be_read_states_nothing():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_head RENAME TO ledger_gone")
        assert asked() == {}
        transaction.set_rollback(True)


def test_the_card_states_what_it_says_it_states():
    assert asked().keys() == card.card.states
