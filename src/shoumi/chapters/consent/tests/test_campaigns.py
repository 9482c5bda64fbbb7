from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.calendar import queries as calendar
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Notice
from shoumi.chapters.consent.rules import CampaignState, Purpose
from shoumi.chapters.consent.services import answers, campaigns, dispatch, errors, notices
from shoumi.chapters.consent.tests.campaign_house import (
    BUYER,
    CONTENTS,
    DEAL,
    FITTING,
    NO,
    OTHER_DEAL,
    YES,
)
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Instrument

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


@pytest.mark.parametrize("instrument", [*rules.CONTENTS])
def test_a_notice_is_known_by_the_hash_of_what_it_says(bureau, instrument):
    ref = bureau.notice(instrument)
    text = json.dumps(CONTENTS, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert Notice.objects.get(ref=ref).sha256 == digest
    assert told("notice.approved")[0].facts["text"] == digest


def test_a_notice_that_leaves_something_out_is_not_approved(bureau):
    with pytest.raises(errors.ContentsMissing) as caught:
        bureau.notice(Instrument.ART23_SEPARATE_CONSENT, purpose=" ", refusal="")
    assert caught.value.facts["contents"] == ("purpose", "refusal")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("who", ["gina", "mallory"])
def test_only_the_protection_officer_runs_a_campaign(bureau, who):
    actor = getattr(bureau, who)
    bureau.hold()
    with pytest.raises(NotPermitted):
        bureau.notice(Instrument.ART23_SEPARATE_CONSENT, actor=actor)
    with pytest.raises(NotPermitted):
        bureau.prepare(actor=actor)
    campaign = bureau.prepare()
    with pytest.raises(NotPermitted):
        campaigns.open_window(campaign=campaign, actor=actor, at=bureau.at)
    campaigns.open_window(campaign=campaign, actor=bureau.dora, at=bureau.at)
    with pytest.raises(NotPermitted):
        campaigns.close(campaign=campaign, actor=actor, at=bureau.at + timedelta(days=60))


@pytest.mark.both
@pytest.mark.parametrize("purpose", Purpose)
def test_a_purpose_is_asked_for_once_and_never_again(bureau, purpose):
    bureau.hold()
    campaign = bureau.open(purpose)
    for _ in range(2):
        before = reader.size()
        notice = bureau.notice(FITTING[purpose])
        with pytest.raises(errors.AskedAlready):
            bureau.prepare(purpose, notice=notice)
        assert reader.size() == before + 3  # the notice, written and approved, and its paper
        if Campaign.objects.get(ref=campaign).state == CampaignState.OPEN:
            bureau.end(campaign)
    assert bureau.prepare(purpose, deal=OTHER_DEAL)


@pytest.mark.both
def test_the_database_too_knows_that_a_purpose_is_asked_for_once(bureau):
    found = Campaign.objects.get(ref=bureau.prepare())
    other = Campaign.objects.get(ref=bureau.prepare(Purpose.NEW_PURPOSE))
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=other.pk).update(purpose=found.purpose)


@pytest.mark.parametrize(
    ("purpose", "instrument"),
    [
        (purpose, instrument)
        for purpose in Purpose
        for instrument in rules.CONTENTS
        if instrument not in rules.INSTRUMENTS[purpose]
    ],
)
def test_a_purpose_is_not_put_to_people_by_an_instrument_that_asks_less(
    bureau, purpose, instrument
):
    with pytest.raises(errors.WrongInstrument):
        bureau.prepare(purpose, notice=bureau.notice(instrument))
    assert not Campaign.objects.exists()


@pytest.mark.both
def test_a_notice_of_another_deal_is_none(bureau):
    notice = bureau.notice(Instrument.ART23_SEPARATE_CONSENT, deal=OTHER_DEAL)
    for ref in (notice, Ref("note-none")):
        with pytest.raises(errors.NoSuchNotice):
            bureau.prepare(notice=ref)


@pytest.mark.both
def test_everybody_who_is_active_is_invited_each_with_a_code_that_is_stored_hashed(bureau):
    people = bureau.hold(5)
    bureau.hold(2, deal=OTHER_DEAL)
    bureau.hold(1, kind=Kind.PARTY)
    (frozen,) = bureau.hold(1)
    Subject.objects.filter(ref=frozen).update(state=State.FROZEN)
    campaign = bureau.open()
    assert set(bureau.codes) == set(people)
    assert len(set(bureau.codes.values())) == 5
    stored = dict(Invitation.objects.values_list("subject", "code_sha256"))
    assert stored == {ref: rules.digest_of(code) for ref, code in bureau.codes.items()}
    assert campaigns.codes(campaign=campaign) == bureau.codes


@pytest.mark.both
def test_no_code_stands_in_the_ledger_or_in_any_row(bureau):
    bureau.hold(3)
    bureau.open()
    bodies = b"".join(entry.body for entry in reader.entries())
    rows = b"".join(reader.rows(reader.size() - 1))
    for code in bureau.codes.values():
        assert code.encode() not in bodies + rows
        assert not Invitation.objects.filter(code_sha256=code).exists()


@pytest.mark.both
def test_the_entry_commits_to_who_was_invited_under_which_name(bureau):
    people, (child,) = bureau.hold(2), bureau.hold(1, kind=Kind.CHILD)
    bureau.open()
    rows = [json.loads(row) for row in reader.rows(reader.size() - 1)]
    assert rows == [
        {"subject": keys.pseudonym(ref), "lane": "GUARDIAN" if ref == child else "SELF"}
        for ref in (*people, child)
    ]


@pytest.mark.both
def test_a_campaign_without_people_does_not_open(bureau):
    with pytest.raises(errors.NobodyToTell):
        bureau.open()


@pytest.mark.both
def test_a_campaign_opens_once(bureau):
    bureau.hold()
    campaign = bureau.open()
    with pytest.raises(errors.NotInState):
        campaigns.open_window(campaign=campaign, actor=bureau.dora, at=bureau.at)
    with pytest.raises(errors.NoSuchCampaign):
        campaigns.open_window(campaign=Ref("camp-none"), actor=bureau.dora, at=bureau.at)


def test_the_window_is_fifteen_working_days_over_the_national_holidays(bureau):
    """The scenario's own dates: 21 September to 19 October 2026, the last day whole."""
    bureau.hold()
    campaign = bureau.open()
    found = Campaign.objects.get(ref=campaign)
    assert found.window_ends_at.isoformat() == "2026-10-19T16:00:00+00:00"
    assert calendar.running().filter(about=campaign).count() == 1
    assert told("campaign.opened")[0].facts["until"] == "2026-10-19"


@pytest.mark.both
def test_the_window_is_open_to_its_last_moment_and_not_a_moment_longer(bureau):
    anna, bert = bureau.hold(2)
    campaign = bureau.open()
    bureau.at = Campaign.objects.get().window_ends_at - timedelta(microseconds=1)
    bureau.record(campaign, (anna, YES))
    with pytest.raises(errors.WindowOpen):
        campaigns.close(campaign=campaign, actor=bureau.dora, at=bureau.at)
    bureau.go(microseconds=1)
    with pytest.raises(errors.WindowOver):
        bureau.record(campaign, (bert, YES))
    with pytest.raises(errors.WindowOver):
        dispatch.remind(campaign=campaign, actor=bureau.dora, at=bureau.at)
    campaigns.close(campaign=campaign, actor=bureau.dora, at=bureau.at)
    assert calendar.running().count() == 0


@pytest.mark.both
def test_after_the_close_no_answer_is_taken(bureau):
    anna, *_ = bureau.hold(2)
    campaign = bureau.open()
    bureau.end(campaign)
    with pytest.raises(errors.NotInState):
        bureau.record(campaign, (anna, YES))
    with pytest.raises(errors.NotInState):
        bureau.object_to(campaign, anna)


@pytest.mark.both
def test_there_is_one_reminder(bureau):
    anna, *_ = bureau.hold(3)
    campaign = bureau.open()
    bureau.deliver(campaign)
    bureau.record(campaign, (anna, YES))
    assert dispatch.remind(campaign=campaign, actor=bureau.gina, at=bureau.at) == 2
    for actor in (bureau.gina, bureau.dora):
        with pytest.raises(errors.RemindedAlready):
            dispatch.remind(campaign=campaign, actor=actor, at=bureau.go(days=1))
    assert [line.facts["count"] for line in told("campaign.reminded")] == [2]


def test_who_may_remind(bureau):
    bureau.hold()
    campaign = bureau.open()
    with pytest.raises(NotPermitted):
        dispatch.remind(campaign=campaign, actor=bureau.mallory, at=bureau.at)


@pytest.mark.both
def test_the_tally_adds_up(bureau):
    people = bureau.hold(10)
    campaign = bureau.open()
    bureau.deliver(campaign, but=people[8:])
    bureau.record(campaign, *((ref, YES) for ref in people[:4]), (people[4], NO))
    bureau.withdraw(campaign, people[0])
    found = Campaign.objects.get()
    assert queries.tally(found) == {
        "invited": 10, "unreached": 2, "given": 3, "withdrawn": 1, "refused": 1, "superseded": 0,
        "silent": 3,
    }  # fmt: skip
    assert queries.given(found) == people[1:4]
    assert bureau.end(campaign)["silent"] == 3
    closed = told("campaign.closed")[0]
    assert closed.facts == {"given": 3, "refused": 1, "silent": 3, "unreached": 2}


@pytest.mark.both
def test_who_a_notice_did_not_reach_is_frozen_when_the_window_ends(bureau):
    people = bureau.hold(4)
    campaign = bureau.open(Purpose.SUCCESSION)
    authenticated.change(Subject.objects.filter(ref=people[3]), state=State.SEALED)
    bureau.deliver(campaign, but=people[2:])
    bureau.end(campaign)
    states = dict(Subject.objects.values_list("ref", "state"))
    assert [states[ref] for ref in people] == ["ACTIVE", "ACTIVE", "FROZEN", "SEALED"]
    assert queries.reached(Campaign.objects.get()) == people[:2]


@pytest.mark.both
def test_who_was_asked_and_not_reached_has_not_said_yes_and_stays(bureau):
    people = bureau.hold(2)
    campaign = bureau.open()
    bureau.deliver(campaign, but=people)
    bureau.end(campaign)
    assert set(Subject.objects.values_list("state", flat=True)) == {State.ACTIVE}


@pytest.mark.both
def test_the_conditions_of_the_milestones(bureau):
    prepared, closed, satisfied = (
        card.conditions[name]
        for name in ("campaign.prepared", "campaign.closed", "consent.satisfied")
    )

    def hold_now():
        return [one(DEAL, bureau.at).holds for one in (prepared, closed, satisfied)]

    bureau.hold(2)
    assert hold_now() == [False, False, False]
    assert not prepared(OTHER_DEAL, bureau.at).holds
    campaign = bureau.open()
    assert hold_now() == [True, False, False]
    bureau.end(campaign)
    assert hold_now() == [True, True, False]
    assert satisfied(DEAL, bureau.at).reason == "campaign.undecided"
    bureau.deliver(campaign)
    assert hold_now() == [True, True, True]


@pytest.mark.both
def test_a_campaign_for_a_new_purpose_moves_nothing(bureau):
    (anna,) = bureau.hold()
    campaign = bureau.open(Purpose.NEW_PURPOSE)
    bureau.deliver(campaign)
    bureau.record(campaign, (anna, YES))
    bureau.end(campaign)
    assert queries.moving(DEAL) is None
    assert not bureau.may_leave(anna)
    assert not card.conditions["campaign.prepared"](DEAL, bureau.at).holds


def test_the_demands_of_the_chapter(bureau):
    def states():
        return {duty: card.checks[duty](bureau.at).state for duty in ("6.1", "6.2", "6.3")}

    assert set(states().values()) == {ControlState.NOT_APPLICABLE}
    (anna,), (child,) = bureau.hold(), bureau.hold(kind=Kind.CHILD)
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES), answers.Said(child, YES, by_guardian=True))
    bureau.end(campaign)
    assert set(states().values()) == {ControlState.PASS}
    Consent.objects.filter(subject=child).update(lane=rules.Lane.SELF)
    assert states()["6.2"] is ControlState.FAIL
    Consent.objects.filter(subject=anna).update(notice_sha256="0" * 64)
    assert states()["6.1"] is ControlState.FAIL
    Campaign.objects.update(opened_at=None)
    assert states()["6.3"] is ControlState.FAIL


@pytest.mark.both
def test_an_answer_by_a_grown_up_beside_a_child_is_no_fault(bureau):
    """Both conditions of the check are about one invitation."""
    (anna,) = bureau.hold()
    bureau.hold(kind=Kind.CHILD)
    bureau.record(bureau.open(), (anna, YES))
    assert card.checks["6.2"](bureau.at).state is ControlState.PASS


@pytest.mark.both
def test_the_recipient_stands_in_the_ledger(bureau):
    bureau.prepare()
    (line,) = told("campaign.prepared")
    assert (line.facts["recipient"], line.facts["purpose"]) == (BUYER, "PROVISION")
    assert notices.Notice.objects.count() == 1
