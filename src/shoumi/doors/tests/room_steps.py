"""What the tests of rooms do again and again: prepare, approve, open, be refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest

from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.rooms import content
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.models import Room
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, told

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
COUNTS = Inside(L1, {"age": [("30-39", 12)]}, 1)
ROWS = Inside(
    L2,
    [
        {"id": f"r{n}", "district": "*", "age": "*", "amount": "*", "service": "ab"[n % 2]}
        for n in range(6)
    ],
    6,
)


def three_contacts(house):
    """Key contacts in a clean room, open to the buyer for seventy-two hours: (room, people)."""
    more = {"contact_title": "虚构经理", "bank_account": "9"}
    found = house.keep(*(person(n, **more) for n in range(3)))
    return house.room(content.people(found)), found


def prepare(house, inside, **more):
    wanted = {"deal": house.deal, "actor": house[people.CONSULTANT], "at": house.at} | more
    return Ref(rooms.prepare(inside=inside, **wanted).ref)


def approve(house, room, *names):
    for name in names:
        rooms.approve(room=room, actor=house[name], at=house.at)


def open_room(house, room, persons: Collection[Ref] | None = None, *, actor=None, **by):
    return rooms.open_room(
        room=room,
        persons=[house.buyer] if persons is None else persons,
        closes_at=house.at + timedelta(**(by or {"hours": 1})),
        actor=actor or house[people.CONSULTANT],
        at=house.at,
    )


def refused(house, error, act, room=None):
    """The act is refused, nothing but the refusal is left of it, and that is in the ledger."""
    before = reader.size(), Room.objects.count(), Document.objects.count()
    with pytest.raises(error) as caught:
        act()
    assert (reader.size(), Room.objects.count(), Document.objects.count()) == (
        before[0] + 1,
        *before[1:],
    )
    line = told("room.refused")[-1]
    assert line.facts == {"why": caught.value.code}
    assert (line.about, line.deal) == (room or house.deal, house.deal)
    return caught.value
