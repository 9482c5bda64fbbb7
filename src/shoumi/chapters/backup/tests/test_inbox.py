"""Whoever keeps the copies is told of a drill that is due and of a place that fails."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import writer
from shoumi.base.outbox.models import Message
from shoumi.base.registry import Asker
from shoumi.base.row_authentication import codes
from shoumi.chapters.backup import inbox_items, queries, rules, setup_steps
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.services import alarms
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def waits_for(desk, person, role):
    return [one.what[1] for one in inbox_items.items(Asker(person, {role}, {""}, desk.at))]


def drilled(desk, target, *, passed=True):
    """The entry and the row of a drill, as the service writes them."""
    row = Drill(
        ref=Ref.new("drill"),
        target=target,
        tested_by=desk.ops,
        tested_at=desk.at,
        passed=passed,
    )
    facts = {"target": target, "took": 0, "loss": 0, "passed": passed}
    from django.db import transaction

    with transaction.atomic():
        event = Event(Tag.RESTORE_TESTED, desk.ops, Ref(row.ref), desk.at, facts, ("13.2",))
        row.position = writer.record(event).position
        codes.put(row, row.position)
        row.save(force_insert=True)
    return row


def test_the_first_drill_is_asked_for_once_there_is_a_copy(desk):
    assert waits_for(desk, desk.ops, Role.OPS) == []
    desk.set_up()
    assert waits_for(desk, desk.ops, Role.OPS) == ["Drill the first restore"]
    assert waits_for(desk, desk.sec, Role.SEC) == ["Drill the first restore"]
    assert waits_for(desk, desk.legal, Role.LEG) == []


def test_a_drill_that_comes_up_is_told_a_month_before_and_one_that_is_overdue_until_it_is_done(
    desk,
):
    one, two = desk.set_up()
    row = drilled(desk, one)
    assert waits_for(desk, desk.ops, Role.OPS) == []
    until = rules.next_drill(row.tested_at)
    for left, told in (
        (timedelta(days=30), "Bring the offline key and drill a restore"),
        (timedelta(0), "A restore drill is overdue: bring the offline key"),
        (timedelta(days=-40), "A restore drill is overdue: bring the offline key"),
    ):
        desk.at = until - left
        desk.copy(one, two)
        desk.verify(one, two)
        assert waits_for(desk, desk.ops, Role.OPS) == [told]
    drilled(desk, one)
    assert waits_for(desk, desk.ops, Role.OPS) == []


def test_one_that_did_not_pass_waits_to_be_done_again(desk):
    one, _ = desk.set_up()
    drilled(desk, one, passed=False)
    (told,) = waits_for(desk, desk.ops, Role.OPS)
    assert "did not pass" in told


def test_an_overdue_drill_is_mailed_once_to_each_who_keeps_the_copies(desk):
    one, two = desk.set_up()
    row = drilled(desk, one)
    desk.at = rules.next_drill(row.tested_at)
    desk.copy(one, two)
    desk.verify(one, two)
    assert (alarms.tell(at=desk.at), alarms.tell(at=desk.at)) == (2, 0)
    assert Message.objects.filter(key__startswith="backup:drill:").count() == 2


def test_a_place_that_fails_or_is_damaged_waits_for_its_keepers(desk):
    one, two = desk.set_up()
    drilled(desk, one)
    desk.go(minutes=31)
    desk.copy(two)
    assert waits_for(desk, desk.ops, Role.OPS) == ["No new copy is made at a place"]
    desk.copy(one)
    for pack in (desk.root(two) / "data/packs").iterdir():
        pack.chmod(0o600)
        pack.write_bytes(b"other")
    desk.verify(two)
    assert waits_for(desk, desk.sec, Role.SEC) == ["Copies at a place are damaged, or gone"]


def test_the_first_drill_is_a_step_of_the_set_up(desk):
    desk.set_up()
    copies, drill = setup_steps.steps(desk.at)
    assert (copies.is_done, drill.is_done) == (True, False)
    assert set(drill.roles) == {Role.OPS, Role.SEC}
    assert queries.check_recovery(desk.at).reason == rules.NEVER_DRILLED
