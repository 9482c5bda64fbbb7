"""Letters leave by mail: all is checked first, each person gets one, and what lapses between two
stops the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from asgiref.sync import sync_to_async
from django.db import connections

from shoumi.base import clock
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.correspondence import accounts, carriage
from shoumi.base.correspondence import errors as refusals
from shoumi.base.correspondence.channels.mail import MailLine
from shoumi.base.correspondence.models import Batch, Letter, Trial
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.egress import services as egress
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.egress.events import Change
from shoumi.base.egress.tests.https_server import allowed
from shoumi.base.gate import disclosure
from shoumi.base.outbox import relay_settings
from shoumi.base.outbox.smtp import Relay
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.base.transport import server_address
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.tests.letters_house import (
    FROM,
    REACHED,
    SITE,
    UNREACHED,
    Post,
    relaying,
    tried,
)
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def post(house):
    return Post(house, 6)


def test_each_person_with_a_mail_address_gets_one_mail_with_text_link_and_picture(post):
    inbox = Inbox()
    with relaying(inbox):
        counts = post.begin()
        post.carry()
        post.carry()
    assert counts == {"people": 14, "letters": 14}
    assert post.states() == {State.SENT: 6, State.FAILED: 8}
    assert sorted(to for [to] in inbox.recipients) == [f"p{n}@people.example" for n in range(6)]
    mail = inbox.mails[0]
    letter = Letter.objects.get(ref=mail["Message-ID"][1:].partition("@")[0])
    assert (mail["From"], mail.get_content_type()) == (FROM, "multipart/alternative")
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    link = next(line for line in plain.splitlines() if line.startswith("https://"))
    assert link.startswith(f"https://{SITE}/notice#")
    assert f'<a href="{link}">' in html
    pictures = [one for one in mail.walk() if one.get_content_type() == "image/png"]
    assert pictures[0].get_content().startswith(b"\x89PNG")
    assert f"cid:{pictures[0]['Content-ID'][1:-1]}" in html
    code = link.partition("#")[2]
    assert queries.invitation(code).subject == letter.to


def test_nothing_that_names_anybody_is_in_a_mail(post):
    inbox = Inbox()
    with relaying(inbox):
        post.begin()
        post.carry()
    for mail in inbox.mails:
        text = mail.get_body(("plain",)).get_content() + mail["Subject"]
        assert "虚构" not in text.replace("云岚虚构家政服务有限公司", "")
        assert "154" not in text


@pytest.mark.both
def test_states_and_invitations_follow_and_the_ledger_has_counts_alone(post):
    inbox = Inbox("550 no such user")
    with relaying(inbox):
        post.begin()
        post.carry()
    assert post.states() == {State.SENT: 5, State.BOUNCED: 1, State.FAILED: 8}
    deliveries = list(Invitation.objects.values_list("delivery", flat=True))
    assert (deliveries.count(REACHED), deliveries.count(UNREACHED)) == (5, 9)
    [queued] = told("letters.queued")
    assert queued.facts == {
        "count": 14, "occasion": "notice", "of": post.campaign, "mail": True,
    }  # fmt: skip
    totals = [line.facts for line in told("campaign.delivered")]
    assert sum(one["reached"] for one in totals) == 5
    assert sum(one["unreached"] for one in totals) == 9


CHECKS = {
    "no relay": (refusals.NotSetUp, lambda post: None),
    "not tried": (refusals.NotTried, lambda post: Trial.objects.all().delete()),
    "tried in vain": (refusals.NotTried, lambda post: Trial.objects.update(failure="x")),
    "no site": (refusals.NoSite, lambda post: server_address.write_down("127.0.0.1", [])),
    "a task without mail": (
        refusals.FieldsNotGiven,
        lambda post: setattr(post, "task", post.opened([Way.SMS])),
    ),
    "no way": (refusals.NoWay, lambda post: setattr(post, "ways", [])),
    "a text message": (refusals.NotSetUp, lambda post: setattr(post, "ways", [Way.SMS])),
}


@pytest.mark.parametrize("name", CHECKS)
def test_where_anything_is_missing_nothing_begins(post, name):
    wanted, spoil = CHECKS[name]
    inbox = Inbox()
    with relaying(inbox):
        spoil(post)
        if name != "no relay":
            with pytest.raises(wanted):
                post.begin()
    if name == "no relay":
        with pytest.raises(wanted):
            post.begin()
    found = post.found()
    assert (found.state, found.window_ends_at) == ("PREPARED", None)
    assert not Invitation.objects.exists()
    assert not Batch.objects.exists()
    assert inbox.mails == []


def test_no_letter_goes_by_a_relay_that_one_person_set_until_two_allow_its_host(post):
    keeper = post.house[people.SECURITY]
    relay = Relay("relay.vendor.example", 587, FROM)
    relay_settings.keep(relay, actor=keeper, at=clock.now())
    renew(post.house)
    tried(Way.MAIL)
    with pytest.raises(HostNotAllowed):
        post.begin()
    with pytest.raises(HostNotAllowed):
        accounts.line(Way.MAIL)
    assert not Batch.objects.exists()
    allowed(relay.host, asker=keeper, approver=post.house.dpo, at=clock.now())
    post.begin()
    assert set(post.states()) == {State.QUEUED}
    replacement = replace(relay, host="other.vendor.example")
    relay_settings.keep(replacement, actor=keeper, at=clock.now())
    post.carry()
    # Who has no address fails; of the others nothing left by the new one.
    assert set(post.states()) <= {State.QUEUED, State.FAILED}


class Leaving(Inbox):
    """Two people take the relay's host off the list while the third mail is on its way."""

    def __init__(self, asker, approver):
        super().__init__()
        self.asker, self.approver = asker, approver

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == 3:
            await sync_to_async(self._take_off)()
        return answer

    def _take_off(self):
        try:
            at, name = clock.now(), "relay.vendor.example"
            wish = egress.ask(change=Change.WITHDRAW, name=name, actor=self.asker, at=at)
            egress.approve(ask=Ref(wish.ref), actor=self.approver, at=at)
        finally:
            connections.close_all()  # of this thread


def test_no_more_letters_go_by_a_relay_whose_host_is_taken_off_the_list(post):
    keeper = post.house[people.SECURITY]
    vendor = Relay("relay.vendor.example", 587, FROM)
    relay_settings.keep(vendor, actor=keeper, at=clock.now())
    renew(post.house)
    tried(Way.MAIL)
    allowed(vendor.host, asker=keeper, approver=post.house.dpo, at=clock.now())
    post.begin()
    inbox = Leaving(keeper, post.house.dpo)
    with relay(inbox) as port:

        def lines(way):
            line = MailLine(replace(vendor, host="127.0.0.1", port=port))
            line.relay = vendor
            return line

        post.carry(lines=lines)
    assert len(inbox.mails) == 3
    assert Batch.objects.get().held["code"] == HostNotAllowed.code
    assert post.states()[State.QUEUED] >= 3


@pytest.mark.parametrize("demand", ["19.3", "9.2"])
def test_a_lapse_before_refuses_before_any_clock_starts(post, demand):
    with relaying(Inbox()):
        lapses.revoke(post.house, demand)
        with pytest.raises(DoorShut):
            post.begin()
    assert post.found().state == "PREPARED"
    assert told("door.refused")


class Lapsing(Inbox):
    """Somebody takes a promise back while the third mail is on its way."""

    def __init__(self, post):
        super().__init__()
        self.post = post

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == 3:
            await sync_to_async(self._revoke)()
        return answer

    def _revoke(self):
        try:
            lapses.revoke(self.post.house, "19.3")
        finally:
            connections.close_all()  # of this thread


@pytest.mark.both
def test_a_lapse_between_two_letters_stops_the_rest_which_stay_queued_and_say_why(post):
    inbox = Lapsing(post)
    with relaying(inbox):
        post.begin()
        post.carry()
        assert len(inbox.mails) == 3
        batch = Batch.objects.get()
        assert batch.held["code"] == "door.shut"
        assert [one["demand"] for one in batch.held["lapses"]] == ["19.3"]
        assert post.states()[State.SENT] == 3
        left = post.states()[State.QUEUED]
        assert told("letters.held")[-1].facts == {"count": left}
        post.carry()
        assert len(inbox.mails) == 3, "held until a person goes on"


def test_a_lapse_while_addresses_are_opened_stops_every_letter(post, monkeypatch):
    opening = disclosure.open_many

    def lapsing(question, people):
        opened, refused = opening(question, people)
        values = dict(opened)
        monkeypatch.undo()
        lapses.revoke(post.house, "19.3")
        return iter(values.items()), refused

    inbox = Inbox()
    with relaying(inbox):
        post.begin()
        monkeypatch.setattr(carriage.disclosure, "open_many", lapsing)
        post.carry()
    assert inbox.mails == []
    assert post.states() == {State.QUEUED: 14}
    assert [one["demand"] for one in Batch.objects.get().held["lapses"]] == ["19.3"]


def test_who_is_told_later_has_as_many_days(post):
    with relaying(Inbox()):
        post.begin()
        first = post.found().window_ends_at
        with time_machine.travel(clock.now() + timedelta(days=2)):
            post.task = post.opened()
            Batch.objects.update(task=post.task)
            post.carry()
    assert Campaign.objects.get().window_ends_at > first
