"""Destruction in a whole house: what goes, what stays, and what a crash leaves to be finished."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from shoumi.base import registry
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Record, Subject
from shoumi.base.vault import keyring, keys
from shoumi.base.vault.errors import NoKey, NotSetUp
from shoumi.base.vault.models import Setup, SubjectKey
from shoumi.chapters.destruction import rules, services
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.services import errors
from shoumi.chapters.destruction.tests.house.destruction_run import (
    Crash,
    carry_out,
    dies,
    left_of,
    ordered,
    read,
)
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.doors.tests.house import told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


@pytest.fixture
def found(house):
    house.task_ = house.task()
    return house.keep_many(4)


def test_who_was_destroyed_is_gone_everywhere_and_the_others_are_as_they_were(house, found):
    gone, stay = found[:2], found[2:]
    done = carry_out(house, ordered(house, gone))
    assert (done.state, done.keys_erased, done.records_erased) == ("VERIFIED", 2, 4)
    assert left_of(gone) == (0, 0, 0, 0)
    for subject in gone:
        with pytest.raises(GateClosed) as caught:
            read(house, subject)
        assert caught.value.facts["reasons"] == (Code.SUBJECT_NOT_HELD,)
    assert [read(house, subject) for subject in stay] == [values(2), values(3)]


def test_the_intent_is_committed_before_the_first_key_dies(house, found, monkeypatch):
    plain, seen = keys.erase, []

    def watched(subjects):
        subjects = list(subjects)
        seen.append(
            (
                connection.in_atomic_block,
                len(told("destruction.begun")),
                len(keys.existing(subjects)),
            )
        )
        return plain(subjects)

    monkeypatch.setattr(keys, "erase", watched)
    carry_out(house, ordered(house, found[:2]))
    assert seen == [(False, 1, 2)]
    (begun,) = told("destruction.begun")
    assert (begun.rows.count, begun.facts["count"]) == (2, 2)


def test_the_proof_says_what_was_done_and_that_nothing_is_left(house, found):
    order = ordered(house, found[:2])
    carry_out(house, order)
    kept = Order.objects.get()
    (proof,) = told("destruction.verified")
    assert proof.facts == {
        "number": 1,
        "intent": kept.intent_position,
        "keys": 2,
        "records": kept.records_erased,
        "left": 0,
    }
    assert (proof.about, kept.proof_position) == (order, reader.size() - 1)


def test_what_survives_keeps_the_order_open_and_is_not_certified(house, found, monkeypatch):
    """A card that forgets half of what it holds."""
    cards = dict(registry._cards)
    cards["subjects"] = replace(cards["subjects"], destroyers={"person": lambda subjects: 0})
    monkeypatch.setattr(registry, "_cards", cards)
    order = ordered(house, found[:1])
    with pytest.raises(errors.StillReadable):
        carry_out(house, order)
    assert Order.objects.get().state == rules.State.BEGUN
    assert told("destruction.verified") == []
    monkeypatch.undo()
    assert [own.state for own in services.resume(at=house.at)] == ["VERIFIED"]
    assert left_of(found[:1]) == (0, 0, 0, 0)


# Step -> where the process dies, and the state it is found in.
STEPS = {
    "before the intent": (services, "_begin", False, "CONFIRMED"),
    "after the intent": (services, "_begin", True, "BEGUN"),
    "before the keys": (keys, "erase", False, "BEGUN"),
    "after the keys": (keys, "erase", True, "BEGUN"),
    "before the records": (services, "_destroy_everywhere", False, "BEGUN"),
    "after the records": (services, "_destroy_everywhere", True, "BEGUN"),
    "before the look back": (services, "_remains", False, "BEGUN"),
    "after the look back": (services, "_remains", True, "BEGUN"),
    "before the journal": (services, "_truncate_journal", False, "VERIFIED"),
    "after the journal": (services, "_truncate_journal", True, "VERIFIED"),
}


@pytest.mark.both(one_in=3)
@pytest.mark.parametrize("step", STEPS)
def test_broken_off_anywhere_it_is_finished_afterwards(house, found, step, monkeypatch):
    module, name, after, state = STEPS[step]
    gone, stay = found[:2], found[2:]
    order = ordered(house, gone)
    dies(monkeypatch, module, name, after=after)
    with pytest.raises(Crash):
        carry_out(house, order)
    assert Order.objects.get().state == state
    assert len(told("destruction.begun")) == (state != "CONFIRMED")
    _nobody_is_half_destroyed_unnoticed(house, gone)
    resumed = services.resume(at=house.at)
    assert len(resumed) == (state == "BEGUN")
    if state == "CONFIRMED":
        carry_out(house, order)
    done = Order.objects.get()
    assert (done.state, done.keys_erased) == ("VERIFIED", 2)
    assert left_of(gone) == (0, 0, 0, 0)
    assert len(told("destruction.begun")) == len(told("destruction.verified")) == 1
    assert [read(house, subject) for subject in stay] == [values(2), values(3)]
    assert services.resume(at=house.at) == []


def _nobody_is_half_destroyed_unnoticed(house, gone):
    """Readable as a whole, or not at all: never a part of the values."""
    for number, subject in enumerate(gone):
        try:
            assert read(house, subject) == values(number)
        except (GateClosed, NoKey):
            continue


def test_broken_off_again_while_being_finished(house, found, monkeypatch):
    order = ordered(house, found[:2])
    for module, name in ((keys, "erase"), (services, "_remains")):
        dies(monkeypatch, module, name, after=True)
        with pytest.raises(Crash):
            carry_out(house, order) if name == "erase" else services.resume(at=house.at)
    assert services.resume(at=house.at)[0].state == "VERIFIED"
    assert left_of(found[:2]) == (0, 0, 0, 0)


def test_finished_orders_are_left_alone(house, found):
    carry_out(house, ordered(house, found[:1]))
    before = reader.size()
    assert services.resume(at=house.go(days=1)) == []
    assert reader.size() == before
    assert Subject.objects.get(ref=found[0]).destroyed_at < house.at


def test_where_nothing_came_back_replaying_does_nothing(house, found):
    carry_out(house, ordered(house, found[:2]))
    before = reader.size()
    assert services.replay(at=house.at) == 0
    assert reader.size() == before
    assert left_of(found[2:])[0] == 2


def test_without_this_homes_keyring_nobody_is_taken_for_destroyed(house, found):
    """A keyring that was not found is empty; taking it for the truth would destroy everybody."""
    kept = Setup.objects.get()
    SubjectKey.objects.all().delete()
    Setup.objects.all().delete()
    keyring.lock()
    with pytest.raises(NotSetUp):
        services.replay(at=house.at)
    assert Record.objects.count() == 4
    kept.save(force_insert=True)
