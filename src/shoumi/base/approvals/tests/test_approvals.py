"""One change, two persons, once: what the room lets through and what it refuses."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as granting
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, house_of_security
from shoumi.base.approvals import errors, queries, rules, services
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.ledger import reader
from shoumi.base.tests.kept import kept
from shoumi.core.errors import DomainError
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = Change(
    Action.ROTATION, {"what": "kek", "targets": ["audit", "subjects"]}, {"suite": "intl"}
)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


@pytest.fixture
def house(transactional_db):
    return kept("house of security", house_of_security)


def ask(house, change=CHANGE, at=AT):
    return Ref(services.ask(change=change, actor=house.sec, at=at).ref)


def approved(house, change=CHANGE, at=AT):
    ref = ask(house, change, at)
    services.approve(approval=ref, actor=house.dpo, at=at)
    return ref


def carry_out(house, change=CHANGE, at=AT, actor=None):
    """As a service does it that stands on the room."""
    who = actor or house.sec
    with services.kept(change.action, actor=who, at=at), transaction.atomic():
        return services.spend(change, actor=who, at=at)


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def refused(error, act):
    """The refusal is raised, and stands in the ledger."""
    before = len(told("approval.refused"))
    with pytest.raises(error) as raised:
        act()
    kept = told("approval.refused")
    assert len(kept) == before + 1
    assert kept[-1].facts["why"] == raised.value.code
    return raised.value


def test_what_another_person_approved_is_done_once(house):
    ref = approved(house)
    assert carry_out(house).ref == ref
    assert queries.get(ref).state == State.USED
    used = told("approval.used")[0]
    assert used.facts["approver"] == house.dpo
    assert used.facts["change"] == CHANGE.digest.hex()
    refused(errors.Spent, lambda: carry_out(house))


def test_nobody_does_it_alone(house):
    error = refused(errors.NotAsked, lambda: carry_out(house))
    assert error.change == CHANGE
    ref = ask(house)
    refused(errors.Pending, lambda: carry_out(house))
    refused(
        errors.TwoPeopleNeeded,
        lambda: services.approve(approval=ref, actor=house.sec, at=AT),
    )
    assert queries.get(ref).state == State.OPEN


def test_who_asked_does_not_approve_even_with_the_role_for_it(house):
    house.give(house.sec, Role.LEG)
    grant = Grant.objects.create(
        ref=Ref.new("grant"),
        person_id=house.sec,
        role=Role.HEAD,
        since=AT,
        requested_by_id=house.dpo,
        approved_by_id=house.head,
        position=0,
    )
    assert Role(grant.role) in accounts.roles(house.sec, AT)
    ref = ask(house)
    with pytest.raises(errors.TwoPeopleNeeded):
        services.approve(approval=ref, actor=house.sec, at=AT)


@pytest.mark.both
def test_the_database_itself_holds_two_apart(house):
    ref = ask(house)
    for columns in (
        {"state": State.APPROVED, "answered_by_id": house.sec, "answered_at": AT},
        {"state": State.APPROVED},
        {"state": State.USED, "answered_by_id": house.dpo, "answered_at": AT},
        {"used_at": AT},
        {"state": State.APPROVED, "answered_by_id": house.dpo, "answered_at": AT - SECOND},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.filter(ref=ref).update(**columns)


def test_a_second_person_without_the_role_does_not_count(house):
    ref = ask(house)
    refused(NotPermitted, lambda: services.approve(approval=ref, actor=house.other, at=AT))
    refused(errors.Pending, lambda: carry_out(house))


def test_only_who_may_do_it_asks_for_it(house):
    with pytest.raises(NotPermitted):
        services.ask(change=CHANGE, actor=house.dpo, at=AT)


@pytest.mark.parametrize(
    "other",
    [
        replace(CHANGE, parameters={**CHANGE.parameters, "what": "root"}),
        replace(CHANGE, parameters={**CHANGE.parameters, "targets": ["audit"]}),
        replace(CHANGE, parameters={**CHANGE.parameters, "more": True}),
        replace(CHANGE, before={"suite": "gm"}),
        replace(CHANGE, deal=Ref("deal-a")),
    ],
    ids=["value", "list", "one more", "what it replaces", "deal"],
)
def test_other_parameters_are_another_change(house, other):
    ref = approved(house)
    refused(errors.Differs, lambda: carry_out(house, other))
    assert queries.get(ref).state == State.APPROVED


def test_an_approval_for_another_action_is_none(house, monkeypatch):
    two = {**rules.TWO, Action.EGRESS: rules.TWO[Action.ROTATION]}
    monkeypatch.setattr(rules, "TWO", two)
    approved(house)
    other = replace(CHANGE, action=Action.EGRESS)
    refused(errors.NotAsked, lambda: carry_out(house, other))


def test_a_third_person_does_not_use_it(house):
    approved(house)
    refused(errors.NotAsked, lambda: carry_out(house, actor=house.other))


def test_it_lasts_24_hours_from_the_request(house):
    ref = ask(house)
    services.approve(approval=ref, actor=house.dpo, at=AT + DAY - SECOND)
    assert carry_out(house, at=AT + DAY - SECOND).ref == ref


def test_after_24_hours_it_takes_no_answer(house):
    ref = ask(house)
    with pytest.raises(errors.AnsweredTooLate):
        services.approve(approval=ref, actor=house.dpo, at=AT + DAY)
    refused(errors.Over, lambda: carry_out(house, at=AT + DAY))


def test_what_was_turned_down_or_withdrawn_is_not_done(house):
    ref = ask(house)
    services.turn_down(approval=ref, actor=house.dpo, at=AT)
    refused(errors.TurnedDown, lambda: carry_out(house))
    with pytest.raises(errors.Answered):
        services.approve(approval=ref, actor=house.head, at=AT)
    again = approved(house)
    services.withdraw(approval=again, actor=house.sec, at=AT)
    refused(errors.Withdrawn, lambda: carry_out(house))
    with pytest.raises(errors.Answered):
        services.withdraw(approval=again, actor=house.sec, at=AT)


def test_only_who_asked_withdraws(house):
    ref = ask(house)
    with pytest.raises(NotPermitted):
        services.withdraw(approval=ref, actor=house.dpo, at=AT)


def lose(house, person):
    grant = Grant.objects.get(person=person, until=None)
    granting.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)


def test_a_role_that_was_lost_meanwhile_counts_no_more(house):
    ref = ask(house)
    lose(house, house.sec)
    refused(errors.RequesterMayNot, lambda: services.approve(approval=ref, actor=house.dpo, at=AT))
    refused(errors.RequesterMayNot, lambda: carry_out(house))


def test_an_approver_who_lost_the_role_has_approved_nothing(house):
    ref = approved(house)
    lose(house, house.dpo)
    refused(errors.ApproverMayNot, lambda: carry_out(house))
    assert queries.get(ref).state == State.APPROVED


def test_the_same_is_not_asked_for_twice_while_it_is_good(house):
    ask(house)
    with pytest.raises(errors.AskedAlready):
        ask(house)
    ask(house, at=AT + DAY)


def test_an_act_that_fails_gives_the_approval_back(house):
    ref = approved(house)

    @transaction.atomic
    def fails():
        services.spend(CHANGE, actor=house.sec, at=AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert carry_out(house).ref == ref


def test_the_approver_reads_what_is_replaced_by_what(house):
    change = Change(
        Action.ROTATION, {"hosts": ["a.example", "b.example"], "on": True}, {"hosts": ["a.example"]}
    )
    made = services.ask(change=change, actor=house.sec, at=AT)
    assert [(one.name, one.before, one.after) for one in queries.differences(made)] == [
        ("hosts", ["a.example"], ["a.example", "b.example"]),
        ("on", None, True),
    ]


def test_one_change_has_one_form():
    same = Change(Action.ROTATION, {"b": [Ref("deal-a")], "a": 1})
    assert same.digest == Change(Action.ROTATION, {"a": 1, "b": ["deal-a"]}).digest
    assert rules.canonical({"乙": None, "a": True}) == '{"a":true,"乙":null}'
    assert Change(Action.ROTATION, {"a": 1}).digest != Change(Action.ROTATION, {"a": "1"}).digest
    assert Change(Action.ROTATION, {}, {"a": 1}).digest != Change(Action.ROTATION, {"a": 1}).digest


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, [1], {"a"}])
def test_a_value_without_one_form_is_a_bug(value):
    with pytest.raises(TypeError):
        rules.canonical({"a": value})


def test_more_than_a_person_can_read_is_a_bug():
    with pytest.raises(TypeError):
        rules.canonical({"a": "x" * rules.MAX_BYTES})


def test_what_waits_for_whom(house):
    ref = ask(house)
    for person, count in ((house.dpo, 1), (house.head, 1), (house.sec, 0), (house.other, 0)):
        assert queries.waiting_for(person, accounts.roles(person, AT), AT).count() == count
    assert queries.could_approve(CHANGE.action, house.sec, AT) == sorted([house.dpo, house.head])
    assert not queries.waiting_for(house.dpo, {Role.DPO}, AT + DAY).exists()
    assert queries.is_over(queries.get(ref), AT + DAY)
    with pytest.raises(errors.NoSuchApproval):
        queries.get(Ref("appr-none"))


def together(*acts):
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


def kinds(outcomes):
    return Counter(type(own) for own in outcomes if isinstance(own, DomainError))


@pytest.mark.both
def test_eight_at_once_spend_one_approval_once(house):
    approved(house)
    outcomes = together(*[lambda: carry_out(house)] * 8)
    assert kinds(outcomes) == {errors.Spent: 7}
    assert len(told("approval.used")) == 1


@pytest.mark.both
def test_two_who_answer_at_once_are_one_answer(house):
    ref = ask(house)
    outcomes = together(
        lambda: services.approve(approval=ref, actor=house.dpo, at=AT),
        lambda: services.turn_down(approval=ref, actor=house.head, at=AT),
        lambda: services.approve(approval=ref, actor=house.head, at=AT),
        lambda: services.turn_down(approval=ref, actor=house.dpo, at=AT),
    )
    assert kinds(outcomes) == {errors.Answered: 3}
    assert len(told("approval.given")) + len(told("approval.turned_down")) == 1


@pytest.mark.both
def test_a_withdrawal_and_the_act_at_once_are_one_of_the_two(house):
    ref = approved(house)
    outcomes = together(
        lambda: carry_out(house),
        lambda: services.withdraw(approval=ref, actor=house.sec, at=AT),
    )
    assert sum(kinds(outcomes).values()) == 1
    assert len(told("approval.used")) + len(told("approval.withdrawn")) == 1
