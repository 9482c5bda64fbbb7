"""Inside the rooms: who gets in, what is seen, how every no is kept, and the public summary."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.documents import store
from shoumi.base.gate import rounds
from shoumi.base.ledger import reader
from shoumi.base.rooms import content, queries, teasers
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.errors import TeaserNamesSomeone
from shoumi.base.rooms.models import Room, Teaser
from shoumi.base.subjects.models import State
from shoumi.base.subjects.services import change_state
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.agreements.models import Agreement
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import further, mask, told
from shoumi.doors.tests.room_steps import three_contacts
from shoumi.doors.tests.test_stored_values import in_the_clear

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
SERVICE = "虚构月嫂服务"
COUNTS = Inside(L1, {"service": [(SERVICE, 12)]}, 1)
ROWS = Inside(
    L2,
    [
        {
            "id": f"r{n}",
            "district": "*",
            "age": "*",
            "amount": "*",
            "service": (SERVICE, "钟点工")[n % 2],
        }
        for n in range(6)
    ],
    6,
)
TARGET = "云岚虚构家政服务有限公司"


@pytest.fixture
def signed(house):
    return further(house, "house whose sides have signed", house.sign_assessed)


@pytest.fixture
def clean_room(house, signed):
    """Three key contacts, open to the buyer for seventy-two hours."""
    return further(house, "contacts in a clean room", lambda: three_contacts(house))


def enter(house, room, name=people.BUYER):
    return rooms.enter(room=room, actor=house[name], at=house.at)


def view(house, room, name=people.BUYER):
    return dict(rooms.view_items(room=room, actor=house[name], at=house.at))


def refused(house, act):
    """Every reason of the refusal, which is in the ledger and shows nothing."""
    before, shown = reader.size(), len(told("gate.revealed"))
    with pytest.raises(GateClosed) as caught:
        act()
    codes = {reason.code for reason in caught.value.decision.reasons}
    assert reader.size() == before + 1
    line = told("gate.decided")[-1]
    assert (line.facts["allowed"], line.facts["reasons"]) == (False, mask(codes))
    assert line.deal == house.deal
    assert len(told("gate.revealed")) == shown
    return codes


@pytest.mark.both
@pytest.mark.parametrize("inside", [COUNTS, ROWS])
def test_who_signed_and_is_named_sees_what_was_prepared(house, signed, inside):
    room = house.room(inside)
    shown = enter(house, room)
    shown = shown if isinstance(shown, dict) else list(shown)
    assert shown == json.loads(json.dumps(inside.content))
    line = told("gate.decided")[-1]
    assert (line.facts["allowed"], line.facts["level"]) == (True, inside.level)
    assert (line.actor, line.about) == (house.buyer, house.deal)


@pytest.mark.both
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (people.CONSULTANT, {Code.NOT_ON_TASK, Code.NO_AGREEMENT, Code.ROOM_SHUT}),
        (people.DPO, {Code.NOT_ON_TASK, Code.NO_AGREEMENT, Code.ROOM_SHUT}),
        (people.SELLER, {Code.NOT_ON_TASK, Code.ROOM_SHUT}),
        (people.SUPERVISOR, {Code.NOT_ON_TASK, Code.OVERSIGHT_READS_NO_CONTENT}),
        (people.HOLDER, {Code.NOT_ON_TASK, Code.NO_ROLE, Code.NOT_ON_DEAL, Code.NO_AGREEMENT}),
    ],
)
def test_everybody_else_stays_outside_at_every_level(house, signed, name, codes):
    found = house.keep_many(1)
    for inside in (COUNTS, ROWS, content.people(found)):
        room = house.room(inside)
        assert refused(house, lambda at=room: enter(house, at, name)) >= codes
        assert refused(house, lambda at=room: view(house, at, name)) >= codes


@pytest.mark.both
def test_a_side_of_another_deal_stays_outside_though_it_signed_there(house, signed):
    room, home = house.room(COUNTS), house.deal
    house.deal = house.new_deal()
    people.give(house.cast.people, people.HOLDER, Role.TE, house.deal, house.at)
    house.agree()
    foreign = house.room(COUNTS)
    # Named in the room and bound by its agreement, yet no side of the deal.
    assert refused(house, lambda: enter(house, foreign)) >= {Code.NO_ROLE, Code.NOT_ON_DEAL}
    people.give(house.cast.people, people.BUYER, Role.TE, house.deal, house.at)
    assert enter(house, foreign)
    # Nor is one deal's task a way into the other's room.
    authenticated.change(Room.objects.filter(ref=foreign), task=Room.objects.get(ref=room).task)
    assert refused(house, lambda: enter(house, foreign)) == {Code.TASK_CLOSED}
    house.deal = home
    assert enter(house, room)
    assert refused(house, lambda: enter(house, room, people.HOLDER)) >= {Code.NOT_ON_TASK}


@pytest.mark.both
def test_a_room_that_has_not_opened_lets_nobody_in(house, signed):
    house.reach(L1)
    room = house.prepared(COUNTS)
    assert refused(house, lambda: enter(house, room)) >= {Code.TASK_CLOSED, Code.ROOM_SHUT}


@pytest.mark.both
def test_an_open_room_is_no_way_into_another_of_its_level(house, signed):
    house.room(ROWS)
    waiting = house.prepared(ROWS)
    assert Code.TASK_CLOSED in refused(house, lambda: enter(house, waiting))


@pytest.mark.both
def test_a_room_of_counts_is_no_way_to_the_rows(house, signed):
    house.room(COUNTS)
    house.reach(L2)
    rows = house.prepared(ROWS)
    authenticated.change(Room.objects.filter(ref=rows), task=Room.objects.get(level=L1).task)
    assert refused(house, lambda: enter(house, rows)) >= {Code.ROOM_LEVEL, Code.ROOM_SHUT}


@pytest.mark.both
@pytest.mark.parametrize(
    ("covered", "inside", "may"),
    [([L1], COUNTS, True), ([L1], ROWS, False), ([L1, L2], ROWS, True), ([L2], COUNTS, False)],
)
def test_an_agreement_reaches_the_levels_it_names(house, covered, inside, may):
    house.assess()
    house.agree(covered)
    room = house.room(inside)
    if may:
        assert enter(house, room)
    else:
        assert refused(house, lambda: enter(house, room)) == {Code.AGREEMENT_LEVEL}


@pytest.mark.both
def test_rows_need_an_assessment_and_counts_do_not(house):
    house.agree()
    assert enter(house, house.room(COUNTS))
    rows = house.room(ROWS)
    assert refused(house, lambda: enter(house, rows)) == {Code.NO_ASSESSMENT}


@pytest.mark.both
@pytest.mark.parametrize("end", [agreements.breach, agreements.revoke])
def test_a_breach_shuts_every_room_at_that_moment(house, clean_room, signed, end):
    room, _ = clean_room
    counts = house.room(COUNTS)
    assert enter(house, counts)
    assert len(view(house, room)) == 3
    end(agreement=signed, actor=house.legal, at=house.at)
    # A breach is 2.2 of the deal besides; sides that end their agreement break nothing.
    said = {Code.ROOM_DOOR_SHUT} if end is agreements.breach else set()
    said |= {Code.NO_AGREEMENT, Code.AGREEMENT_LEVEL}
    assert refused(house, lambda: enter(house, counts)) == said
    assert Code.NO_AGREEMENT in refused(house, lambda: view(house, room))


@pytest.mark.both
def test_a_breach_ends_a_visit_that_is_under_way(house, clean_room, signed, monkeypatch):
    room, _ = clean_room
    monkeypatch.setattr(rounds, "ROUND", 1)
    items = rooms.view_items(room=room, actor=house.buyer, at=house.at)
    next(items)
    agreements.breach(agreement=signed, actor=house.legal, at=house.at)
    with pytest.raises(GateClosed):
        next(items)


@pytest.mark.both
def test_an_agreement_that_lapses_shuts_the_room_at_its_last_moment(house, signed):
    room = house.room(COUNTS)
    until = house.at + timedelta(hours=1)
    authenticated.change(Agreement.objects.filter(ref=signed), until=until)
    assert rooms.enter(room=room, actor=house.buyer, at=until - timedelta(microseconds=1))
    with pytest.raises(GateClosed) as caught:
        rooms.enter(room=room, actor=house.buyer, at=until)
    said = {Code.NO_AGREEMENT, Code.AGREEMENT_LEVEL, Code.ROOM_DOOR_SHUT}
    assert {r.code for r in caught.value.decision.reasons} == said


@pytest.mark.both
def test_a_clean_room_is_over_after_seventy_two_hours(house, clean_room):
    room, found = clean_room
    house.go(hours=72, microseconds=-1)
    assert set(view(house, room)) == set(found)
    house.go(microseconds=1)
    assert refused(house, lambda: view(house, room)) >= {Code.ROOM_SHUT, Code.TASK_CLOSED}


@pytest.mark.both
def test_a_suspended_deal_shuts_its_rooms_until_it_goes_on(house, clean_room):
    room, _ = clean_room
    counts = house.room(COUNTS)
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    assert refused(house, lambda: enter(house, counts)) == {Code.DEAL_NOT_OPEN}
    assert refused(house, lambda: view(house, room)) == {Code.DEAL_NOT_OPEN}
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert enter(house, counts)


@pytest.mark.both
def test_rooms_that_were_shut_let_nobody_in(house, clean_room):
    room, _ = clean_room
    counts = house.room(COUNTS)
    assert rooms.shut_all(deal=house.deal, actor=house.dpo, at=house.at) == 2
    for act in (lambda: enter(house, counts), lambda: view(house, room)):
        assert refused(house, act) >= {Code.TASK_CLOSED, Code.ROOM_SHUT}
    assert queries.open_to(house.buyer, house.deal, house.at) == []


@pytest.mark.both
def test_a_clean_room_shows_its_fields_and_no_others(house, clean_room):
    room, found = clean_room
    items = view(house, room)
    assert list(items) == found
    assert all(own.keys() == {"name", "contact_title"} for own in items.values())
    (line,) = told("gate.revealed")
    assert (line.actor, line.facts["level"], line.rows.count) == (house.buyer, "L3", 3)


@pytest.mark.both
def test_each_visit_is_one_entry_that_commits_to_whom_it_showed(house, clean_room):
    room, found = clean_room
    view(house, room)
    view(house, room)
    entries = list(reader.entries(tag="gate.revealed"))
    assert len(entries) == 2
    for entry in entries:
        shown = [json.loads(row)["subject"] for row in reader.rows(entry.position)]
        assert shown == [keys.pseudonym(ref) for ref in found]


@pytest.mark.both
def test_who_is_frozen_meanwhile_is_not_shown(house, clean_room):
    room, found = clean_room
    change_state(
        deal=house.deal,
        subjects=found[:1],
        to=State.FROZEN,
        duty="8.1",
        actor=house.dpo,
        at=house.at,
    )
    assert list(view(house, room)) == found[1:]


@pytest.mark.both
@pytest.mark.parametrize("inside", [COUNTS, ROWS])
def test_a_room_that_names_nobody_has_nobody_to_view(house, signed, inside):
    room = house.room(inside)
    assert Code.ACT_NOT_IN_TASK in refused(house, lambda: view(house, room))
    assert Code.NOT_ON_TASK in refused(house, lambda: view(house, room, people.HOLDER))


@pytest.mark.parametrize("name", [people.BUYER, people.DPO, people.HEAD, people.SELLER])
def test_nothing_leaves_a_room_whoever_asks_and_the_try_is_evidence(house, signed, name):
    for inside in (COUNTS, ROWS, content.people(house.keep_many(1))):
        room = house.room(inside)

        def export(at=room):
            rooms.export(room=at, actor=house[name], at=house.at)

        assert Code.ROOM_EXPORT in refused(house, export)
        assert told("gate.decided")[-1].facts["act"] == "export"


@pytest.mark.both
def test_a_no_is_not_undone_by_what_comes_after(house, signed):
    house.reach(L1)
    room = house.prepared(COUNTS)
    refused(house, lambda: enter(house, room))
    position = reader.size() - 1
    house.room(COUNTS)
    assert reader.entry(position).line().facts["allowed"] is False
    assert reader.prove(position).holds()


@pytest.mark.both
def test_what_a_room_shows_is_nowhere_in_the_clear(house, signed, home):
    house.room(COUNTS)
    rows = house.room(ROWS)
    assert SERVICE in json.dumps(list(enter(house, rows)), ensure_ascii=False)
    forms = [SERVICE.encode(), json.dumps(SERVICE).strip('"').encode()]
    assert in_the_clear([SERVICE, json.dumps(SERVICE).strip('"')]) == set()
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in kept if any(form in path.read_bytes() for form in forms)] == []
    assert (home / "blobs" / Room.objects.get(ref=rows).document) in kept


# The public summary


def scan(house, text, **more):
    wanted = {
        "deal": house.deal,
        "unnamed": (TARGET, people.SELLER),
        "suppressed": 1,
        "paper": text.encode(),
        "actor": house[people.MARKETING],
        "at": house.at,
    }
    return teasers.scan(text=text, **(wanted | more))


@pytest.mark.parametrize(
    "text",
    [
        "联系人：王虚甲",
        "身份证号 990000199001011116",
        "邮箱 a@shoumi.example.com",
        f"{TARGET}整体转让",
        "云岚 虚构 家政 服务转让",
        "赵虚甲名下的家政公司",
        "统一社会信用代码 91990000MA0DEM0213",
        "家政公司转让，洽谈 15400000101",
    ],
)
def test_a_summary_that_names_someone_is_refused_and_kept_as_evidence(house, text):
    before = reader.size()
    with pytest.raises(TeaserNamesSomeone) as caught:
        scan(house, text)
    assert caught.value.facts["count"] >= 1
    (line,) = told("teaser.scanned")
    assert line.facts["hits"] == caught.value.facts["count"]
    assert reader.size() == before + 2
    assert store.get(Ref(Teaser.objects.get().document)) == text.encode()
    assert text not in str([entry.body for entry in reader.entries()])
    assert not queries.listing_clean(house.deal, house.at).holds


def test_a_summary_that_names_nobody_may_be_listed(house):
    assert not queries.listing_clean(house.deal, house.at).holds
    scan(house, "某家政公司转让：个人客户约 850 人，位于华东")
    assert queries.listing_clean(house.deal, house.at).holds
    with pytest.raises(TeaserNamesSomeone):
        scan(house, TARGET)
    # The latest text counts, not the best.
    assert not queries.listing_clean(house.deal, house.at).holds
    assert not queries.listing_clean(house.new_deal(), house.at).holds


@pytest.mark.parametrize("name", [people.BUYER, people.SUPERVISOR, people.HOLDER, people.SERVICE])
def test_only_marketing_and_the_consultant_lay_a_summary_before_the_scanner(house, name):
    with pytest.raises(NotPermitted):
        scan(house, "某家政公司转让", actor=house[name])
    assert Teaser.objects.count() == 0
