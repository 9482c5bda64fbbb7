"""A vendor is reminded of what it has to answer, each warning once, at its sealed address."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from shoumi.base.home_settings import services as settings
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel
from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors import story
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.services import incidents, reminders, reviews
from shoumi.chapters.vendors.tests.vendor_house import PROOF, TOLD
from shoumi.core.calendar import end_of_day
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def named(desk):
    """The house has said who it is."""
    settings.tell_company(given=story.COMPANY, actor=desk.head, at=desk.at)
    return desk


def told(desk) -> int:
    forget()
    with time_machine.travel(desk.at, tick=False):
        return reminders.tell(at=desk.at)


def days_before(desk, day, days) -> datetime:
    desk.at = end_of_day(day) - timedelta(days=days, hours=3)
    return desk.at


def asked(desk) -> Review:
    vendor = Ref(desk.registered().ref)
    found, _ = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    return found


def test_questions_that_nobody_answers_are_recalled_thrice_and_once_they_are_over(named):
    review = asked(named)
    days_before(named, review.due, 29)
    found = []
    for _ in range(31):
        found.append(told(named))
        assert told(named) == 0
        named.go(days=1)
    assert sum(found) == 4
    assert found[-1] == 1  # the day after the last one
    assert told(named) == 0
    titles = list(Message.objects.values_list("subject_line", flat=True))
    assert all(one.startswith(f"请在 {review.due} 前交回问卷") for one in titles)


def test_it_goes_to_the_address_of_the_vendor_and_names_nobody_s_data(named):
    asked(named)
    named.go(days=28)
    told(named)
    message = Message.objects.get()
    found = reminders.address(Ref(message.to), Channel.EMAIL, named.at)
    assert found == TOLD.mail
    assert TOLD.mail not in message.body
    assert story.COMPANY["contact"] in message.body


def test_who_answered_is_not_reminded_of_the_answers(named):
    named.answered(Ref(named.registered().ref))
    named.go(days=29)
    assert told(named) == 0


def test_a_review_is_announced_before_its_day(named):
    named.whole(is_high_risk=True)
    days_before(named, Review.objects.get().next_due, 29)
    assert told(named) == 1
    assert "复查" in Message.objects.get().subject_line
    assert told(named) == 0


def test_a_vendor_without_a_token_gets_no_review(named):
    vendor = named.whole(is_high_risk=True)
    due = Review.objects.get().next_due
    incidents.returned(vendor=vendor, proof=PROOF, actor=named.officer, at=named.at)
    days_before(named, due, 5)
    assert told(named) == 0
    assert reminders.address(vendor, Channel.EMAIL, named.at) is None


def test_a_house_that_has_not_said_who_it_is_reminds_nobody(desk):
    asked(desk)
    desk.go(days=29)
    assert told(desk) == 0
