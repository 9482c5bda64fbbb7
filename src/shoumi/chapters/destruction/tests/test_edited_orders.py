"""An order is changed or put in by SQL: nobody is destroyed by it whom two did not see."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import keys
from shoumi.chapters.destruction import certificates, services
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.models import Hold, Order, OrderItem
from shoumi.chapters.destruction.rules import Basis, State
from shoumi.chapters.destruction.services import errors
from shoumi.chapters.destruction.tests.destruction_house import DEAL, OTHER_DEAL
from shoumi.core.refs import SYSTEM

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


def refused(yard, duty):
    return card.checks[duty](yard.at)


@pytest.mark.both
@pytest.mark.parametrize(
    "columns",
    [
        {"state": State.CERTIFIED},
        {"state": State.FINAL},
        {"state": State.PROPOSED},
        {"deal": "deal-x"},
        {"state": State.CERTIFIED, "proof_position": 3},
    ],
)
def test_an_order_without_its_certificate_stays_so(yard, columns):
    order = yard.destroyed(yard.hold()).ref
    assert refused(yard, "8.3").reason == "destruction.no_certificate"
    edit(order, **columns)
    assert DEAL in refused(yard, "8.3").deals
    assert DEAL in refused(yard, "8.2").deals


@pytest.mark.both
def test_an_order_that_is_gone_stays_a_fault(yard):
    order = yard.destroyed(yard.hold()).ref
    OrderItem.objects.all().delete()
    Order.objects.filter(ref=order).delete()
    assert refused(yard, "8.3").reason == refused(yard, "8.2").reason == NotAuthentic.code


def test_what_was_not_destroyed_is_not_certified(yard):
    order = yard.confirmed(yard.hold())
    edit(order, state=State.VERIFIED, begun_at=yard.at, intent_position=3, proof_position=3)
    with pytest.raises(NotAuthentic):
        certificates.issue(order=order, stage=1, paper=b"%PDF-", actor=yard.dora, at=yard.at)


@pytest.mark.both
@pytest.mark.parametrize("whom", ["person", "deal"])
@pytest.mark.parametrize("how", ["deleted", "lifted", "moved", "put on another"])
def test_a_hold_that_was_taken_away_by_sql_still_keeps(yard, whom, how):
    found, other = yard.hold(1), yard.hold(1)
    order = yard.confirmed(found)
    yard.stop(found[0] if whom == "person" else None)
    with pytest.raises(errors.OnHold):
        yard.carry_out(order)
    holds = Hold.objects.all()
    {
        "deleted": holds.delete,
        "lifted": lambda: holds.update(lifted_at=yard.at),
        "moved": lambda: holds.update(deal="deal-x", subject=""),
        "put on another": lambda: holds.update(subject=other[0]),
    }[how]()
    with pytest.raises(NotAuthentic):
        yard.carry_out(order)
    assert keys.existing(found) == frozenset(found)


@pytest.mark.both
def test_holds_that_are_lifted_keep_nobody(yard):
    found = yard.hold(2)
    first, second = yard.stop(found[0]), yard.stop(found[0])
    yard.lift(first)
    yard.lift(second)
    yard.stop(yard.hold(deal=OTHER_DEAL)[0], deal=OTHER_DEAL)
    assert yard.destroyed(found).state == State.VERIFIED


@pytest.mark.both
@pytest.mark.parametrize("excuse", ["hold", "hold on the deal", "order"])
def test_an_invented_excuse_keeps_nobody_from_being_late(yard, excuse):
    [late] = yard.hold(retention_until=date(2026, 8, 24))
    assert refused(yard, "8.1").reason == "destruction.retention_over"
    if excuse == "order":
        made = Order.objects.create(
            ref="dest-x",
            number=977,
            deal=DEAL,
            basis=Basis.EXPIRED,
            count=1,
            proposer=SYSTEM,
            proposed_at=yard.at,
        )
        OrderItem.objects.create(order=made, subject=late)
    else:
        on = late if excuse == "hold" else ""
        Hold.objects.create(ref="hold-x", deal=DEAL, subject=on, cause="DISPUTE", placed_at=yard.at)
    held = refused(yard, "8.1")
    assert (held.reason, held.deals) == (NotAuthentic.code, {DEAL})
