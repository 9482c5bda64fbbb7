"""A text that can be approved is told to who says yes, at once, and again where it was changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.inbox import notices
from shoumi.base.inbox.tests.boxes import confirmed, each_demand_holds, told
from shoumi.chapters.policies import services, story
from shoumi.chapters.policies.rules import Item
from shoumi.chapters.policies.tests.test_text_approval import seen, with_words, without
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
DAY = timedelta(days=1)


@pytest.fixture
def office(office, monkeypatch):
    each_demand_holds(monkeypatch)
    notices.forget()
    return office


def save(office, version, text, after):
    at = AT + after * DAY
    services.save(version=version, text=text, seen=seen(version), actor=office.dora, at=at)


def tell(office, after=0):
    notices.forget()
    notices.tell(at=AT + after * DAY)
    return [one.subject_line for one in told(office.emil)]


def test_who_confirmed_a_mailbox_after_the_draft_is_told_when_it_is_whole(office):
    """A first deal: drafted on Monday, legal's mailbox on Tuesday, the text whole on Wednesday."""
    version = office.draft(text=without(Item.RIGHTS))
    confirmed(office.emil, AT + DAY)
    before = tell(office, 1)
    save(office, version, story.text(), 2)
    after = tell(office, 2)
    assert len(after) == len(before) + 1
    assert tell(office, 3) == after


def test_a_text_that_was_changed_after_the_yes_is_told_again(office):
    version = office.draft()
    confirmed(office.emil, AT)
    office.approve(version, Role.LEG, office.emil)
    before = tell(office, 1)
    save(office, version, with_words("改过的话。"), 2)
    assert len(tell(office, 2)) == len(before) + 1
