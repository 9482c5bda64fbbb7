"""A new text in place of a campaign's: by its day, what cannot be, what is put back by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import jobs
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.queries import term_changes
from shoumi.chapters.consent.rules import Part, Purpose
from shoumi.chapters.consent.services import answers, campaigns, errors, supersession
from shoumi.chapters.consent.tests.campaign_house import BUYER, DEAL, FITTING, OTHER_DEAL, YES
from shoumi.chapters.consent.tests.term_versions import (
    ASIDE,
    NAME,
    asked,
    held,
    revise,
    supersede,
    told,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState, ControlState, Instrument
from shoumi.core.terms import Purpose as Use

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.mark.parametrize(
    ("contents", "part"),
    [
        ({"purpose": "别的"}, Part.PURPOSE),
        ({"method": "别的"}, Part.METHOD),
        ({"categories": "姓名、病历"}, Part.CATEGORY),
        ({"recipient_name": "别的公司"}, Part.RECIPIENT),
        ({"retention": "十年"}, Part.RETENTION),
        ({"refusal": "别的"}, Part.OTHER),
    ],
)
def test_what_a_new_text_changes(bureau, versions, contents, part):
    campaign, _ = asked(bureau)
    bureau.go(hours=1)
    revise(bureau, campaign, **contents)
    [change] = term_changes.waiting(Campaign.objects.get(), bureau.at)
    assert change.parts == {part}
    assert held(bureau).state is ControlState.FAIL


def test_a_new_text_counts_from_its_day_on_and_the_check_names_the_edge(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    day = day_in_china(bureau.at) + timedelta(days=3)
    text = revise(bureau, campaign, since=day, purpose="别的")
    found = held(bureau)
    assert found.state is ControlState.PASS
    assert day_in_china(found.turns) == day
    with pytest.raises(errors.NothingChanged):
        supersede(bureau, campaign)
    bureau.at = found.turns
    assert held(bureau).reason == "consent.not_superseded"
    assert supersede(bureau, campaign)["superseded"] == 3
    assert told("consent.superseded")[0].facts["change"] == text


def test_the_recurring_job_supersedes_at_its_date(bureau, versions, monkeypatch):
    campaign, _ = asked(bureau)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    monkeypatch.setattr(jobs.clock, "now", lambda: bureau.at)
    jobs.changes.call()
    assert held(bureau).state is ControlState.PASS
    assert Campaign.objects.get().superseded_at == bureau.at
    assert told("consent.superseded")[0].actor == SYSTEM


def test_what_cannot_be_put_in_its_place(bureau, versions):
    campaign, _ = asked(bureau)
    bureau.go(hours=1)
    with pytest.raises(errors.NothingChanged):
        revise(bureau, campaign)
    with pytest.raises(errors.TooLate):
        revise(bureau, campaign, since=day_in_china(bureau.at) - timedelta(days=1), purpose="别的")
    given = {"since": day_in_china(bureau.at), "at": bureau.at}
    for text, error in (
        (Ref("note-none"), errors.NoSuchNotice),
        (bureau.notice(Instrument.ART22_NOTICE), errors.WrongInstrument),
        (
            bureau.notice(Instrument.ART23_SEPARATE_CONSENT, deal=OTHER_DEAL),
            errors.NoSuchNotice,
        ),
    ):
        with pytest.raises(error):
            supersession.revise(campaign=campaign, notice=text, actor=bureau.dora, **given)
    for act in (
        lambda: supersession.revise(campaign=campaign, notice=text, actor=bureau.gina, **given),
        lambda: supersede(bureau, campaign, bureau.gina),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_superseding_that_is_put_back_by_hand_opens_nothing(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    before = Campaign.objects.values("superseded_at", "entry_position", "mac", "position").get()
    rows = list(Consent.objects.values("pk", "state", "entry_position", "mac"))
    supersede(bureau, campaign)
    Campaign.objects.update(**before)
    for row in rows:
        Consent.objects.filter(pk=row.pop("pk")).update(**row)
    assert held(bureau).state is ControlState.FAIL
    assert not bureau_may_leave(bureau, people[3])
    assert not all(one.is_sound for one in review.review())


def bureau_may_leave(bureau, subject):
    try:
        return bureau.may_leave(subject)
    except NotAuthentic:  # which the gate takes for unknown
        return False


def test_superseded_by_hand_opens_nothing_either(bureau, versions):
    campaign, people = asked(bureau)
    bureau.end(campaign)
    Campaign.objects.update(superseded_at=bureau.at)
    assert not bureau_may_leave(bureau, people[3])


def test_other_deals_go_on(bureau, versions):
    campaign, _ = asked(bureau)
    bureau.end(campaign)
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    bureau.hold(2, deal=OTHER_DEAL)
    bureau.go(minutes=1)
    found = campaigns.prepare(
        deal=OTHER_DEAL, notice=bureau.notice(FITTING[Purpose.PROVISION], deal=OTHER_DEAL),
        purpose=Purpose.PROVISION, recipient=BUYER, actor=bureau.dora, at=bureau.at,
    )  # fmt: skip
    campaigns.open_window(campaign=Ref(found.ref), actor=bureau.dora, at=bureau.at)
    assert held(bureau).deals == {DEAL}
    asked_there = Question(
        bureau.dora, Act.EXPORT, Ref("task-x"), Use.HANDOVER, OTHER_DEAL, bureau.at
    )
    assert card.facts(asked_there)[Fact.CONSENT_CURRENT] is True


def test_a_row_is_superseded_once_however_many_there_are(bureau, versions, monkeypatch):
    monkeypatch.setattr(supersession.bulk, "CHUNK", 4)
    people = bureau.hold(11)
    campaign = bureau.open()
    bureau.deliver(campaign)
    bureau.record(campaign, *((ref, YES) for ref in people))
    versions.publish(bureau.go(hours=1), replace(NAME, retention_days=3650), ASIDE)
    assert supersede(bureau, campaign)["superseded"] == 11
    assert Consent.objects.filter(state=ConsentState.SUPERSEDED).count() == 11
    assert answers.BATCH
    assert all(one.is_sound for one in review.review())
