"""A new policy or notice changes what people agreed to: superseded, and asked again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.registry import RegisterVersion
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import keys
from shoumi.chapters.consent import jobs, queries, rules, term_changes
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.chapters.consent.rules import Part, Purpose
from shoumi.chapters.consent.services import answers, campaigns, errors, supersession
from shoumi.chapters.consent.tests.campaign_house import BUYER, DEAL, FITTING, NO, OTHER_DEAL, YES
from shoumi.core.calendar import day_in_china
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act, Fact, Policy, Question, decide
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.ledger import leaf
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState, ControlState, DataGrade, Instrument, LegalBasis
from shoumi.core.terms import Purpose as Use

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

NAME = FieldRule(
    "name", "姓名", "name", DataGrade.L3, frozenset({Use.SERVICE, Use.HANDOVER}),
    LegalBasis.CONTRACT, 1095, True,
)  # fmt: skip
ASIDE = replace(NAME, code="note", purposes=frozenset({Use.SERVICE}))
OURS = Policy(rule for rule in RULES if rule.code == Code.CONSENT_SUPERSEDED)


class Versions:
    """What the policies' chapter would bring: each version and since when it is in force."""

    def __init__(self, monkeypatch, at):
        self.found = []
        monkeypatch.setattr(registry, "register_versions", lambda: self.found)
        self.publish(at - timedelta(days=1), NAME, ASIDE)

    def publish(self, at, *fields):
        number = len(self.found) + 1
        register = {one.code: one for one in fields}
        self.found.append(RegisterVersion(Ref(f"pol-{number}"), number, at, lambda: register))


@pytest.fixture
def versions(bureau, monkeypatch):
    return Versions(monkeypatch, bureau.at)


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def asked(bureau, count=6, **more):
    """Of them the first is silent, the second refuses, the third withdraws, the rest agree."""
    people = bureau.hold(count)
    campaign = bureau.open(**more)
    bureau.deliver(campaign)
    bureau.record(campaign, (people[1], NO), *((ref, YES) for ref in people[2:]))
    bureau.withdraw(campaign, people[2])
    return campaign, people


def held(bureau):
    return card.checks["6.3"](bureau.at)


def may(bureau, subject, use=Use.HANDOVER, act=Act.EXPORT):
    question = Question(bureau.dora, act, Ref("task-x"), use, DEAL, bureau.at, subject)
    return decide(question, card.facts(question), OURS).allowed


def supersede(bureau, campaign, actor=None):
    return supersession.apply(campaign=campaign, actor=actor or bureau.dora, at=bureau.at)


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


def revise(bureau, campaign, since=None, **contents):
    text = bureau.notice(Instrument.ART23_SEPARATE_CONSENT, **contents)
    supersession.revise(
        campaign=campaign, notice=text, since=since or day_in_china(bureau.at), actor=bureau.dora,
        at=bureau.at,
    )  # fmt: skip
    return text


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
