"""Several persons are let into a room by one form; each is told of by name, with what it lacks."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.ledger import reader
from shoumi.base.rooms import admission
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.room_steps import L2, ROWS, approve
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def of_buyer(house, name, *roles) -> Ref:
    made = accounts.enrol(name=name, kind=Kind.PARTY, actor=house.dpo, at=house.at)
    for role in roles:
        ask = accounts.request_grant(
            person=Ref(made.ref), role=role, deal=house.deal, actor=house.dpo, at=house.at
        )
        accounts.grant(ask=Ref(ask.ref), actor=house[people.HEAD], at=house.at)
    return Ref(made.ref)


@pytest.fixture
def team(house):
    """Of the buyer: who signed, who has the role alone, who has nothing."""
    return [house.buyer, of_buyer(house, "钱虚丁", Role.TE), of_buyer(house, "钱虚戊")]


@pytest.fixture
def prepared(house, team) -> Ref:
    """Approved; the three are named, and the signer is bound by an agreement."""
    house.agree()
    house.assess()
    house.reach(L2)
    made = house.prepared(ROWS, team)
    approve(house, made, people.DPO)
    return made


def row(ref) -> Room:
    return Room.objects.get(ref=ref)


def lacks(house, room, persons):
    return list(admission.hindrances(row(room), persons, clock.now()).values())


def said(house, room, lang="zh", name=people.CONSULTANT):
    answer = signed_in(house[name], lang=lang).get(f"/rooms/{room}/persons")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode().partition("<main")[2])


def test_each_has_reasons_of_its_own_before_and_after_the_room_is_opened(house, team, prepared):
    before = lacks(house, prepared, team)
    assert before[0] == ()
    assert before[1] == (Code.NO_AGREEMENT, Code.AGREEMENT_LEVEL)
    assert {Code.NO_ROLE, Code.NOT_ON_DEAL} <= {*before[2]}
    begin = reader.size()
    visitor = signed_in(house[people.CONSULTANT])
    answer = visitor.act(f"/rooms/{prepared}/do/room-open", persons=[*team], hours=1)
    assert answer.redirect_chain[-1][0].startswith(f"/rooms/{prepared}/persons?done=room-open")
    assert lacks(house, prepared, team) == before
    assert "共 3 人，1 人什么也不缺" in html.unescape(answer.content.decode())
    tags = [one.line().tag for one in reader.entries() if one.position >= begin]
    assert [tag for tag in tags if tag.startswith("room.")] == ["room.opened"]


def test_what_is_told_is_what_the_door_does(house, team, prepared):
    signed_in(house[people.CONSULTANT]).act(f"/rooms/{prepared}/do/room-open", persons=[*team])
    told = lacks(house, prepared, team)
    for person, codes in zip(team, told, strict=True):
        assert admission.is_admitted(row(prepared), person, clock.now()) is not bool(codes)
    assert rooms.enter(room=prepared, actor=team[0], at=clock.now())


def test_a_lapse_keeps_all_of_them_out_and_each_is_told(house, team, prepared):
    signed_in(house[people.CONSULTANT]).act(f"/rooms/{prepared}/do/room-open", persons=[*team])
    found = statements.newest("12.1", None, clock.now())
    attestations.revoke(attestation=Ref(found.ref), actor=house[people.SECURITY], at=clock.now())
    assert all(lacks(house, prepared, team))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ["开放后能进去", "还进不去", "受让方", "协议"]), ("en", ["1 of 3", "transferee"])],
)
def test_the_page_names_each_with_what_to_do(house, prepared, lang, words):
    text = said(house, prepared, lang)
    assert not [word for word in words if word not in text]
    assert "钱虚丁" in text
    # The gate speaks to who asks; here the words are about somebody else.
    assert not re.search("你|[^t]you(r)? ", re.sub(r"<[^>]*>", "", text))
    assert ("监督机构只看记录" in text, text.count("没有对此人生效")) in {(False, 2), (False, 0)}


def test_the_form_has_the_named_ticked_and_their_side_beside_them(house, team, prepared):
    form = signed_in(house[people.CONSULTANT]).get(f"/rooms/{prepared}/do/room-open")
    text = form.content.decode()
    ticked = re.findall(r'name="persons" value="([\w-]+)"[^>]*checked', text)
    assert {*ticked} == {*team}
    assert "钱虚丁（受让方）" in text
    prepare = signed_in(house[people.CONSULTANT]).get(f"/deals/{house.deal}/do/room-prepare")
    options = re.findall(r'name="persons" value="([\w-]+)"', prepare.content.decode())
    assert {team[1], house.buyer} <= {*options[:3]}


def test_it_is_for_the_house_alone_and_a_shut_room_says_so(house, stranger, prepared):
    address = f"/rooms/{prepared}/persons"
    room = f"/rooms/{prepared}"
    assert address in signed_in(house.dpo).get(room).content.decode()
    assert signed_in(house.buyer).get(address).status_code == 404
    assert signed_in(stranger).get(address).status_code == 404
    signed_in(house[people.CONSULTANT]).act(f"{room}/do/room-open", persons=[house.buyer])
    rooms.shut(room=prepared, actor=house.dpo, at=clock.now())
    assert "谁也进不去" in said(house, prepared)
    assert address not in signed_in(house.dpo).get(room).content.decode()


def test_long_lists_go_on_on_another_page(house, prepared, monkeypatch):
    from shoumi.base.pages import tables

    monkeypatch.setattr(tables, "PAGE", 2)
    first = said(house, prepared)
    assert "after=2" in first
    visitor = signed_in(house.dpo)
    second = visitor.get(f"/rooms/{prepared}/persons?after=2").content.decode()
    assert "after=4" not in second


def test_one_more_person_costs_the_gate_once_more_and_no_more_than_that(house, team, prepared):
    def asked(persons):
        admission.hindrances(row(prepared), persons, clock.now())
        with CaptureQueriesContext(connection) as found:
            admission.hindrances(row(prepared), persons, clock.now())
        return len(found)

    one, two, three = (asked(team[:n]) for n in (1, 2, 3))
    assert three - two <= one
    assert two - one <= one
