"""An invitation goes to the person's address by the relay, or is shown where it cannot."""

from __future__ import annotations

import pytest
from tests.free_port import free_port

from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.inbox import invitation_mails, mailboxes
from shoumi.base.inbox.tests.boxes import NOW
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.base.signin import enrolment, queries
from shoumi.base.signin.rules import LINK_VALID, Access
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "chen@house.example"


@pytest.fixture
def house():
    return House()


@pytest.fixture
def person(house):
    made = mailboxes.enrol(
        name="陈示例", kind=Kind.STAFF, address=ADDRESS, actor=house.dpo, at=AT, real_at=NOW
    )
    return Ref(made.ref)


def by(port, monkeypatch):
    monkeypatch.setenv("SHOUMI_SMTP_URL", f"smtp://127.0.0.1:{port}?from=house@house.example")


def invite(house, person, **more):
    told = {"by_mail": True, "address": lambda link: f"https://house.example/enter/{link}", **more}
    return invitation_mails.invite(person=person, actor=house.dpo, at=AT, real_at=NOW, **told)


def test_the_mail_brings_a_link_that_opens_the_door_and_lies_nowhere_here(
    house, person, monkeypatch
):
    inbox, before = Inbox(), Message.objects.count()
    with relay(inbox) as port:
        by(port, monkeypatch)
        made = invite(house, person)
    assert (made.link, made.failed) == ("", "")
    assert made.answer.startswith("250")
    (mail,) = inbox.mails
    assert mail["To"] == ADDRESS
    link = mail.get_content().partition("https://house.example/enter/")[2].split()[0]
    assert enrolment.enter(link=link, at=AT, real_at=NOW)
    assert Message.objects.count() == before


def test_sent_again_the_link_before_is_void(house, person, monkeypatch):
    first = enrolment.invite(person=person, actor=house.dpo, at=AT, real_at=NOW)
    with relay(Inbox()) as port:
        by(port, monkeypatch)
        invite(house, person)
    with pytest.raises(enrolment.TokenSpent):
        enrolment.enter(link=first, at=AT, real_at=NOW)


def test_what_the_relay_does_not_take_is_shown_with_what_it_said(house, person, monkeypatch):
    with relay(Inbox("550 no such mailbox here")) as port:
        by(port, monkeypatch)
        made = invite(house, person)
    assert made.link
    assert "no such mailbox" in made.failed


def test_without_a_relay_that_answers_it_is_shown(house, person, monkeypatch):
    by(free_port(), monkeypatch)
    made = invite(house, person)
    assert made.link
    assert made.failed


def test_it_can_be_mailed_where_there_is_an_address_and_a_relay(house, person, monkeypatch):
    assert not invitation_mails.can_mail(person)
    by(25, monkeypatch)
    assert invitation_mails.can_mail(person)
    assert not invitation_mails.can_mail(house.dpo)
    monkeypatch.setenv("SHOUMI_SMTP_URL", "no relay")
    assert not invitation_mails.can_mail(person)


def test_how_far_somebody_is_on_the_way_in(house, person):
    def access(at=NOW):
        return queries.access([person], real_at=at)[person]

    assert access() is Access.NONE
    link = enrolment.invite(person=person, actor=house.dpo, at=AT, real_at=NOW)
    assert access() is Access.INVITED
    assert access(NOW + LINK_VALID) is Access.LAPSED
    enrolment.enter(link=link, at=AT, real_at=NOW)
    assert access() is Access.NONE
