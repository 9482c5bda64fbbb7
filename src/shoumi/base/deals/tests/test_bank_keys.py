"""A key of the company's bank account changes hands only once the bank has entered the change, and
only one that it issued since."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import errors, services
from shoumi.base.deals.models import Filing
from shoumi.base.deals.tests.story import PARTIES, on, story_with_keys
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
CHANGED = date(2026, 10, 30)


@pytest.fixture
def story(home, transactional_db):
    return kept("story with keys", story_with_keys)


def hand_over(story, issued_on, actor=None):
    paper = sha256(f"receipt for the key of {issued_on}".encode()).digest()
    given = {"on": issued_on, "sha256": paper, "actor": actor or story.fin}
    return story.file(FilingKind.BANK_KEY, "11-04", **given)


def change(story, **other):
    return story.file(FilingKind.BANK_CHANGE, "10-30", **other)


def test_before_the_bank_entered_the_change_no_key_is_handed_over(story):
    with pytest.raises(errors.BankFirst):
        hand_over(story, date(2026, 11, 2))
    assert not Filing.objects.filter(kind=FilingKind.BANK_KEY).exists()


def test_a_key_of_before_the_change_is_refused_and_one_of_that_day_or_later_is_taken(story):
    change(story)
    with pytest.raises(errors.OldBankKey) as refused:
        hand_over(story, date(2026, 10, 29))
    assert refused.value.facts == {"changed_on": CHANGED}
    assert hand_over(story, CHANGED).kind == FilingKind.BANK_KEY
    assert hand_over(story, date(2026, 11, 3)).on == date(2026, 11, 3)


def test_after_a_second_change_the_key_of_the_first_is_old(story):
    change(story)
    story.file(FilingKind.BANK_CHANGE, "11-03")
    with pytest.raises(errors.OldBankKey):
        hand_over(story, CHANGED)


def test_without_the_day_of_its_issue_today_does_not_stand_in_for_it(story):
    change(story)
    with pytest.raises(errors.KeyDayMissing):
        hand_over(story, None)


def test_the_change_of_another_deal_counts_for_nothing(story):
    parties = (replace(one, person=story.sides.get(one.role)) for one in PARTIES)
    given = {"title": "另一笔", "parties": [*parties], "actor": story.con, "at": on("10-29")}
    first, story.ref = story.ref, Ref(services.create(deal_type=DealType.EQUITY, **given).ref)
    change(story)
    assert hand_over(story, CHANGED).deal_id == story.ref
    story.ref = first
    with pytest.raises(errors.BankFirst):
        hand_over(story, date(2026, 11, 2))


def test_a_change_that_was_moved_by_hand_lets_no_old_key_through(story):
    change(story)
    Filing.objects.filter(kind=FilingKind.BANK_CHANGE).update(on=date(2026, 1, 1))
    with pytest.raises(NotAuthentic):
        hand_over(story, date(2026, 2, 1))


def test_a_consultant_hands_no_key_over(story):
    change(story)
    with pytest.raises(NotPermitted):
        hand_over(story, CHANGED, actor=story.con)
