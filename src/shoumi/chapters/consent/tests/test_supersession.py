"""A new policy changes what people agreed to: superseded, and asked again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from shoumi.base.ledger import reader
from shoumi.base.row_authentication import review
from shoumi.base.vault import keys
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.queries import term_changes
from shoumi.chapters.consent.rules import Part, Purpose
from shoumi.chapters.consent.services import campaigns, errors
from shoumi.chapters.consent.tests.campaign_house import DEAL, NO, YES
from shoumi.chapters.consent.tests.term_versions import (
    ASIDE,
    NAME,
    asked,
    held,
    may,
    supersede,
    told,
)
from shoumi.core.gate import Act
from shoumi.core.terms import ControlState, DataGrade, LegalBasis
from shoumi.core.terms import Purpose as Use

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_three_years_become_ten_and_every_yes_is_superseded(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    assert held(bureau).state is ControlState.PASS
    assert may(bureau, people[3])
    bureau.go(hours=1)
    versions.publish(bureau.at, replace(NAME, retention_days=3650), ASIDE)

    found = held(bureau)
    assert (found.state, found.reason) == (ControlState.FAIL, "consent.not_superseded")
    assert found.deals == {DEAL}
    [change] = term_changes.waiting(Campaign.objects.get(), bureau.at)
    assert (change.number, change.parts) == (2, {Part.RETENTION})
    assert change.fields == {"name": {Part.RETENTION}}
    assert term_changes.people(Campaign.objects.get()) == 3

    assert supersede(bureau, campaign) == {"superseded": 3, "told": 0}
    assert held(bureau).state is ControlState.PASS
    assert queries.tally(Campaign.objects.get()) == {
        "invited": 6, "unreached": 0, "given": 0, "withdrawn": 1, "refused": 1, "superseded": 3,
        "silent": 1,
    }  # fmt: skip
    assert not any(may(bureau, ref) for ref in people)
    assert not may(bureau, None, Use.DUE_DILIGENCE, Act.LIST)
    assert may(bureau, people[3], Use.SERVICE, Act.REVEAL)
    [entry] = list(reader.entries(tag="consent.superseded"))
    line = entry.line()
    assert line.facts == {"change": "pol-2", "count": 3, "retention": True}
    rows = [json.loads(row) for row in reader.rows(entry.position)]
    names = {keys.pseudonym(ref) for ref in people[3:]}
    assert {row["subject"] for row in rows} == names
    assert {row["state"] for row in rows} == {"SUPERSEDED"}
    assert all(one.is_sound for one in review.review())
    with pytest.raises(errors.NothingChanged):
        supersede(bureau, campaign)
    with pytest.raises(errors.NothingToWithdraw):
        bureau.withdraw(campaign, people[3])


def test_who_had_agreed_is_asked_again_and_nobody_else(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    with pytest.raises(errors.AskedAlready):
        bureau.prepare()
    supersede(bureau, campaign)
    again = bureau.open()
    invited = Invitation.objects.filter(campaign__ref=again).values_list("subject", flat=True)
    assert set(invited) == set(people[3:])
    assert not may(bureau, people[3])
    bureau.deliver(again)
    bureau.record(again, (people[3], YES), (people[4], NO))
    bureau.end(again)
    assert [ref for ref in people if may(bureau, ref) and bureau.may_leave(ref)] == [people[3]]
    assert queries.moving(DEAL).ref == again
    assert held(bureau).state is ControlState.PASS
    assert all(one.is_sound for one in review.review())


def test_an_open_window_ends_and_who_had_not_answered_is_asked_with_the_new_text(bureau, versions):
    campaign, people = asked(bureau)
    versions.publish(bureau.go(hours=1), replace(NAME, is_sensitive=True), ASIDE)
    assert held(bureau).reason == "consent.not_superseded"
    supersede(bureau, campaign)
    found = Campaign.objects.get()
    assert (found.state, found.closed_at) == (rules.CampaignState.CLOSED, found.superseded_at)
    with pytest.raises(errors.NotInState):
        bureau.record(campaign, (people[0], YES))
    again = bureau.open()
    assert set(campaigns.codes(campaign=again)) == {people[0], *people[3:]}


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ((replace(NAME, retention_days=3650), ASIDE), {Part.RETENTION}),
        ((replace(NAME, purposes=NAME.purposes | {Use.KYC}), ASIDE), {Part.PURPOSE}),
        ((replace(NAME, grade=DataGrade.L4), ASIDE), {Part.CATEGORY}),
        ((NAME, ASIDE, replace(NAME, code="mobile")), {Part.CATEGORY}),
        ((ASIDE,), {Part.CATEGORY}),
        ((replace(NAME, basis=LegalBasis.CONSENT), ASIDE), {Part.OTHER}),
        ((replace(NAME, headings=("名",), is_indexed=True), ASIDE), set()),
        ((NAME, replace(ASIDE, retention_days=1)), set()),
        ((NAME,), set()),
    ],
)
def test_what_a_version_changes(bureau, versions, fields, parts):
    asked(bureau)
    versions.publish(bureau.go(hours=1), *fields)
    found = term_changes.waiting(Campaign.objects.get(), bureau.at)
    assert {part for one in found for part in one.parts} == parts


def test_what_was_changed_back_was_changed_all_the_same(bureau, versions):
    asked(bureau)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    versions.publish(bureau.go(hours=1), NAME, ASIDE)
    assert held(bureau).reason == "consent.not_superseded"


def test_a_change_before_the_window_opened_touches_nobody(bureau, versions):
    versions.publish(bureau.at, replace(NAME, retention_days=3650), ASIDE)
    bureau.go(minutes=1)
    asked(bureau)
    assert held(bureau).state is ControlState.PASS
    with pytest.raises(errors.NothingChanged):
        supersede(bureau, Campaign.objects.get().ref)


def test_another_change_is_told_and_nothing_is_superseded(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    versions.publish(bureau.go(hours=1), replace(NAME, basis=LegalBasis.CONSENT), ASIDE)
    assert held(bureau).reason == "consent.change_untold"
    assert supersede(bureau, campaign) == {"superseded": 0, "told": 3}
    assert held(bureau).state is ControlState.PASS
    assert may(bureau, people[3])
    assert told("consent.change_told")[0].facts == {"change": "pol-2", "count": 3}


def test_who_was_only_told_is_told_of_whatever_changes(bureau, versions):
    bureau.hold(3)
    campaign = bureau.open(Purpose.SUCCESSION)
    bureau.deliver(campaign)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    assert held(bureau).reason == "consent.change_untold"
    assert supersede(bureau, campaign) == {"superseded": 0, "told": 3}
    assert held(bureau).state is ControlState.PASS
