"""What is due is ordered by the house itself; two persons still witness it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shoumi.base.approvals.errors import TooLate
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.services import errors, schedule
from shoumi.chapters.destruction.tests.destruction_house import DEAL, OTHER_DEAL
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ControlState

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
OVER = date(2026, 8, 24)


def put(refs, **columns):
    Subject.objects.filter(ref__in=refs).update(**columns)


def check(yard):
    return card.checks["8.1"](yard.at)


@pytest.mark.parametrize("state", [Held.ACTIVE, Held.FROZEN, Held.EXPIRED])
def test_whose_time_is_over_is_late_until_an_order_names_them(yard, state):
    late = yard.hold(2, retention_until=OVER)
    put(late, state=state)
    assert (check(yard).state, check(yard).deals) == (ControlState.FAIL, {DEAL})
    (made,) = schedule.order_due(at=yard.at)
    assert (made.proposer, made.basis, made.count) == (SYSTEM, rules.Basis.EXPIRED, 2)
    assert next(reader.entries(about=Ref(made.ref))).line().actor == SYSTEM
    assert check(yard).holds
    assert schedule.order_due(at=yard.at) == []


def test_sealed_people_stay_and_held_ones_wait(yard):
    sealed, held = yard.hold(1, retention_until=OVER), yard.hold(1, retention_until=OVER)
    put(sealed, state=Held.SEALED)
    yard.stop(held[0])
    assert check(yard).holds
    assert schedule.order_due(at=yard.at) == []


def test_who_objected_goes_and_so_does_an_intake_without_a_mandate(yard):
    left = yard.hold(1)
    put(left, state=Held.EXCLUDED)
    old = yard.hold(2, deal=OTHER_DEAL)
    put(old, created_at=yard.at - timedelta(days=181))
    found = {(one.deal, one.basis, one.count) for one in schedule.order_due(at=yard.at)}
    assert found == {(DEAL, "OBJECTED", 1), (OTHER_DEAL, "NO_MANDATE", 2)}


def test_an_order_of_the_schedule_waits_a_week_and_then_shuts_its_deal(yard):
    yard.hold(1, retention_until=OVER)
    (made,) = schedule.order_due(at=yard.at)
    assert check(yard).turns == yard.at + timedelta(days=7)
    yard.go(days=7)
    late = check(yard)
    assert (late.state, late.reason, late.deals) == (
        ControlState.FAIL, "destruction.schedule_waits", {DEAL},
    )  # fmt: skip
    # The witnesses need not have come on the first day.
    order = Ref(made.ref)
    yard.confirm(order, yard.otto, yard.sara)
    yard.carry_out(order)
    assert check(yard).holds


def test_the_first_yes_lapses_where_no_second_came_in_time(yard):
    yard.hold(1, retention_until=OVER)
    (made,) = schedule.order_due(at=yard.at)
    order = Ref(made.ref)
    yard.confirm(order, yard.otto)
    yard.go(hours=25)
    yard.confirm(order, yard.sara)
    assert Order.objects.get().confirmed == [yard.sara]
    yard.confirm(order, yard.otto)
    yard.go(hours=25)
    with pytest.raises(TooLate):
        yard.carry_out(order)
    # Broken off like that it is in nobody's way: those people are due again.
    assert check(yard).reason == "destruction.retention_over"
    (other,) = schedule.order_due(at=yard.at)
    with pytest.raises(errors.NotWitnessed):
        yard.carry_out(Ref(other.ref))
