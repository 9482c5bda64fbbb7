"""An order is changed or put in by SQL: nobody is destroyed by it whom two did not see."""

from __future__ import annotations

import pytest

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import keys
from shoumi.chapters.destruction import services
from shoumi.chapters.destruction.models import Order, OrderItem
from shoumi.chapters.destruction.rules import Basis, State

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def edit(order, **columns):
    assert Order.objects.filter(ref=order).update(**columns)


def invented(yard, people):
    begun = Order.objects.create(
        ref="dest-x",
        number=977,
        deal="deal-a",
        basis=Basis.EXPIRED,
        state=State.BEGUN,
        count=1,
        proposer=yard.dora,
        confirmed=[yard.otto, yard.sara],
        proposed_at=yard.at,
        begun_at=yard.at,
        intent_position=3,
    )
    OrderItem.objects.bulk_create(OrderItem(order=begun, subject=one) for one in people)


@pytest.mark.both
def test_an_invented_order_destroys_nobody(yard):
    found = yard.hold(2)
    invented(yard, found)
    with pytest.raises(NotAuthentic):
        services.resume(at=yard.at)
    assert keys.existing(found) == frozenset(found)


@pytest.mark.both
def test_one_that_was_only_proposed_is_not_gone_on_with(yard):
    found = yard.hold(2)
    order = yard.propose(found)
    edit(order, state=State.BEGUN, begun_at=yard.at, intent_position=3)
    with pytest.raises(NotAuthentic):
        services.resume(at=yard.at)
    assert keys.existing(found) == frozenset(found)


@pytest.mark.both
def test_a_witness_who_did_not_stand_by_is_none(yard):
    found = yard.hold(2)
    order = yard.propose(found)
    yard.confirm(order, yard.otto)
    edit(order, state=State.CONFIRMED, confirmed=[yard.otto, yard.sara])
    with pytest.raises(NotAuthentic):
        yard.carry_out(order)
    assert keys.existing(found) == frozenset(found)


@pytest.mark.both
def test_somebody_put_among_the_people_of_an_order_stays(yard):
    found, other = yard.hold(2), yard.hold(1)
    order = yard.confirmed(found)
    OrderItem.objects.create(order=Order.objects.get(ref=order), subject=other[0])
    with pytest.raises(NotAuthentic):
        yard.carry_out(order)
    assert keys.existing([*found, *other]) == frozenset([*found, *other])


def test_a_witness_of_long_ago_does_not_count_for_a_later_yes(yard):
    found = yard.hold(2)
    order = yard.confirmed(found)
    yard.go(days=3)
    edit(order, proposed_at=yard.at)
    with pytest.raises(NotAuthentic):
        yard.carry_out(order)
    assert keys.existing(found) == frozenset(found)
