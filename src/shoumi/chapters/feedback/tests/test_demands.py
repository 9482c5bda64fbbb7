"""Demands 10.1 to 10.3: what lets them fail, and what mends them."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import controls, doors
from shoumi.base.attestations.doors import DoorState
from shoumi.base.deals import conditions
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.models import Channel, Communication, Request
from shoumi.chapters.feedback.rules import Kind, Part, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services import channels
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
DEMANDS = ("10.1", "10.2", "10.3")


def test_a_house_that_never_began_leaves_the_word_to_statements(desk):
    for demand in DEMANDS:
        assert desk.state(demand) == ("NOT_BUILT", "feedback.not_begun")


def test_the_first_request_ends_that(desk):
    desk.assigned()
    assert [desk.check(one).state for one in DEMANDS] == [
        ControlState.FAIL,
        ControlState.PASS,
        ControlState.PASS,
    ]


def test_what_holds_passes_and_nothing_is_said_to_be_missing(desk):
    desk.reachable()
    for demand in DEMANDS:
        found = controls.checked(demand, desk.at)
        assert (found.state, found.reason) == (ControlState.PASS, "")


def test_three_channels_that_were_tried_hold_for_a_month(desk):
    desk.reachable()
    assert desk.check("10.1").state is ControlState.PASS
    until = desk.check("10.1").until
    desk.at = until
    assert desk.state("10.1") == ("FAIL", "feedback.channel_not_tried")
    for one in Channel.objects.all():
        desk.tried(Ref(one.ref))
    assert desk.check("10.1").state is ControlState.PASS


@pytest.mark.parametrize("back", [Back.NOBODY, Back.BOUNCED, Back.WRONG])
def test_a_channel_that_did_not_work_fails_until_it_does(desk, back):
    found = Ref(desk.reachable()[1].ref)
    desk.tried(found, back)
    assert desk.state("10.1") == ("FAIL", "feedback.channel_failed")
    desk.tried(found)
    assert desk.check("10.1").state is ControlState.PASS


def test_a_channel_that_is_taken_off_the_list_is_missing(desk):
    found = desk.reachable()[0]
    channels.end(channel=Ref(found.ref), actor=desk.officer, at=desk.at)
    assert desk.state("10.1") == ("FAIL", "feedback.no_phone")
    desk.channel(Way.PHONE)
    assert desk.check("10.1").state is ControlState.PASS


def test_an_open_request_that_nobody_is_assigned_to_fails(desk):
    request = desk.received()
    assert desk.state("10.2") == ("FAIL", "feedback.unassigned")
    desk.assign(request, desk.qian)
    assert desk.check("10.2").state is ControlState.PASS


def test_one_that_is_overdue_fails_until_it_is_answered(desk):
    request = desk.proven()
    desk.at = desk.check("10.2").turns
    assert desk.state("10.2") == ("FAIL", "feedback.overdue")
    desk.reply(request)
    assert desk.check("10.2").state is ControlState.PASS


def test_a_request_of_one_deal_keeps_that_deal_alone_from_settling(desk):
    desk.received(deal=desk.deal)
    assert desk.check("10.2").deals == {desk.deal}
    desk.received(kind=Kind.QUESTION)
    assert desk.check("10.2").deals == frozenset()


def test_a_row_that_was_edited_fails(desk):
    request = desk.received()
    Request.objects.filter(ref=request).update(assignee=desk.qian)
    assert desk.check("10.2").state is ControlState.FAIL
    assert desk.check("10.3").state is ControlState.FAIL


def test_a_row_that_was_edited_out_of_sight_or_deleted_fails(desk):
    request = desk.proven()
    assert desk.check("10.2").state is ControlState.PASS
    closed = {"state": "ANSWERED", "answered_at": desk.at}
    before = Request.objects.filter(ref=request).values(*closed).get()
    Request.objects.filter(ref=request).update(**closed)
    assert desk.check("10.2").state is ControlState.FAIL
    Request.objects.filter(ref=request).update(**before)
    assert desk.check("10.2").state is ControlState.PASS
    Request.objects.filter(ref=request).delete()
    for demand in ("10.2", "10.3"):
        assert desk.check(demand).state is ControlState.FAIL


def test_a_channel_that_was_deleted_fails(desk):
    desk.reachable()
    desk.channel(Way.LETTER, Back.NOBODY)
    assert desk.check("10.1").state is ControlState.FAIL
    Channel.objects.filter(way=Way.LETTER).delete()
    assert desk.check("10.1").state is ControlState.FAIL


def test_whoever_proves_who_that_is_takes_no_row_from_its_place(desk):
    desk.prove(desk.assigned(), subject=desk.first)
    assert desk.check("10.3").state is ControlState.PASS


def test_a_line_that_was_edited_taken_away_or_put_in_fails(desk):
    request = desk.closed()
    assert desk.check("10.3").state is ControlState.PASS
    line = Communication.objects.get(part=Part.REPLY)
    for change in ({"by": desk.sun}, {"part": Part.NOTE}, {"commitment": "0" * 64}):
        before = Communication.objects.filter(pk=line.pk).values(*change).get()
        Communication.objects.filter(pk=line.pk).update(**change)
        assert desk.check("10.3").state is ControlState.FAIL
        Communication.objects.filter(pk=line.pk).update(**before)
    assert desk.check("10.3").state is ControlState.PASS
    Communication.objects.filter(pk=line.pk).delete()
    assert desk.check("10.3").state is ControlState.FAIL
    with pytest.raises(NotAuthentic):
        desk.opened(request, actor=desk.officer)


def test_a_text_that_somebody_deleted_from_the_keyring_fails(desk):
    desk.closed()
    secrets.forget(Ref(Communication.objects.get(part=Part.RECEIVED).ref))
    assert desk.state("10.3") == ("FAIL", "feedback.text_gone")


def door(desk, name):
    found = {one.door.name: one for one in doors.standings(desk.at, desk.deal)}[name]
    return found.state, [lapse.demand for lapse in found.lapses if lapse.demand in DEMANDS]


def test_settlement_is_shut_while_nobody_is_assigned_and_opens_once_somebody_is(desk):
    request = desk.received(deal=desk.deal)
    assert door(desk, "settled") == (DoorState.SHUT, ["10.2"])
    held = conditions.holding("requests.open_none", desk.deal, desk.at)
    assert (held.state, held.reason) == (ControlState.FAIL, "feedback.unassigned")
    desk.assign(request, desk.qian)
    assert door(desk, "settled")[1] == []
    assert conditions.holding("requests.open_none", desk.deal, desk.at).holds


def test_a_request_of_another_deal_keeps_no_deal_from_settling(desk):
    desk.received(deal=desk.another_deal())
    assert door(desk, "settled")[1] == []
    assert conditions.holding("requests.open_none", desk.deal, desk.at).holds


def test_no_policy_is_published_while_a_channel_is_not_tried(desk):
    untried = desk.channel(Way.PHONE, None)
    assert door(desk, "policy_publication") == (DoorState.SHUT, ["10.1"])
    desk.channel(Way.MAIL)
    desk.channel(Way.PORTAL)
    assert door(desk, "policy_publication") == (DoorState.SHUT, ["10.1"])
    desk.tried(Ref(untried.ref))
    assert door(desk, "policy_publication") == (DoorState.OPEN, [])


def test_who_answers_for_it_states_nothing_once_the_house_began(desk):
    assert controls.is_stated("10.2", desk.at)
    desk.assigned()
    assert not controls.is_stated("10.2", desk.at)
