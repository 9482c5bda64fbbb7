"""Who got somebody's data, and what keeps them, is told of real packages, vendors and holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base import clock, registry
from shoumi.base.registry import Card, deletion
from shoumi.base.registry.recipients import Recipient
from shoumi.base.rooms import content
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction.rules import Cause
from shoumi.chapters.destruction.services import lift_hold, place_hold
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.services import tokens
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, LegalBasis, Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_a_party_is_told_by_the_row_of_its_package_and_only_of_whoever_is_in_it(handing, sealed):
    inside = [one for one in handing.people if deletion.recipients(one)]
    assert inside == []
    handing.release(sealed)
    found = {one: deletion.recipients(one) for one in handing.people}
    told = [(one.ref, one.handle[1]) for own in found.values() for one in own]
    rows = {
        f"package {sealed.file_name}, row {n} without the heading"
        for n in range(1, 1 + sealed.rows)
    }
    assert {ref for ref, _ in told} == {handing.recipient}
    assert {handle for _, handle in told} == rows
    assert sum(not own for own in found.values()) == len(handing.people) - sealed.rows


def test_who_was_let_look_into_a_clean_room_is_told_of_those_it_showed_alone(house):
    shown, *others = house.keep_many(3)
    house.sign_assessed()
    house.reach(DisclosureLevel.L3)
    room = house.prepared(content.people([shown]))
    assert deletion.recipients(shown) == [], "nobody could look yet"
    house.open(room)
    [told] = deletion.recipients(shown)
    assert (told.ref, told.writes_to) == (house.buyer, house.buyer)
    assert "data room opened on" in told.handle[1]
    assert [deletion.recipients(one) for one in others] == [[], []]


def test_a_party_that_got_rows_and_saw_a_room_is_told_once_by_both(monkeypatch):
    once = Recipient(
        Ref("party-one"), "虚构受让", ("第 1 行", "row 1"), "", "rights.objection_delete"
    )
    twice = replace(once, handle=("数据室", "the room"))
    cards = [Card("one", "一", "One", recipients=lambda _: [once]),
             Card("two", "二", "Two", recipients=lambda _: [twice])]  # fmt: skip
    monkeypatch.setattr(registry, "cards", lambda: iter(cards))
    [told] = deletion.recipients(Ref("sub-one"))
    assert told.handle == ("第 1 行；数据室", "row 1; the room")


def test_a_vendor_is_told_of_everybody_of_the_deal_it_got_data_of(handing):
    house, vendor = handing.house, Vendor.objects.get()
    [one, *_] = handing.people
    assert deletion.recipients(one) == []
    given = Entrustment(Way.TEXT_MESSAGES, Purpose.NOTICE, frozenset({"mobile"}))
    tokens.record(given, 3, house.deal, house.dpo, clock.now())
    [told] = deletion.recipients(one)
    assert (told.ref, told.name, told.writes_to) == (vendor.ref, vendor.name, vendor.ref)


def test_a_hold_and_a_legal_duty_keep_everything_until_they_end(handing):
    house = handing.house
    free = next(Ref(one.ref) for one in Subject.objects.filter(basis=LegalBasis.CONTRACT))
    bound = next(Ref(one.ref) for one in Subject.objects.filter(basis=LegalBasis.LEGAL_DUTY))
    assert [one for one in deletion.kept(free) if one.stops_all] == []
    assert [one for one in deletion.kept(bound) if one.stops_all]
    placed = place_hold(
        deal=house.deal,
        subject=free,
        cause=Cause.DISPUTE,
        until=None,
        actor=house.legal,
        at=house.at,
    )
    assert [one for one in deletion.kept(free) if one.stops_all]
    lift_hold(hold=Ref(placed.ref), actor=house.legal, at=house.at)
    assert [one for one in deletion.kept(free) if one.stops_all] == []
