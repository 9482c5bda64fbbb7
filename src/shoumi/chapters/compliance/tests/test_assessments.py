from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.base.vault import services as vault
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.chapter import card
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope, State
from shoumi.chapters.compliance.tests.whole_assessments import all_described, paper, words
from shoumi.core.gate import Act, Fact, Policy, Question, decide
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.ledger import leaf
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import (
    ControlState,
    DealStage,
    DealType,
    DisclosureLevel,
    Purpose,
    RiskGrade,
    Role,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DEAL, OTHER_DEAL = Ref("deal-a"), Ref("deal-b")
FACTS = {"people": 988, "recipient": "海棠虚构科技有限公司"}
HIGH = (Impact.HIGH, Likelihood.HIGH)
MEDIUM = Risk(Hazard.VENDOR_LEAK, Impact.MEDIUM, Likelihood.MEDIUM)
RISKY = Risk(Hazard.RECIPIENT_SECURITY, *HIGH)
MILDER = Risk(
    Hazard.RECIPIENT_SECURITY, *HIGH, (Measure.SEALED_PACKAGE,), Impact.HIGH, Likelihood.LOW
)
OURS = Policy(rule for rule in RULES if rule.code == Code.NO_ASSESSMENT)


class Office:
    """Dora, the protection officer, assesses; Emil, of legal, approves."""

    def __init__(self):
        vault.setup(at=AT, indexed=[])
        self.house = House()
        self.at = AT
        self.dora = self.house.dpo
        self.emil = self.house.staff(Role.LEG, name="周模拟")

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def assess(self, *risks, deal=DEAL, scope=Scope.TRANSFER, facts=FACTS, is_whole=True, **more):
        actor = more.get("actor") or self.dora
        found = services.assess(
            deal=deal,
            scope=scope,
            risks=all_described(risks) if is_whole else list(risks),
            facts=facts,
            words=words(actor) if is_whole else None,
            actor=actor,
            at=self.at,
        )
        return Ref(found.ref)

    def mitigate(self, ref, *risks):
        return services.mitigate(assessment=ref, risks=list(risks), actor=self.dora, at=self.at)

    def approve(self, ref, actor=None):
        who = actor or self.emil
        return services.approve(assessment=ref, paper=paper, actor=who, at=self.at)

    def approved(self, *risks, **more):
        return self.approve(self.assess(*(risks or (MEDIUM,)), **more))

    def recheck(self, ref, facts=FACTS):
        return services.recheck(assessment=Ref(ref), facts=facts, actor=self.dora, at=self.at)

    def opens(self, purpose=Purpose.HANDOVER, act=Act.EXPORT, deal=DEAL, level=None):
        asked = Question(self.dora, act, Ref("task-x"), purpose, deal, self.at, level=level)
        return decide(asked, queries.facts(asked), OURS).allowed


@pytest.fixture
def office(home, db):
    return kept("office of assessments", Office)


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


@pytest.mark.parametrize(
    ("points", "inherent"),
    [
        ([(Impact.LOW, Likelihood.LOW)], "低"),
        ([(Impact.MEDIUM, Likelihood.MEDIUM), (Impact.LOW, Likelihood.LOW)], "中"),
        ([(Impact.LOW, Likelihood.LOW), HIGH], "高"),
        ([HIGH, (Impact.SEVERE, Likelihood.VERY_HIGH)], "严重"),
    ],
)
def test_an_assessment_is_as_bad_as_its_worst_risk(office, points, inherent):
    ref = office.assess(*(Risk(Hazard.CHILDREN, *point) for point in points))
    found = Assessment.objects.get(ref=ref)
    assert (found.inherent, found.residual, found.state) == (inherent, inherent, State.DRAFT)
    assert told("pipia.drafted")[0].facts["grade"] == inherent


@pytest.mark.parametrize("grade", RiskGrade)
def test_what_stays_high_is_not_approved(office, grade):
    point = {
        "低": (Impact.LOW, Likelihood.LOW),
        "中": (Impact.MEDIUM, Likelihood.MEDIUM),
        "高": HIGH,
        "严重": (Impact.SEVERE, Likelihood.VERY_HIGH),
    }[grade]
    ref = office.assess(Risk(Hazard.CHILDREN, *point))
    if grade in (RiskGrade.LOW, RiskGrade.MEDIUM):
        assert office.approve(ref).state == State.APPROVED
        return
    before = reader.size(), Document.objects.count()
    with pytest.raises(services.ResidualTooHigh) as caught:
        office.approve(ref)
    assert caught.value.facts == {"grade": grade}
    assert (reader.size(), Document.objects.count()) == before
    assert not office.opens()


def test_measures_bring_a_high_risk_down_and_leave_the_risk_on_record(office):
    ref = office.assess(RISKY)
    office.mitigate(ref, MILDER)
    found = office.approve(ref)
    assert (found.inherent, found.residual) == ("高", "中")
    assert found.keep_until == date(2029, 8, 24)
    assert told("pipia.mitigated")[0].facts["grade"] == "中"
    assert told("pipia.approved")[0].facts["keep_until"] == "2029-08-24"


@pytest.mark.parametrize(
    "after",
    [
        [],
        [MEDIUM],
        [Risk(Hazard.RECIPIENT_SECURITY, Impact.LOW, Likelihood.LOW)],
        [Risk(Hazard.RECIPIENT_SECURITY, Impact.HIGH, Likelihood.LOW, (Measure.VENDOR_DPA,))],
        [Risk(Hazard.CHILDREN, *HIGH, (Measure.GUARDIAN_LANE,), Impact.LOW, Likelihood.LOW)],
    ],
    ids=["nothing", "another", "smaller", "less likely", "another as bad"],
)
def test_a_risk_is_not_made_to_vanish_by_writing_it_down_again(office, after):
    ref = office.assess(RISKY)
    with pytest.raises(services.RisksLeftOut):
        office.mitigate(ref, *after)
    assert Assessment.objects.get().residual == "高"
    assert told("pipia.mitigated") == []


@pytest.mark.both
def test_a_risk_found_later_counts(office):
    ref = office.assess(MEDIUM)
    worse = Risk(Hazard.CHILDREN, Impact.SEVERE, Likelihood.VERY_HIGH)
    office.mitigate(ref, MEDIUM, worse)
    assert Assessment.objects.get().inherent == "严重"
    with pytest.raises(services.ResidualTooHigh):
        office.approve(ref)


@pytest.mark.both
def test_nothing_looked_at_is_no_assessment(office):
    with pytest.raises(services.NoRisks):
        office.assess()


@pytest.mark.both
def test_whoever_assessed_does_not_approve(office):
    office.house.give(office.dora, Role.LEG)
    ref = office.assess(MEDIUM)
    with pytest.raises(services.ApprovedByAssessor):
        office.approve(ref, office.dora)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Assessment.objects.all(), approver=office.dora)


@pytest.mark.both
def test_the_database_too_approves_no_high_risk(office):
    ref = office.assess(RISKY)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Assessment.objects.filter(ref=ref), state=State.APPROVED, until=AT)
    other = office.assess(MEDIUM)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Assessment.objects.filter(ref=other), state=State.APPROVED)


@pytest.mark.parametrize("who", ["emil", "head", "con"])
def test_only_the_protection_officer_assesses_and_mitigates(office, who):
    actors = {"emil": office.emil, "head": office.house.head}
    actor = actors.get(who) or office.house.staff(Role.CON)
    with pytest.raises(NotPermitted):
        office.assess(MEDIUM, actor=actor)
    ref = office.assess(MEDIUM)
    with pytest.raises(NotPermitted):
        services.mitigate(assessment=ref, risks=[MEDIUM], actor=actor, at=AT)


def test_only_legal_approves(office):
    ref = office.assess(MEDIUM)
    for actor in (office.dora, office.house.head):
        with pytest.raises(NotPermitted):
            office.approve(ref, actor)


@pytest.mark.both
@pytest.mark.parametrize("act", ["mitigate", "approve"])
def test_what_is_approved_or_not_there_is_not_changed(office, act):
    calls = {
        "mitigate": lambda ref: office.mitigate(ref, MEDIUM),
        "approve": office.approve,
    }
    with pytest.raises(services.NoSuchAssessment):
        calls[act](Ref("pipia-none"))
    found = office.approved()
    with pytest.raises(services.NotADraft):
        calls[act](Ref(found.ref))


@pytest.mark.both
def test_a_risk_that_grows_while_the_paper_is_filed_is_not_approved(office, monkeypatch):
    ref = office.assess(MEDIUM)
    plain = services.store.put

    def slow(*args, **more):
        office.mitigate(ref, MEDIUM, RISKY)
        return plain(*args, **more)

    monkeypatch.setattr(services.store, "put", slow)
    with pytest.raises(services.ResidualTooHigh):
        office.approve(ref)
    assert Assessment.objects.get().state == State.DRAFT


def test_an_assessment_counts_for_twelve_months_and_not_a_moment_longer(office):
    found = office.approved()
    assert found.until.isoformat() == "2027-08-24T16:00:00+00:00"
    office.at = found.until - timedelta(microseconds=1)
    assert office.opens()
    assert card.conditions["pipia.transfer"](DEAL, office.at).holds
    office.go(microseconds=1)
    assert not office.opens()
    held = card.conditions["pipia.transfer"](DEAL, office.at)
    assert (held.state, held.reason) == (ControlState.STALE, "pipia.stale")
    assert card.checks["7.3"](office.at).state is ControlState.STALE


@pytest.mark.both
def test_a_changed_fact_shuts_at_once(office):
    found = office.approved()
    assert office.recheck(found.ref) is True
    assert office.opens()
    assert office.recheck(found.ref, FACTS | {"people": 987}) is False
    assert not office.opens()
    assert Assessment.objects.get().state == State.STALE
    assert card.conditions["pipia.transfer"](DEAL, office.at).state is ControlState.STALE
    assert card.checks["7.3"](office.at).state is ControlState.STALE


@pytest.mark.both
def test_what_became_stale_does_not_come_back(office):
    found = office.approved()
    office.recheck(found.ref, {})
    assert office.recheck(found.ref) is False
    assert office.recheck(found.ref, {}) is False
    assert len(told("pipia.stale")) == 1
    assert not office.opens()


@pytest.mark.both
def test_a_draft_does_not_stand(office):
    assert office.recheck(office.assess(MEDIUM)) is False
    with pytest.raises(services.NoSuchAssessment):
        office.recheck("pipia-none")


@pytest.mark.both
def test_the_newest_counts_even_as_a_draft(office):
    office.approved()
    assert office.opens()
    newer = office.assess(MEDIUM)
    assert not office.opens()
    office.approve(newer)
    assert office.opens()


@pytest.mark.parametrize(
    ("scope", "purpose", "act", "level", "opens"),
    [
        (Scope.TRANSFER, Purpose.HANDOVER, Act.EXPORT, None, True),
        (Scope.TRANSFER, Purpose.NOTICE, Act.SEND, None, True),
        (Scope.TRANSFER, Purpose.DUE_DILIGENCE, Act.ENTER, DisclosureLevel.L2, False),
        (Scope.DUE_DILIGENCE, Purpose.DUE_DILIGENCE, Act.ENTER, DisclosureLevel.L2, True),
        (Scope.DUE_DILIGENCE, Purpose.HANDOVER, Act.EXPORT, None, False),
        (Scope.DUE_DILIGENCE, Purpose.NOTICE, Act.SEND, None, False),
        (Scope.TRANSFER, Purpose.SERVICE, Act.SEND, None, False),
    ],
)
def test_each_scope_opens_what_it_is_about(office, scope, purpose, act, level, opens):
    office.approved(scope=scope)
    assert office.opens(purpose, act, level=level) is opens


@pytest.mark.both
def test_no_other_deal_is_opened(office):
    office.approved()
    assert not office.opens(deal=OTHER_DEAL)
    assert not card.conditions["pipia.transfer"](OTHER_DEAL, office.at).holds
    assert not card.conditions["pipia.approved"](DEAL, office.at).holds


@pytest.mark.both
def test_numbers_run_through_the_house(office):
    office.assess(MEDIUM)
    office.assess(MEDIUM, deal=OTHER_DEAL)
    assert [str(own) for own in Assessment.objects.order_by("number")] == ["PIPIA-001", "PIPIA-002"]


def test_the_demand_looks_at_what_counts_now(office):
    check = card.checks["7.3"]
    assert check(office.at).state is ControlState.NOT_APPLICABLE
    office.assess(MEDIUM)
    assert check(office.at).state is ControlState.NOT_APPLICABLE
    old = office.approved()
    assert (check(office.at).state, check(office.at).position) == (ControlState.PASS, old.position)
    office.go(days=200)
    new = office.approved()
    # The old one is over and was replaced in time: nothing rests on it.
    office.at = old.until
    assert (check(office.at).state, check(office.at).until) == (ControlState.PASS, new.until)


@pytest.mark.both
def test_of_several_deals_the_next_to_lapse_is_told_and_a_stale_one_first(office):
    check = card.checks["7.3"]
    early = office.approved()
    late = office.approved(deal=OTHER_DEAL, scope=Scope.DUE_DILIGENCE)
    authenticated.change(
        Assessment.objects.filter(ref=late.ref), until=late.until + timedelta(days=9)
    )
    assert check(office.at).until == early.until
    office.recheck(late.ref, {})
    assert check(office.at).state is ControlState.STALE


@pytest.mark.parametrize("end", ["terminated", "closed", "open"])
def test_a_deal_that_is_over_rests_on_nothing(office, end):
    con = office.house.staff(Role.CON)
    parties = [
        NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
        NewParty(PartyRole.TR, "赵虚甲"),
    ]
    made = deals.create(deal_type=DealType.EQUITY, title="云岚", parties=parties, actor=con, at=AT)
    found = office.approved(deal=Ref(made.ref))
    if end == "terminated":
        authenticated.change(
            Deal.objects.all(), overlay=Overlay.TERMINATED, overlay_reason="agreed", overlay_at=AT
        )
    elif end == "closed":
        authenticated.change(
            MilestoneState.objects.filter(code=DealStage.CLOSED),
            state=Standing.DONE,
            opened_at=AT,
            done_at=AT,
        )
    expected = ControlState.STALE if end == "open" else ControlState.NOT_APPLICABLE
    assert card.checks["7.3"](found.until).state is expected


def test_the_chapter_states_what_its_card_says(office):
    office.approved()
    asked = Question(office.dora, Act.EXPORT, Ref("task-x"), Purpose.HANDOVER, DEAL, AT)
    assert queries.facts(asked).keys() == card.states == {Fact.PIPIA_UNTIL}
