"""Who withdraws after the handover is passed on to the recipient: row, last day, proof."""

from __future__ import annotations

import re

import pytest
import time_machine

from shoumi.base.handover.models import State
from shoumi.base.outbox.models import Message
from shoumi.chapters.consent import jobs
from shoumi.chapters.consent.services import recipients
from shoumi.core.ledger import proof
from shoumi.doors.tests.handover_house import FIVE, asked_for_consent, rows
from shoumi.doors.tests.house import told, values
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def handed(house):
    made = asked_for_consent(house)
    made.package = made.seal(FIVE)
    return made


@pytest.mark.both
def test_the_recipient_is_told_once_which_row_by_when_and_with_the_proof(handed):
    table = rows(handed.package, handed)
    handed.release(handed.package)
    handed.withdraw(handed.people[2])
    assert recipients.pass_on(at=handed.house.at) == 1
    assert recipients.pass_on(at=handed.house.at) == 0
    [mail] = Message.objects.filter(to=handed.house.buyer)
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
    assert handed.package.state == State.SEALED


def test_the_worker_does_it_every_minute(handed):
    handed.release(handed.package)
    handed.withdraw(handed.people[0])
    with time_machine.travel(handed.house.at):
        jobs.withdrawals.call()
    assert Message.objects.filter(to=handed.house.buyer).count() == 1
