"""A notice that was changed or exchanged from outside says nothing: what shuts stays shut, without
the codes too where the ledger or the answers tell."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import controls
from shoumi.base.gate import decisions
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent, Notice
from shoumi.chapters.consent.queries import covered_fields, notices, term_changes
from shoumi.chapters.consent.services import campaigns
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Instrument
from shoumi.doors.tests.forgery.notices import approve_wider, says_wider, swap_numbers
from shoumi.doors.tests.forgery.of_hidden import kept_longer, reveals_anew
from shoumi.doors.tests.forgery.sql import sql
from shoumi.doors.tests.forgery.world import World
from shoumi.doors.tests.handover_house import Handing, asked_for_consent, told_of_succession
from shoumi.doors.tests.house import House, told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DEMANDS = ("6.1", "6.2", "6.3")


@pytest.fixture
def asked(home, transactional_db):
    return kept("world of asked_for_consent", lambda: World(asked_for_consent(House())))


@pytest.fixture
def informed(home, transactional_db):
    return kept("world of told_of_succession", lambda: World(told_of_succession(House())))


def states(world):
    decisions.memory.forget()
    controls.forget()
    found = {one.id: held for one, held in controls.survey(world.house.at)}
    return {(found[one].state, found[one].reason) for one in DEMANDS}


def found():
    return {one.table for one in review.review() if not one.is_sound}


FALSE = {(ControlState.FAIL, NotAuthentic.code)}


@pytest.mark.parametrize("lane", ["asked", "informed"])
def test_two_notices_whose_numbers_are_swapped(request, lane):
    world = request.getfixturevalue(lane)
    approve_wider(world)
    assert world.leaves(1)
    assert not says_wider(1)(world)
    assert states(world).isdisjoint(FALSE)
    swap_numbers(world)
    assert not says_wider(1)(world)
    assert states(world) == FALSE
    assert found() == {"consent_notice"}


def test_a_category_that_is_struck_hides_no_change(asked):
    kept_longer(asked)
    assert not reveals_anew(asked)
    notice = Notice.objects.get()
    notice.categories = [one for one in notice.categories if "mobile" not in one["fields"]]
    Notice.objects.filter(pk=notice.pk).update(categories=notice.categories)
    assert not reveals_anew(asked)
    assert states(asked) == FALSE
    campaign = Campaign.objects.get()
    (change,) = term_changes.changes(campaign)
    assert "mobile" in change.fields
    assert found() == {"consent_notice"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_notice SET deal = 'deal-elsewhere'",
        "UPDATE consent_notice SET instrument = 'CHANGE_NOTICE'",
        "UPDATE consent_notice SET sha256 = '00'",
        "UPDATE consent_notice SET ref = 'note-other'",
        "UPDATE consent_campaign SET notice_sha256 = '00'",
    ],
)
def test_one_column_that_is_changed(asked, statement):
    sql(statement)
    assert (ControlState.FAIL, NotAuthentic.code) in states(asked)
    assert found()
    assert not asked.leaves(0)


def test_what_each_was_told_is_what_each_answered_to(asked):
    people = asked.handing.people
    (share,) = covered_fields.said(asked.house.deal, people)
    assert (share.people, share.notice) == (people[:6], Notice.objects.get().sha256)
    approve_wider(asked)
    assert covered_fields.said(asked.house.deal, people) == [share]


def test_a_yes_to_a_text_that_was_exchanged_is_not_taken_and_a_no_is(home, transactional_db):
    made = Handing(House())
    made.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    Notice.objects.update(contents={**Notice.objects.get().contents, "purpose": "别的"})
    with pytest.raises(NotAuthentic):
        made.answer(rules.Answer.GIVEN, made.people[:1])
    made.answer(rules.Answer.REFUSED, made.people[1:2])
    (own,) = Consent.objects.all()
    assert own.notice_sha256 == Campaign.objects.get().notice_sha256


def test_the_entry_of_a_campaign_names_its_notice(asked):
    (line,) = told("campaign.prepared")
    notice = Notice.objects.get()
    assert (line.facts["notice"], line.facts["text"]) == (notice.ref, notice.sha256)
    found = campaigns.get(Ref(asked.handing.campaign), *rules.CampaignState)
    assert notices.of(found) == notice
