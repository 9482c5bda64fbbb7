"""How old copies are: what would be lost, which rows of runs stay, and when an entry is made."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import reader
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.models import Run
from shoumi.chapters.backup.services import runs
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_how_much_would_be_lost_is_measured_from_the_newest_copy_that_was_read(desk):
    assert queries.loss(desk.at) is None
    assert queries.worst_loss(desk.at) is None
    one, two = desk.set_up()
    desk.go(seconds=41)
    assert queries.loss(desk.at) == timedelta(seconds=41)
    desk.copy(two)
    assert queries.loss(desk.at) == timedelta(0)
    desk.go(minutes=7)
    desk.copy(one)
    assert queries.worst_loss(desk.at) == timedelta(minutes=7)
    desk.go(hours=25)
    desk.copy(one)
    assert queries.worst_loss(desk.at) == timedelta(hours=25)


def test_of_old_copies_one_row_a_day_stays(desk):
    one, _ = desk.set_up()
    for _ in range(3):
        desk.go(hours=9)
        desk.copy(one)
    assert runs.thin_out(at=desk.at) == 0
    desk.go(days=40)
    desk.copy(one)
    assert runs.thin_out(at=desk.at) == 2
    assert runs.thin_out(at=desk.at) == 0
    assert [run.number for run in Run.objects.filter(target=one).order_by("id")] == [2, 4, 5]
    desk.go(days=40)
    assert runs.thin_out(at=desk.at) == 0
    assert queries.seen(desk.at)[0].run.number == 5


def test_an_entry_is_made_when_the_copy_ends(desk):
    desk.name_key()
    one = desk.add()
    later = desk.at + timedelta(minutes=20)
    run = runs.copy(target=one, actor=SYSTEM, at=desk.at, now=lambda: later)
    assert reader.entry(run.position).line().at == later
    assert run.sentinel_at == desk.at
    look = runs.verify(target=Ref(one), actor=SYSTEM, at=later, now=lambda: later)
    assert reader.entry(look.position).line().at == later
    assert str(look).startswith(str(one))


def test_a_copy_is_a_day_old_to_the_minute(desk):
    one, two = desk.set_up()
    desk.go(hours=23, minutes=59)
    desk.verify(one, two)
    assert desk.policy().state is ControlState.PASS
    desk.go(minutes=1)
    held = desk.policy()
    assert (held.state, held.reason) == (ControlState.FAIL, rules.TOO_FEW)
    assert desk.places().state is ControlState.PASS
    desk.copy(one, two)
    assert desk.policy().state is ControlState.PASS
