"""Demand 1.5 looked at in the people there are: who holds what, and whom the gate lets in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.accounts import access_reviews, separation
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.gate import queries
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core import gate
from shoumi.core.gate import Act, Question
from shoumi.core.gate.policy import POLICY, Code
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose

# Tasks that are looked at.  Of the people one at a time, as every act asks: who it is follows from
# how long the ledger is, so after as many acts as there are people everybody has been asked about.
_TASKS = 4


def check(at: datetime) -> Holding:
    """Nobody holds roles that nobody holds together, the gate keeps people out of tasks that are
    not theirs, and each quarter every role is confirmed or ends."""
    try:
        apart = separation.conflicted(at)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    if apart:
        ends = [until for _, until in apart.values() if until is not None]
        turns = min(ends, default=None)
        return Holding(ControlState.FAIL, reason="gate.roles_not_apart", turns=turns)
    who = _next()
    if who is not None and _is_let_in(who, queries.open_ones(at)[:_TASKS], at):
        return Holding(ControlState.FAIL, reason="gate.lets_strangers_in")
    return _reviewed(at)


def _reviewed(at: datetime) -> Holding:
    """Whether somebody looks each quarter at who holds what; a house that never did so holds the
    demand in part."""
    try:
        reason = access_reviews.fault(at)
        turns = min(access_reviews.edges(at), default=None)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    if not reason:
        return Holding(ControlState.PASS, turns=turns)
    is_new = reason == "gate.access_never_reviewed"
    state = ControlState.PARTIAL if is_new else ControlState.FAIL
    return Holding(state, reason=reason, turns=turns)


def _next() -> Ref | None:
    """One of the people of the house, in turn."""
    people = Person.objects.filter(is_active=True).order_by("ref")
    count = people.count()
    return Ref(people.values_list("ref", flat=True)[reader.size() % count]) if count else None


def _is_let_in(who: Ref, tasks: Sequence[Task], at: datetime) -> bool:
    """Whether the gate has nothing against ``who`` at somebody else's task, or without a role."""
    foreign = [task for task in tasks if who not in task.actors]
    asked = Question(
        actor=who,
        act=Act.REVEAL,
        task=Ref(foreign[0].ref) if foreign else Ref("task-none"),
        purpose=Purpose(foreign[0].purpose) if foreign else Purpose.SERVICE,
        deal=Ref(foreign[0].deal) if foreign else Ref("deal-none"),
        at=at,
        subject=Ref("sub-none"),
        fields=frozenset({"name"}),
    )
    told = gate.decide(asked, {**accounts.facts(asked), **queries.task_facts(asked)}, POLICY)
    codes = {reason.code for reason in told.reasons}
    wanted = {Code.NOT_ON_TASK if foreign else Code.TASK_CLOSED}
    if not accounts.held(who, at):
        wanted.add(Code.NO_ROLE)
    return not codes >= wanted
