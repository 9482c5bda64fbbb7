"""Who orders, who witnesses, and what stands against it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.vault import keys
from shoumi.chapters.destruction import queries, services
from shoumi.chapters.destruction.models import Hold, Order
from shoumi.chapters.destruction.rules import State
from shoumi.chapters.destruction.services import errors
from shoumi.chapters.destruction.tests.destruction_house import DEAL, OTHER_DEAL
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


@pytest.mark.both
def test_one_witness_destroys_nobody(yard):
    found = yard.hold(2)
    order = yard.propose(found)
    with pytest.raises(errors.NotWitnessed) as caught:
        yard.carry_out(order)
    assert caught.value.facts["count"] == 0
    yard.confirm(order, yard.otto)
    with pytest.raises(errors.NotWitnessed) as caught:
        yard.carry_out(order)
    assert caught.value.facts["count"] == 1
    assert keys.existing(found) == frozenset(found)
    yard.confirm(order, yard.sara)
    assert yard.carry_out(order).state == State.VERIFIED


@pytest.mark.both
def test_nobody_witnesses_twice(yard):
    order = yard.propose(yard.hold())
    yard.confirm(order, yard.otto)
    with pytest.raises(errors.NotAWitness):
        yard.confirm(order, yard.otto)
    assert yard.state(order) == State.PROPOSED


@pytest.mark.both
def test_who_ordered_does_not_witness(yard):
    yard.house.give(yard.dora, Role.SEC)
    order = yard.propose(yard.hold())
    with pytest.raises(errors.NotAWitness):
        yard.confirm(order, yard.dora)


@pytest.mark.parametrize("who", ["head", "emil", "mallory", "dora", "stranger"])
def test_who_has_no_witnesss_role_does_not_witness(yard, who):
    order = yard.propose(yard.hold())
    with pytest.raises(NotPermitted):
        yard.confirm(order, getattr(yard, who))


@pytest.mark.parametrize("who", ["head", "otto", "emil", "mallory", "stranger"])
def test_only_the_protection_officer_orders(yard, who):
    found = yard.hold()
    with pytest.raises(NotPermitted):
        yard.propose(found, actor=getattr(yard, who))


@pytest.mark.parametrize(
    ("who", "may"),
    [("otto", True), ("sara", True), ("dora", True), ("mallory", False), ("stranger", False)],
)
def test_who_carries_out(yard, who, may):
    found = yard.hold()
    order = yard.confirmed(found)
    if may:
        assert yard.carry_out(order, getattr(yard, who)).state == State.VERIFIED
        return
    with pytest.raises(NotPermitted):
        yard.carry_out(order, getattr(yard, who))
    assert keys.existing(found) == frozenset(found)


@pytest.mark.both
@pytest.mark.parametrize("wrong", ["nobody", "twice", "unknown", "other deal", "destroyed"])
def test_an_order_names_people_who_are_held_each_once(yard, wrong):
    found = yard.hold(2)
    if wrong == "destroyed":
        yard.destroyed(found[:1])
    named, refusal = {
        "nobody": ([], errors.NobodyNamed),
        "twice": ([*found, found[0]], errors.NotHeld),
        "unknown": ([*found, Ref("sub-nobody")], errors.NotHeld),
        "other deal": ([*found, *yard.hold(deal=OTHER_DEAL)], errors.NotHeld),
        "destroyed": (found, errors.NotHeld),
    }[wrong]
    before = reader.size(), Order.objects.count()
    with pytest.raises(refusal) as caught:
        yard.propose(named)
    assert refusal is errors.NobodyNamed or caught.value.facts == {"count": 1}
    assert (reader.size(), Order.objects.count()) == before


@pytest.mark.both
def test_a_hold_on_another_deal_is_not_got_round_by_naming_its_people_here(yard):
    found = yard.hold(deal=OTHER_DEAL)
    yard.stop(deal=OTHER_DEAL)
    with pytest.raises(errors.NotHeld):
        yard.propose(found, deal=DEAL)


@pytest.mark.both
@pytest.mark.parametrize("whom", ["person", "deal"])
@pytest.mark.parametrize("when", ["before the order", "before the act"])
def test_a_hold_stops_destruction_until_it_is_lifted(yard, whom, when):
    found = yard.hold(3)
    subject = found[1] if whom == "person" else None
    order = None if when == "before the order" else yard.confirmed(found)
    held = yard.stop(subject)
    with pytest.raises(errors.OnHold) as caught:
        yard.propose(found) if order is None else yard.carry_out(order)
    assert caught.value.facts == {"count": 1 if subject else 3}
    assert keys.existing(found) == frozenset(found)
    assert told("destruction.begun") == []
    yard.lift(held)
    order = order or yard.confirmed(found)
    assert yard.carry_out(order).state == State.VERIFIED


@pytest.mark.both
def test_a_hold_on_one_person_leaves_the_others(yard):
    found = yard.hold(3)
    yard.stop(found[1])
    yard.destroyed([found[0], found[2]])
    assert keys.existing(found) == {found[1]}


@pytest.mark.both
def test_a_hold_on_a_person_counts_under_whatever_deal_it_was_placed(yard):
    found = yard.hold()
    yard.stop(found[0], deal=OTHER_DEAL)
    with pytest.raises(errors.OnHold):
        yard.propose(found)


@pytest.mark.both
def test_two_holds_are_both_to_be_lifted(yard):
    found = yard.hold()
    first, second = yard.stop(found[0]), yard.stop()
    yard.lift(first)
    with pytest.raises(errors.OnHold):
        yard.propose(found)
    yard.lift(second)
    assert yard.propose(found)


@pytest.mark.both
def test_a_hold_does_not_end_by_its_date_alone(yard):
    found = yard.hold()
    yard.stop(found[0], until=date(2026, 8, 26))
    yard.go(days=30)
    with pytest.raises(errors.OnHold):
        yard.propose(found)
    assert told("hold.placed")[0].facts == {"cause": "DISPUTE", "until": "2026-08-26"}


@pytest.mark.both
def test_a_hold_that_comes_while_the_act_begins_is_seen(yard, monkeypatch):
    """It stands in the ledger before the intent does."""
    found = yard.hold()
    order = yard.confirmed(found)
    plain = services.writer.record

    def slow(event, **more):
        if event.tag == "destruction.begun":
            monkeypatch.setattr(services.writer, "record", plain)
            Hold.objects.create(ref="hold-x", deal=DEAL, cause="DISPUTE", placed_at=yard.at)
        return plain(event, **more)

    monkeypatch.setattr(services.writer, "record", slow)
    with pytest.raises(errors.OnHold):
        yard.carry_out(order)
    assert keys.existing(found) == frozenset(found)
    assert told("destruction.begun") == []


@pytest.mark.parametrize("who", ["dora", "otto", "head", "mallory"])
def test_only_legal_places_and_lifts_holds(yard, who):
    actor = getattr(yard, who)
    with pytest.raises(NotPermitted):
        yard.stop(actor=actor)
    held = yard.stop()
    with pytest.raises(NotPermitted):
        yard.lift(held, actor)


@pytest.mark.both
def test_a_hold_is_lifted_once(yard):
    held = yard.stop()
    yard.lift(held)
    for ref in (held, Ref("hold-none")):
        with pytest.raises(services.NoSuchHold):
            yard.lift(ref)
    assert len(told("hold.lifted")) == 1


@pytest.mark.both
def test_a_hold_names_the_person_by_the_ledgers_name(yard):
    found = yard.hold()
    yard.stop(found[0])
    assert told("hold.placed")[0].about == keys.pseudonym(found[0])


@pytest.mark.both
@pytest.mark.parametrize("act", ["confirm", "carry_out"])
def test_an_order_that_is_not_there_or_not_in_its_state(yard, act):
    acts = {
        "confirm": lambda ref: yard.confirm(ref, yard.otto),
        "carry_out": yard.carry_out,
    }
    with pytest.raises(errors.NoSuchOrder):
        acts[act](Ref("dest-none"))
    done = yard.destroyed(yard.hold())
    with pytest.raises(errors.NotInState):
        acts[act](Ref(done.ref))


@pytest.mark.both
def test_of_two_orders_for_one_person_the_second_finds_less_to_do(yard):
    found = yard.hold(2)
    first, second = yard.confirmed(found[:1]), yard.confirmed(found)
    assert yard.carry_out(first).keys_erased == 1
    done = yard.carry_out(second)
    assert (done.state, done.keys_erased, done.count) == (State.VERIFIED, 1, 1)
    assert [line.rows.count for line in told("destruction.begun")] == [1, 1]
    assert keys.existing(found) == frozenset()


@pytest.mark.both
def test_the_order_commits_to_names_that_die_with_the_keys(yard):
    found = yard.hold(2)
    names = [keys.pseudonym(ref) for ref in found]
    order = yard.propose(found)
    position = reader.size() - 1
    assert [json.loads(row) for row in reader.rows(position)] == [{"subject": n} for n in names]
    assert told("destruction.proposed")[0].about == order


@pytest.mark.both
def test_the_database_too_wants_the_intent_first(yard):
    order = yard.confirmed(yard.hold())
    for state in (State.BEGUN, State.VERIFIED, State.CERTIFIED, State.FINAL):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(ref=order).update(state=state)


@pytest.mark.both
def test_numbers_run_through_the_house(yard):
    orders = [yard.propose(yard.hold()), yard.propose(yard.hold(deal=OTHER_DEAL), deal=OTHER_DEAL)]
    assert [str(Order.objects.get(ref=ref)) for ref in orders] == ["DR-001", "DR-002"]
    assert [own.ref for own in queries.of_deal(DEAL)] == orders[:1]
