"""The same thing at the same moment by several: it takes effect exactly once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import NoSuchTask, close_task
from shoumi.base.vault import keys
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.services import threads
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.services import answers, campaigns, dispatch, errors
from shoumi.chapters.destruction import rules as ends
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.tests.house.destruction_run import ordered
from shoumi.chapters.policies import rules as policy
from shoumi.chapters.policies import services as policies
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.errors import DomainError
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import HandlerTier, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import prepared
from shoumi.doors.tests.house import told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
MANY = 6


def together(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or how it was refused; a bug in one is raised."""
    start = threading.Barrier(len(acts))

    def one(act):
        try:
            start.wait(timeout=20)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def refusals(outcomes):
    return Counter(type(own) for own in outcomes if isinstance(own, DomainError))


@pytest.fixture
def asked(house):
    """A campaign that is open, and the codes of those who were asked."""
    house.people = house.keep_many(2)
    house.campaign = prepared(house, Ref("party-buyer"))
    house.codes = campaigns.open_window(campaign=house.campaign, actor=house.dpo, at=house.at)
    return house


def say(house, answer):
    return answers.answer(
        code=house.codes[house.people[0]],
        said=answer,
        by_guardian=False,
        channel=rules.Channel.PORTAL,
        at=house.at,
    )


def test_a_yes_and_a_no_at_once_are_one_answer(asked):
    both = [lambda: say(asked, rules.Answer.GIVEN), lambda: say(asked, rules.Answer.REFUSED)]
    outcomes = together(*(both * (MANY // 2)))
    assert refusals(outcomes) == {errors.AnsweredAlready: MANY - 1}
    assert Consent.objects.count() == len(told("consent.answered")) == 1


def test_a_yes_is_taken_back_once(asked):
    say(asked, rules.Answer.GIVEN)

    def take_back():
        answers.withdraw(
            campaign=asked.campaign, subject=asked.people[0], actor=asked.dpo, at=asked.at
        )

    outcomes = together(*[take_back] * MANY)
    assert refusals(outcomes) == {errors.NothingToWithdraw: MANY - 1}
    assert len(told("consent.withdrawn")) == 1


def test_people_are_reminded_once(asked):
    def remind():
        return dispatch.remind(campaign=asked.campaign, actor=asked.dpo, at=asked.at)

    outcomes = together(*[remind] * MANY)
    assert refusals(outcomes) == {errors.RemindedAlready: MANY - 1}
    assert len(told("campaign.reminded")) == 1


def test_an_answer_comes_before_the_close_or_is_refused(asked):
    """What the close counted is what there is."""
    over_at = Campaign.objects.get().window_ends_at
    outcomes = together(
        lambda: say(asked, rules.Answer.GIVEN),
        lambda: campaigns.close(campaign=asked.campaign, actor=asked.dpo, at=over_at),
    )
    assert set(refusals(outcomes)) <= {errors.NotInState}
    assert told("campaign.closed")[0].facts["given"] == Consent.objects.count()


def test_two_witnesses_at_once_both_count(house):
    found = house.keep_many(1)
    order = destroying.propose(
        deal=house.deal,
        subjects=found,
        basis=ends.Basis.REQUESTED,
        actor=house.dpo,
        at=house.at,
    )
    ref = Ref(order.ref)

    def witness(name):
        return lambda: destroying.confirm(order=ref, actor=house[name], at=house.at)

    outcomes = together(*(witness(name) for name in (people.OPERATIONS, people.SECURITY)))
    assert refusals(outcomes) == {}
    kept = Order.objects.get()
    assert kept.state == ends.State.CONFIRMED
    assert set(kept.confirmed) == {house[people.OPERATIONS], house[people.SECURITY]}


def test_an_order_is_carried_out_once(house):
    found = house.keep_many(2)
    order = ordered(house, found)

    def carry_out():
        return destroying.carry_out(order=order, actor=house[people.OPERATIONS], at=house.at)

    outcomes = together(*[carry_out] * 3)
    assert refusals(outcomes) == {destroying.NotInState: 2}
    assert len(told("destruction.begun")) == len(told("destruction.verified")) == 1
    assert keys.existing(found) == frozenset()


def test_destroyed_or_read_but_never_both_in_that_order(house):
    found = house.keep_many(1)
    order, task = ordered(house, found), house.task()

    def read():
        return disclosure.open(decisions.ask(house.asked(task, found[0])), at=house.at)

    outcomes = together(
        read,
        read,
        lambda: destroying.carry_out(order=order, actor=house[people.OPERATIONS], at=house.at),
    )
    assert set(refusals(outcomes)) <= {GateClosed, keys.NoKey}
    assert all(own == values(0) for own in outcomes[:2] if isinstance(own, dict))
    assert keys.existing(found) == frozenset()


def test_a_task_is_closed_once(house):
    task = house.task()
    outcomes = together(*[lambda: close_task(task=task, actor=house.dpo, at=house.at)] * MANY)
    assert refusals(outcomes) == {NoSuchTask: MANY - 1}
    assert len(told("task.closed")) == 1


def test_orders_made_at_once_have_numbers_of_their_own(house):
    found = house.keep_many(MANY)

    def propose(subject):
        return lambda: destroying.propose(
            deal=house.deal,
            subjects=[subject],
            basis=ends.Basis.REQUESTED,
            actor=house.dpo,
            at=house.at,
        )

    assert refusals(together(*map(propose, found))) == {}
    numbers = Order.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [*range(1, MANY + 1)]


def test_assessments_made_at_once_have_numbers_of_their_own(house):
    def assess():
        return compliance.assess(
            deal=house.deal,
            scope=risks.Scope.TRANSFER,
            risks=[risks.Risk(risks.Hazard.CHILDREN, Impact.LOW, Likelihood.LOW)],
            facts={},
            actor=house.dpo,
            at=house.at,
        )

    assert refusals(together(*[assess] * MANY)) == {}
    numbers = Assessment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [*range(1, MANY + 1)]


def test_a_version_is_published_once_and_drafts_have_numbers_of_their_own(house):
    def draft():
        return policies.draft(
            items=policy.FULL,
            register=policy.built_in_register(),
            tier=HandlerTier.SMALL,
            actor=house.dpo,
            at=house.at,
        )

    made = together(*[draft] * MANY)
    assert refusals(made) == {}
    assert PolicyVersion.objects.count() == MANY + 1
    version = Ref(made[0].ref)
    for role, actor in ((Role.DPO, house.dpo), (Role.LEG, house.legal)):
        policies.approve(version=version, role=role, actor=actor, at=house.at)

    def publish():
        policies.publish(version=version, actor=house.dpo, at=house.at)

    outcomes = together(*[publish] * MANY)
    assert refusals(outcomes) == {policies.NotADraft: MANY - 1}
    assert [line.about for line in told("policy.published")].count(version) == 1
    assert len(told("approval.refused")) == MANY - 1
    assert PolicyVersion.objects.filter(state=policy.State.PUBLISHED).count() == 1


def test_numbers_are_given_one_after_the_other(house):
    new = threads.NewThread(kind=On.DEAL, about=house.deal, deal=house.deal, topic="交接的顺序")

    def begin():
        return threads.open_thread(new=new, actor=house.dpo, at=house.at)

    made = together(*[begin] * MANY)
    assert refusals(made) == {}
    assert sorted(one.number for one in made) == list(range(1, MANY + 1))
