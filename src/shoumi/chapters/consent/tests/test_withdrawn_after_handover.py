"""Who withdraws after the handover is passed on to the recipient: row, last day, proof."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine

from shoumi.base.deals.models import Party
from shoumi.base.handover.models import State as PackageState
from shoumi.base.inbox import queries as inbox
from shoumi.base.inbox.models import Mailbox
from shoumi.base.inbox.tests import boxes
from shoumi.base.messages import text
from shoumi.base.messages.sentences import sentence
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.base.tests import authenticated
from shoumi.chapters.consent import jobs
from shoumi.chapters.consent.services import recipients
from shoumi.core.ledger import proof
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import FIVE, asked_for_consent, rows
from shoumi.doors.tests.house import told, values
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


RELAY = "smtp://127.0.0.1:2525?from=notice@house.example"


@pytest.fixture
def handed(house, monkeypatch):
    """A package is sealed; the house has a relay, and the buyer's person a mailbox."""
    made = asked_for_consent(house)
    made.package = made.seal(FIVE)
    monkeypatch.setenv("SHOUMI_SMTP_URL", RELAY)
    boxes.confirmed(house.buyer, house.at)
    return made


@pytest.fixture
def passed(handed):
    """Somebody withdrew after the handover; nothing was passed on yet."""
    handed.release(handed.package)
    handed.withdraw(handed.people[2])
    return handed


def mails(handed):
    return Message.objects.filter(to=handed.house.buyer, subject_line__contains="撤回")


def inbox_of(person, at):
    """What waits for somebody because of a withdrawal."""
    return [one for one in inbox.items(inbox.asker(person, at)) if "撤回" in one.what[0]]


def browsed(house, who, address=""):
    with time_machine.travel(house.at, tick=True):
        return signed_in(who).get(address or f"/deals/{house.deal}", secure=True)


def look(house, who):
    return browsed(house, who).content.decode()


@pytest.mark.both
def test_the_recipient_is_told_once_which_row_by_when_and_with_the_proof(handed):
    table = rows(handed.package, handed)
    handed.release(handed.package)
    handed.withdraw(handed.people[2])
    assert recipients.pass_on(at=handed.house.at) == 1
    assert recipients.pass_on(at=handed.house.at) == 0
    [mail] = mails(handed)
    number = int(re.search(r"第 (\d+) 行", mail.body)[1])
    assert table[number - 1]["mobile"] == values(2)["mobile"], "the very row of the package"
    assert handed.package.sha256 in mail.body
    told_proof = mail.body.partition("ledger:\n\n")[2].strip() + "\n"
    assert proof.read(told_proof).signed
    for one in values(2).values():
        assert one not in f"{mail.subject_line}{mail.body}"
    [line] = told("consent.passed_on")
    assert line.facts["package"] == handed.package.ref
    assert f"{line.facts['until']}" in mail.body


def test_who_withdraws_before_is_in_no_package_that_left(handed):
    handed.withdraw(handed.people[1])
    assert recipients.pass_on(at=handed.house.at) == 0
    assert not told("consent.passed_on")
    handed.package.refresh_from_db()
    assert handed.package.state == PackageState.SEALED


def test_the_worker_does_it_every_minute(handed):
    handed.release(handed.package)
    handed.withdraw(handed.people[0])
    with time_machine.travel(handed.house.at):
        jobs.withdrawals.call()
    assert mails(handed).count() == 1


def test_who_cannot_be_mailed_is_told_by_inbox_and_page_and_mailed_once_a_mailbox_is_there(passed):
    house = passed.house
    Mailbox.objects.all().delete()
    assert recipients.pass_on(at=house.at) == 0
    assert recipients.pass_on(at=house.at) == 0
    assert not mails(passed)
    [line] = told("consent.passed_on")
    assert line.facts["told"] is False
    assert "还没有人收得到邮件" in sentence("consent.passed_on", line.facts, "zh")
    assert [one.until for one in inbox_of(house.dpo, house.at)] != [None]
    [waits] = inbox_of(house.buyer, house.at)
    assert waits.news
    row = f"第 {line.facts['row']} 行"
    for who in (house.dpo, house.buyer):
        shown = look(house, who)
        assert row in shown
        assert text.shown(date.fromisoformat(str(line.facts["until"])), "zh") in shown
    assert "当面转告" in look(house, house.dpo)

    boxes.confirmed(house.buyer, house.at)
    assert recipients.pass_on(at=house.at) == 1
    assert recipients.pass_on(at=house.at) == 0
    assert mails(passed).count() == 1
    assert not inbox_of(house.dpo, house.at), "a mail is on its way"
    assert inbox_of(house.buyer, house.at), "it is to be done until its day"


def test_a_party_without_a_person_is_told_once_it_has_one(passed):
    house = passed.house
    party = Party.objects.get(ref=passed.package.recipient)
    authenticated.change(Party.objects.filter(ref=party.ref), person="")
    assert recipients.pass_on(at=house.at) == 0
    assert inbox_of(house.dpo, house.at)
    authenticated.change(Party.objects.filter(ref=party.ref), person=house.buyer)
    assert recipients.pass_on(at=house.at) == 1


@pytest.mark.parametrize("state", [State.UNDELIVERABLE, State.DEAD])
def test_a_mail_that_was_given_up_comes_back_to_the_inbox_and_is_tried_again(passed, state):
    house = passed.house
    assert recipients.pass_on(at=house.at) == 1
    mails(passed).update(state=state, settled_at=house.at, body="")
    assert inbox_of(house.dpo, house.at)
    assert recipients.pass_on(at=house.at) == 0
    house.at += timedelta(days=2)
    Mailbox.objects.all().delete()
    assert recipients.pass_on(at=house.at) == 0
    boxes.confirmed(house.buyer, house.at)
    assert recipients.pass_on(at=house.at) == 1
    assert mails(passed).count() == 2


def test_a_proof_that_may_not_go_by_mail_is_on_the_recipients_page(passed, monkeypatch):
    house, queue = passed.house, outbox.queue

    def strict(*, body, **more):
        if "position" in body or "ledger:\n\n" in body:
            raise CarriesIdentifier
        return queue(body=body, **more)

    monkeypatch.setattr(outbox, "queue", strict)
    assert recipients.pass_on(at=house.at) == 1
    [mail] = mails(passed)
    assert f"/deals/{house.deal}" in mail.body
    shown = look(house, house.buyer)
    [address] = re.findall(rf"/deals/{house.deal}/withdrawals/\d+/proof", shown)
    brought = browsed(house, house.buyer, address)
    assert proof.read(brought.content.decode()).signed
    assert browsed(house, house[people.SELLER], address).status_code == 404
    assert "/withdrawals/" not in look(house, house[people.SELLER])
