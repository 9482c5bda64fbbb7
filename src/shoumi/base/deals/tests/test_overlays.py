import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import errors, gate_facts, queries, services
from shoumi.base.deals.rules import SuspendReason, TerminateReason, WaiveReason
from shoumi.base.deals.tests.story import PARTIES, Story, on
from shoumi.base.ledger import reader
from shoumi.base.tests.kept import kept
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage, Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return kept("story", Story)


def suspend(story, actor=SYSTEM, reason=SuspendReason.INCIDENT):
    return services.suspend(deal=story.ref, reason=reason, actor=actor, at=on("10-13"))


def terminate(story, actor=None):
    reason = TerminateReason.PARTY_WITHDREW
    return services.terminate(
        deal=story.ref, reason=reason, actor=actor or story.dpo, at=on("10-13")
    )


def question(story, actor, deal=None):
    return Question(
        actor, Act.REVEAL, Ref("task-1"), Purpose.SERVICE, deal or story.ref, on("10-14")
    )


def test_a_suspended_deal_does_not_move_and_goes_on_where_it_was(story):
    story.file(FilingKind.NOTICE_17)
    story.advance(DealStage.INTAKE)
    suspend(story)
    with pytest.raises(errors.Suspended) as refusal:
        story.finish(DealStage.INTAKE, "10-14")
    assert refusal.value.facts == {"reason": "incident", "demands": ("9.2",)}
    with pytest.raises(errors.Suspended):
        story.waive(DealStage.TAX, WaiveReason.NOT_WANTED, "10-14")
    assert queries.milestones(story.ref)[DealStage.INTAKE].state == Standing.OPEN
    services.resume(deal=story.ref, actor=story.dpo, at=on("10-16"))
    assert story.finish(DealStage.INTAKE, "10-16").state == Standing.DONE


def test_both_stand_in_the_ledger_with_the_demand_they_rest_on(story):
    suspend(story)
    services.resume(deal=story.ref, actor=story.dpo, at=on("10-16"))
    lines = [entry.line() for entry in reader.entries(deal=story.ref)][-2:]
    assert [(line.tag, line.duties) for line in lines] == [
        ("deal.suspended", ("9.2",)),
        ("deal.resumed", ("9.2",)),
    ]


@pytest.mark.parametrize(
    ("who", "may"), [("dpo", True), ("head", True), ("leg", True), ("sup", True), ("con", False)]
)
def test_who_suspends(story, who, may):
    actor = getattr(story, who)
    if may:
        assert suspend(story, actor, SuspendReason.SUPERVISION).overlay == "suspended"
    else:
        with pytest.raises(NotPermitted):
            suspend(story, actor)


def test_only_the_protection_officer_and_the_head_resume(story):
    suspend(story)
    with pytest.raises(NotPermitted):
        services.resume(deal=story.ref, actor=story.leg, at=on("10-16"))


def test_a_deal_is_suspended_once_and_resumed_only_then(story):
    with pytest.raises(errors.NotSuspended):
        services.resume(deal=story.ref, actor=story.dpo, at=on("10-13"))
    suspend(story)
    with pytest.raises(errors.Suspended):
        suspend(story)


def test_termination_is_for_good_and_sets_the_clock_of_the_recipients(story):
    suspend(story)
    terminate(story)
    row = Deadline.objects.get(key="destruction_certificates")
    assert row.due_on.isoformat() == "2026-10-27"
    with pytest.raises(errors.Terminated):
        terminate(story)
    with pytest.raises(errors.Terminated):
        services.resume(deal=story.ref, actor=story.dpo, at=on("10-13"))
    with pytest.raises(errors.Terminated):
        story.advance(DealStage.INTAKE, "10-14")
    with pytest.raises(errors.Terminated):
        services.add_party(deal=story.ref, party=PARTIES[1], actor=story.con, at=on("10-14"))


def test_a_clock_that_runs_already_is_not_set_again_by_termination(story):
    story.file(FilingKind.ROOMS_SHUT, "10-12")
    terminate(story)
    assert Deadline.objects.get(key="destruction_certificates").due_on.isoformat() == "2026-10-26"


def test_the_gate_is_told_whether_a_deal_is_open(story):
    facts = gate_facts.facts(question(story, story.dpo))
    assert facts == {Fact.DEAL_OPEN: True, Fact.DEAL_MEMBER: True}
    suspend(story)
    assert gate_facts.facts(question(story, story.dpo))[Fact.DEAL_OPEN] is False
    terminate(story)
    assert gate_facts.facts(question(story, story.dpo))[Fact.DEAL_OPEN] is False


def test_an_unknown_deal_states_nothing(story):
    assert gate_facts.facts(question(story, story.dpo, Ref("deal-x"))) == {}


def test_a_person_acting_for_a_party_is_on_the_deal_and_a_stranger_is_not(story):
    stranger = Ref("person-stranger")
    assert gate_facts.facts(question(story, stranger))[Fact.DEAL_MEMBER] is False
    queries.Party.objects.filter(deal=story.ref, role="TE").update(person=stranger)
    assert gate_facts.facts(question(story, stranger))[Fact.DEAL_MEMBER] is True
