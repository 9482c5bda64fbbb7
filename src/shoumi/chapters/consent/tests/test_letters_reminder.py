"""The one reminder leaves by the same ways, to whoever may still answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.correspondence.rules import State
from shoumi.base.outbox.tests.relays import Inbox
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import letter_text
from shoumi.chapters.consent.services import answers, campaigns, dispatch, errors, letter_writer
from shoumi.chapters.consent.tests.letters_house import Post, relaying
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def post(house):
    return Post(house, 4)


def remind(post):
    return letter_writer.remind(
        plan=post.plan, text=letter_text.of, actor=post.house.dpo, at=clock.now()
    )


def test_who_was_written_to_and_is_silent_is_reminded_once(post):
    inbox = Inbox()
    with relaying(inbox):
        post.begin()
        post.carry()
        answers.record(
            campaign=post.campaign,
            answers=[answers.Said(post.mailed[0], rules.Answer.REFUSED)],
            channel=rules.Channel.PAPER,
            actor=post.house.dpo,
            at=clock.now(),
        )
        assert remind(post) == {"letters": 3}
        post.carry()
        with pytest.raises(errors.RemindedAlready):
            remind(post)
        post.carry()
    subjects = [mail["Subject"] for mail in inbox.mails]
    assert [one.startswith("提醒") for one in subjects].count(True) == 3
    assert len(inbox.mails) == 4 + 3
    assert len(told("campaign.delivered")) == 1, "who was reached stays as the letters left it"


def test_a_window_is_each_persons_own_and_the_campaign_ends_with_the_last(post):
    later = post.house.at + timedelta(days=3)
    with relaying(Inbox()):
        post.begin()
        first = post.found().window_ends_at
        post.carry()
        assert post.found().window_ends_at == first, "the same day"
        early = post.mailed[0]
        more = post.mailed[1]
        with time_machine.travel(later):
            post.task = post.opened()
            # Its letter came back and left again, as a person on the phone asked.
            dispatch.record_delivery(post.found(), {more: True}, post.house.dpo, clock.now())
    assert post.found().window_ends_at > first
    moment = first + timedelta(hours=1)
    codes = campaigns.codes(campaign=post.campaign, people=[early, more])

    def record(ref):
        answers.record(
            campaign=post.campaign,
            answers=[answers.Said(ref, rules.Answer.GIVEN)],
            channel=rules.Channel.PAPER,
            actor=post.house.dpo,
            at=moment,
        )

    def say(ref):
        return answers.answer(
            code=codes[ref],
            said=rules.Answer.GIVEN,
            by_guardian=False,
            channel=rules.Channel.PORTAL,
            at=moment,
        )

    for way in (say, record):
        with pytest.raises(errors.WindowOver):
            way(early)
    assert say(more).state == "GIVEN"
    assert State.SENT in post.states()
