"""Letters that leave by a vendor ask its token: before they are queued, before each address is
opened, before a file for a company that delivers is written, fetched and handed over."""

from __future__ import annotations

import io

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from shoumi.base import clock
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.correspondence import entrustments
from shoumi.base.correspondence.channels.vendors import Vendor as Provider
from shoumi.base.correspondence.models import Batch
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import Gateway, kept, serving
from shoumi.base.egress.tests.https_server import allowed
from shoumi.base.outbox import relay_settings
from shoumi.base.outbox.smtp import Relay
from shoumi.base.outbox.tests.relays import Inbox
from shoumi.chapters.consent.documents import letter_text, letters
from shoumi.chapters.consent.services import dispatch, letter_files
from shoumi.chapters.consent.tests.letters_house import FROM, Post, relaying, task_of, tried
from shoumi.chapters.vendors.models import Token, Vendor
from shoumi.chapters.vendors.services import register, tokens
from shoumi.chapters.vendors.services.errors import NotEntrusted, OtherAccount
from shoumi.core import entrustment
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SUB = [{"name": "虚构云机房", "does": "存储", "place": "虚构市"}]


def vendor():
    return Ref(Vendor.objects.get().ref)


def take_back(house):
    """The token is taken back: the promise is kept, and nothing goes that way."""
    tokens.end(vendor=vendor(), actor=house.dpo, at=clock.now())


def entrust_on(house):
    """The vendor hands what it gets on to another, whom nobody has agreed to."""
    buyer = house[people.PURCHASING]
    register.list_subs(vendor=vendor(), subs=SUB, actor=buyer, at=clock.now())


@pytest.fixture
def gateway():
    return Gateway(Provider.ALIYUN)


@pytest.fixture
def post(house, gateway):
    made = Post(house, ways=[Way.SMS])
    keeper = house[people.SECURITY]
    kept(gateway.vendor, keeper=keeper, approver=house.dpo, at=clock.now())
    renew(house)
    tried(Way.SMS)
    return made


def test_no_message_is_queued_and_no_clock_starts_without_a_token(post):
    take_back(post.house)
    with pytest.raises(NotEntrusted) as refused:
        post.begin()
    assert {one.value for one in refused.value.facts["fields"]} == {"mobile", "guardian_mobile"}
    assert post.found().state == "PREPARED"
    assert not Batch.objects.exists()


def test_messages_that_left_are_counted_to_the_vendor_once(post, gateway):
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        post.carry(lines=lines)
    [entry] = told("vendors.handed")
    assert (entry.about, entry.facts["people"]) == (vendor(), 8)
    assert entry.facts["way"] == "text_messages"


class EndingGateway(Gateway):
    """While it takes the third message the vendor's token is taken back."""

    def __init__(self, house):
        super().__init__(Provider.ALIYUN)
        self.house = house

    def _take(self, *told):
        made = super()._take(*told)
        if len(self.sent) == 3:
            try:
                take_back(self.house)
            finally:
                connections.close_all()  # of this thread
        return made


def test_a_token_that_ends_between_two_messages_stops_the_rest(post):
    gateway = EndingGateway(post.house)
    with serving(gateway) as lines:
        post.begin()
        post.carry(lines=lines)
        assert len(gateway.sent) == 3
        assert Batch.objects.get().held["code"] == NotEntrusted.code
        assert post.states() == {State.SENT: 3, State.QUEUED: 5}
        post.carry(lines=lines)
    assert len(gateway.sent) == 3, "held until a person goes on"


class Ending(Inbox):
    """While the third mail is on its way the vendor turns out to hand on what it gets."""

    def __init__(self, house):
        super().__init__()
        self.house = house

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == 3:
            await sync_to_async(self._entrust_on)()
        return answer

    def _entrust_on(self):
        try:
            entrust_on(self.house)
        finally:
            connections.close_all()  # of this thread


def test_a_promise_of_a_vendor_that_lapses_stops_letters_by_any_way(house):
    """5.2 holds the door of sending shut, also of mail by the house's own relay."""
    post, inbox = Post(house, 6), Ending(house)
    with relaying(inbox):
        post.begin()
        post.carry()
        assert len(inbox.mails) == 3
        assert Batch.objects.get().held["code"] == DoorShut.code


def test_mail_by_a_relay_of_another_asks_and_by_an_own_does_not(house):
    post, keeper = Post(house, 2), house[people.SECURITY]
    take_back(house)
    for host, is_of_another in (("relay.vendor.example", True), ("192.168.7.9", False)):
        relay = Relay(host, 587, FROM)
        assert entrustments.is_of_another(relay) is is_of_another
        relay_settings.keep(relay, actor=keeper, at=clock.now())
        allowed(host, asker=keeper, approver=house.dpo, at=clock.now())
        tried(Way.MAIL)
        if is_of_another:
            with pytest.raises(NotEntrusted):
                post.begin()
    post.begin()
    assert set(post.states()) == {State.QUEUED}


def test_another_company_s_account_is_not_the_one_of_the_token(post):
    """The house goes over to another platform for its messages; nobody has looked at that one."""
    house = post.house
    kept(Provider.TENCENT, keeper=house[people.SECURITY], approver=house.dpo, at=clock.now())
    tried(Way.SMS)
    with pytest.raises(OtherAccount) as refused:
        post.begin()
    assert refused.value.facts["account"] == Provider.TENCENT
    assert not Batch.objects.exists()
    renew(house)
    post.begin()
    assert Batch.objects.exists()


def test_a_token_for_one_relay_is_none_for_another(house):
    post, keeper = Post(house, 2), house[people.SECURITY]
    for host in ("relay.vendor.example", "relay.other.example"):
        relay_settings.keep(Relay(host, 587, FROM), actor=keeper, at=clock.now())
        allowed(host, asker=keeper, approver=house.dpo, at=clock.now())
        tried(Way.MAIL)
        with pytest.raises(OtherAccount):
            post.begin()
        renew(house)
    post.begin()
    assert set(post.states()) == {State.QUEUED}


def test_a_file_for_a_company_that_delivers_asks_when_written_and_when_handed_over(house):
    post = Post(house)
    task = task_of(house, fields=dispatch.CONTACT_FIELDS)
    given = {"campaign": post.campaign, "task": task, "actor": house.dpo}
    codes = letter_files.begin(text=letter_text.of, at=clock.now(), **given)
    entrustments.require_file(dispatch.CONTACT_FIELDS, Purpose.NOTICE, clock.now())
    over = {"campaign": post.campaign, "people": list(codes), "actor": house[people.SERVICE]}
    take_back(house)
    with pytest.raises(NotEntrusted):
        letter_files.begin(text=letter_text.of, at=clock.now(), **given)
    sender = letters.ToHand(letters.Letters(io.StringIO(newline="")))
    with pytest.raises(NotEntrusted):
        dispatch.send(codes=codes, sender=sender, at=clock.now(), **given)
    assert sender.written == 0
    with pytest.raises(NotEntrusted):
        letter_files.handed(at=clock.now(), **over)
    assert not told("vendors.handed")
    tokens.issue(vendor=vendor(), way=entrustment.Way.FILE, actor=house.dpo, at=clock.now())
    assert letter_files.handed(at=clock.now(), **over) == len(codes)
    [entry] = told("vendors.handed")
    assert entry.facts["people"] == len(codes)


def test_letters_on_paper_ask_no_vendor(house):
    take_back(house)
    assert not Token.objects.filter(ended_at=None).exists()
    entrustments.require([Way.POST], Purpose.NOTICE, clock.now())
