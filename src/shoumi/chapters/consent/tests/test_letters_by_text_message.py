"""Text messages: signed for two vendors, each number once, receipts asked for, doubts settled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.errors import AccountUnfit, TrialFailed, VendorRefused
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import SECRET, Gateway, kept, new, serving
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.tests.letters_house import REACHED, UNREACHED, Post, tried
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture(params=list(Vendor))
def gateway(request):
    return Gateway(request.param)


@pytest.fixture
def post(house, gateway):
    made = Post(house, ways=[Way.SMS])
    keeper = house[people.SECURITY]
    kept(gateway.vendor, keeper=keeper, approver=house.dpo, at=clock.now())
    renew(house)
    tried(Way.SMS)
    return made


def aged(minutes):
    """As if the letters had been handed over that long ago, by the database server's time."""
    for one in Letter.objects.exclude(claimed_at=None):
        Letter.objects.filter(ref=one.ref).update(
            claimed_at=one.claimed_at - timedelta(minutes=minutes)
        )


def test_each_person_gets_one_message_with_the_own_code_and_the_guardian_a_childs(post, gateway):
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        post.carry(lines=lines)
    assert gateway.refused == 0
    assert len(gateway.sent) == len({one.number for one in gateway.sent}) == 8
    assert post.states() == {State.SENT: 8}
    for one in gateway.sent:
        letter = Letter.objects.get(ref=one.letter)
        assert queries.invitation(one.code).subject == letter.to
        assert letter.receipt == one.receipt
        assert re.fullmatch("[0-9A-Z]{24}", one.code), "one word: a message is paid by its length"
    child = Letter.objects.get(to=post.handing.people[7])
    [to_guardian] = [one for one in gateway.sent if one.letter == child.ref]
    assert to_guardian.number == f"154{9000 + 7:08d}"


def test_what_the_vendor_reports_becomes_the_state(post, gateway):
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        for one in gateway.sent[:6]:
            one.fate = "delivered"
        gateway.sent[6].fate = "bounced"
        aged(2)
        post.carry(lines=lines)
    assert post.states() == {State.DELIVERED: 6, State.BOUNCED: 1, State.SENT: 1}
    lost = Letter.objects.get(ref=gateway.sent[6].letter)
    assert post.delivery(lost.to) == UNREACHED
    assert post.delivery(Letter.objects.get(ref=gateway.sent[0].letter).to) == REACHED


def test_a_number_nobody_has_bounces_and_too_many_at_once_wait(post, gateway):
    nobody, later_ = {
        Vendor.ALIYUN: ("isv.MOBILE_NUMBER_ILLEGAL", "isv.BUSINESS_LIMIT_CONTROL"),
        Vendor.TENCENT: (
            "InvalidParameterValue.IncorrectPhoneNumber",
            "LimitExceeded.PhoneNumberThirtySecondLimit",
        ),
    }[gateway.vendor]
    gateway.answers = [nobody, later_]
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        assert post.states() == {State.BOUNCED: 1, State.QUEUED: 1, State.SENT: 6}
        post.carry(lines=lines)
    assert post.states() == {State.BOUNCED: 1, State.SENT: 7}
    assert len(gateway.sent) == 7


def test_an_account_the_vendor_refuses_holds_the_rest(post, gateway):
    gateway.answers = ["", "", "isv.AMOUNT_NOT_ENOUGH"]
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        batch = Batch.objects.get()
        assert batch.held["code"] == VendorRefused.code
        assert batch.held["facts"]["answer"] == "isv.AMOUNT_NOT_ENOUGH"
        assert post.states() == {State.SENT: 2, State.QUEUED: 6}
        assert post.begin() == {"people": 0, "letters": 6}
        post.carry(lines=lines)
    assert len(gateway.sent) == 8


def test_a_vendor_that_cannot_be_reached_is_tried_again_and_nobody_gets_two(post, gateway):
    gateway.is_down = True
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        assert not Batch.objects.get().held
        assert post.states() == {State.QUEUED: 8}
        gateway.is_down = False
        post.carry(lines=lines)
    assert len(gateway.sent) == len({one.number for one in gateway.sent}) == 8


@pytest.mark.both
def test_a_message_whose_answer_was_lost_is_asked_about_and_not_sent_again(post, gateway):
    gateway.hangs_up = 1
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        assert post.states() == {State.SENDING: 1, State.QUEUED: 7}
        aged(2)
        if gateway.vendor is Vendor.TENCENT:
            gateway.sent[0].fate = "delivered"  # it tells of no others
        post.carry(lines=lines)
    assert len(gateway.sent) == 8
    assert len({one.letter for one in gateway.sent}) == 8
    assert State.SENDING not in post.states()


def test_a_message_the_vendor_never_had_goes_once_more(post, gateway):
    with serving(gateway) as lines:
        post.begin()
        one = Letter.objects.order_by("ref").first()
        since = clock.now() - timedelta(minutes=30)
        Letter.objects.filter(ref=one.ref).update(
            state=State.SENDING, way=Way.SMS, claimed_at=since
        )
        post.carry(lines=lines)
    states = post.states()
    if gateway.vendor is Vendor.ALIYUN:
        assert states == {State.SENT: 8}
    else:
        assert states == {State.SENT: 7, State.SENDING: 1}, "it tells of none that it has not"


def test_a_wrong_secret_is_refused_by_the_gateway(house, gateway):
    made = Post(house, ways=[Way.SMS])
    keeper = house[people.SECURITY]
    kept(gateway.vendor, keeper=keeper, approver=house.dpo, at=clock.now(), secret="other")
    renew(house)
    tried(Way.SMS)
    with serving(gateway) as lines:
        made.begin()
        made.carry(lines=lines)
    assert gateway.sent == []
    assert gateway.refused


def test_the_keys_are_sealed_and_replaced(post, gateway):
    keeper = post.house[people.SECURITY]
    first = accounts.current()
    assert SECRET not in f"{first.__dict__}"
    sealed = KeptSecret.objects.get(name=first.ref)
    assert SECRET.encode() not in bytes(sealed.wrapped)
    accounts.keep(account=new(gateway.vendor, "another"), actor=keeper, at=clock.now())
    assert accounts.current().ref != first.ref
    assert not KeptSecret.objects.filter(name=first.ref).exists()
    assert accounts.trial(Way.SMS) is None, "what was tried was the other account"
    assert [line.facts for line in told("letters.account")] == [
        {"vendor": gateway.vendor}, {"vendor": gateway.vendor},
    ]  # fmt: skip


def test_an_account_whose_host_nobody_let_is_not_kept(house):
    keeper = house[people.SECURITY]
    with pytest.raises(HostNotAllowed):
        accounts.keep(account=new(Vendor.ALIYUN), actor=keeper, at=clock.now())


@pytest.mark.parametrize("part", ["sign_name", "notice_template", "key_name", "key_secret", "app"])
def test_an_account_that_cannot_be_one_is_refused(post, gateway, part):
    if part == "app" and gateway.vendor is Vendor.ALIYUN:
        return
    made = replace(new(gateway.vendor), **{part: " "})
    with pytest.raises(AccountUnfit) as refused:
        accounts.keep(account=made, actor=post.house[people.SECURITY], at=clock.now())
    assert refused.value.facts["part"] == part


def test_a_test_message_is_sent_and_stands_for_the_set_up_of_now(post, gateway):
    keeper = post.house[people.SECURITY]
    with serving(gateway) as lines:
        made = accounts.attempt(
            way=Way.SMS, to="15400009999", actor=keeper, at=clock.now(), lines=lines
        )
        assert made.failure == ""
        assert [one.number for one in gateway.sent] == ["15400009999"]
        gateway.answers = ["isv.SMS_SIGNATURE_ILLEGAL"]
        with pytest.raises(TrialFailed):
            accounts.attempt(
                way=Way.SMS, to="15400009999", actor=keeper, at=clock.now(), lines=lines
            )
    assert accounts.trial(Way.SMS).failure == TrialFailed.code
    assert [line.facts["failed"] for line in told("letters.tried")] == [False, True]
