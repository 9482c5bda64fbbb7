"""What a room showed is destroyed once nobody will enter it any more; the proof of it stays."""

from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Filing, MilestoneState
from shoumi.base.deals.rules import TerminateReason
from shoumi.base.documents import store
from shoumi.base.rooms import closure, content_erasure, queries
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.base.vault.errors import InsideTransaction, NoKey
from shoumi.core.gate import GateClosed
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import COUNTS, ROWS, prepare

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def document(room):
    return Ref(Room.objects.get(ref=room).document)


def is_there(room):
    return bool(keys.existing([document(room)]))


def test_a_room_that_is_shut_shows_nothing_to_anyone_any_more(house):
    room, other = house.room(COUNTS), house.room(ROWS)
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    assert content_erasure.empty(at=house.at) == 1
    with pytest.raises(NoKey):
        store.get(document(room))
    with pytest.raises(GateClosed):
        rooms.enter(room=room, actor=house.buyer, at=house.at)
    assert is_there(other)
    assert store.get(document(other))


def test_the_file_goes_and_nothing_is_missing(house):
    room = house.room(COUNTS)
    path = store._path(document(room))
    assert path.exists()
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    content_erasure.empty(at=house.at)
    assert not path.exists()
    assert store.missing() == []


def test_one_entry_a_deal_names_the_rooms_and_comes_before_the_keys_die(house, monkeypatch):
    found = [house.room(COUNTS), house.room(ROWS)]
    rooms.shut_all(deal=house.deal, actor=house.dpo, at=house.at)
    plain, seen = keys.erase, []

    def watched(refs):
        seen.append(len(told("room.emptied")))
        return plain(refs)

    monkeypatch.setattr(content_erasure.keys, "erase", watched)
    assert content_erasure.empty(at=house.at, deal=house.deal, actor=house.dpo) == 2
    (line,) = told("room.emptied")
    assert (line.about, line.actor, line.facts["count"]) == (house.deal, house.dpo, 2)
    assert line.rows.count == len(found)
    assert seen == [1]
    assert content_erasure.empty(at=house.at) == 0
    assert len(told("room.emptied")) == 1


def test_a_room_whose_time_is_over_is_emptied_without_being_shut(house):
    room = house.room(COUNTS, hours=1)
    assert content_erasure.empty(at=house.at) == 0
    house.go(hours=1)
    assert content_erasure.empty(at=house.at) == 1
    assert not is_there(room)


def test_a_room_that_may_still_open_keeps_what_it_will_show(house):
    room = prepare(house, COUNTS)
    assert content_erasure.empty(at=house.at) == 0
    assert is_there(room)


def test_what_was_only_prepared_goes_when_the_deal_ends(house):
    room = prepare(house, COUNTS)
    deals.terminate(
        deal=house.deal, reason=next(iter(TerminateReason)), actor=house.dpo, at=house.at
    )
    assert content_erasure.empty(at=house.at) == 1
    assert not is_there(room)


def test_a_key_whose_death_was_broken_off_dies_the_next_time(house, monkeypatch):
    room = house.room(COUNTS)
    rooms.shut(room=room, actor=house.dpo, at=house.at)

    def broken(refs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(content_erasure.keys, "erase", broken)
        with pytest.raises(OSError):  # noqa: PT011 - what the disk says is not the point
            content_erasure.empty(at=house.at)
    assert is_there(room)
    assert content_erasure.empty(at=house.at) == 0
    assert not is_there(room)
    assert len(told("room.emptied")) == 1


def test_a_deal_is_not_closed_while_a_room_is_full(house):
    room = house.room(COUNTS)
    assert queries.emptied(house.deal, house.at).reason == "room.still_full"
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    assert not queries.emptied(house.deal, house.at).holds
    content_erasure.empty(at=house.at)
    assert queries.emptied(house.deal, house.at).holds


def test_nothing_is_emptied_where_it_could_be_rolled_back(house):
    room = house.room(COUNTS)
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    with transaction.atomic(), pytest.raises((InsideTransaction, RuntimeError)):
        content_erasure.empty(at=house.at)
    assert is_there(room)


def test_while_a_deal_is_being_closed_the_record_that_its_rooms_are_shut_files_itself(house):
    house.room(COUNTS)
    assert closure.shut_all(deal=house.deal, actor=house.dpo, at=house.at) == 1
    assert not records(house), "a deal that goes on has rooms shut without being closed"
    house.room(ROWS)
    stages = MilestoneState.objects.filter(deal=house.deal, code=DealStage.CLOSED)
    authenticated.change(stages, state=Standing.OPEN, opened_at=house.at)
    assert closure.shut_all(deal=house.deal, actor=house.dpo, at=house.at) == 1
    (filed,) = records(house)
    assert filed.actor == SYSTEM
    assert closure.shut_all(deal=house.deal, actor=house.dpo, at=house.at) == 0
    assert len(records(house)) == 1, "said twice, filed once"


def records(house):
    return list(Filing.objects.filter(deal=house.deal, kind=FilingKind.ROOMS_SHUT))
