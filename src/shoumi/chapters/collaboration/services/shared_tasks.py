"""Open a task that departments share, let its people see something, hand it on, end it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import recheck
from shoumi.base.attestations.doors import evident
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import locks
from shoumi.base.gate import rules as gate_rules
from shoumi.base.gate import tasks
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import Work
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import deputies
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.queries.shared_tasks import NoSuchSharedTask
from shoumi.chapters.collaboration.rules import departments as rules
from shoumi.chapters.collaboration.rules import digests, findings
from shoumi.chapters.collaboration.rules.robots import What
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, End, State
from shoumi.chapters.collaboration.services import connectors, prose
from shoumi.chapters.collaboration.services.errors import (
    AnswersAlready,
    GrantedAlready,
    HasInterest,
    NamesSomebody,
    NoDepartment,
    NotInTheHouse,
    NotOnIt,
    NotYours,
    OfNoDepartment,
    TaskOver,
    TitleUnfit,
    TooLong,
    WithoutEnd,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Purpose, Role

OPENERS = (*DEPARTMENTS, Role.DPO, Role.HEAD)
GRANTERS = gate_rules.OPENERS
_DUTIES = ("11.1", "11.3")
_MOST = 120


@dataclass(frozen=True, slots=True)
class NewTask:
    """``departments`` whose people may be on it; ``accountable`` answers for it, ``workers`` are on
    it besides."""

    title: str
    purpose: Purpose
    deal: Ref
    departments: Collection[Role]
    accountable: Ref
    workers: Collection[Ref]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class View:
    """What its people may do in its deal, to which fields, of whom alone."""

    acts: Collection[Act]
    fields: Collection[str]
    subject: Ref | None = None


@evident
@transaction.atomic
def open_task(*, new: NewTask, actor: Ref, at: datetime) -> SharedTask:
    """
    Raises:
        NotPermitted, Terminated
        DoorShut: demand 11.3 does not hold.
        TitleUnfit, NamesSomebody: what it says may not stand there.
        NoDepartment, WithoutEnd, TooLong
        NotInTheHouse, OfNoDepartment, HasInterest: somebody may not be on it.
    """
    accounts.require(actor, at, *OPENERS, deal=new.deal)
    deals.deal(new.deal)
    locks.require_living(new.deal)
    title = title_of(new.title, at)
    _fits(new, at)
    recheck.require(DoorAct.OPEN_SHARED_TASK, deal=None, at=at)
    number = next_number(SharedTask)
    made = SharedTask(
        ref=Ref.new("sharedtask"),
        number=number,
        title=title,
        purpose=new.purpose,
        deal=new.deal,
        departments=sorted(new.departments),
        accountable=new.accountable,
        workers=sorted(set(new.workers) - {new.accountable}),
        opened_by=actor,
        opened_at=at,
        expires_at=new.expires_at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "purpose": new.purpose,
        "accountable": new.accountable,
        "departments": len(made.departments),
        "workers": len(made.workers),
        "until": made.expires_at,
        "content": digests.of_task(made.title, made.departments),
    }
    kept = _keep(made, Tag.OPENED, actor, at, facts)
    page = f"/shared-tasks/{made.ref}"
    connectors.tell(made.departments, What.TASK, number, page, at=at)
    return kept


def title_of(text: str, at: datetime) -> str:
    """What may stand in a list.

    Raises:
        TitleUnfit, NamesSomebody
    """
    told = " ".join(text.split())
    if not told or len(told) > _MOST:
        raise TitleUnfit(most=_MOST)
    if found := findings.of_text(told, today=day_in_china(at), prose=prose.reader()):
        labels = tuple(sorted({one.label for one in found}))
        raise NamesSomebody(labels=labels, places=("1",))
    return told


def _fits(new: NewTask, at: datetime) -> None:
    if not new.departments or not set(new.departments) <= set(DEPARTMENTS):
        raise NoDepartment
    if new.expires_at <= at:
        raise WithoutEnd
    longest = gate_rules.longest(new.purpose)
    if new.expires_at > at + longest:
        raise TooLong(purpose=new.purpose, days=longest.days)
    interested = deputies.interests(new.deal)
    for person in {new.accountable, *new.workers}:
        if person in interested:
            raise HasInterest(name=accounts.person(person).name)
        _may_be_on_it(person, new.departments, at)


def _may_be_on_it(person: Ref, of: Collection[Role], at: datetime) -> None:
    name = accounts.person(person).name
    gone = queries.gone_since(person)
    if accounts.is_outside(person) or (gone is not None and gone <= at):
        raise NotInTheHouse(name=name)
    if not rules.fits(accounts.all_roles(person, at), of):
        raise OfNoDepartment(name=name)


@transaction.atomic
def grant(*, task: Ref, view: View, actor: Ref, at: datetime) -> SharedTask:
    """Let its people see what the gate lets them see of its deal, until it is over.

    Raises:
        NotPermitted: the actor may open no task of the gate.
        NoSuchSharedTask, NotAuthentic, TaskOver, GrantedAlready
        OutsiderOnTask, NotOfTheDeal and what ``gate.tasks.open_work`` refuses.
    """
    found = _held(task, at)
    accounts.require(actor, at, *GRANTERS, deal=Ref(found.deal))
    if found.grant:
        raise GrantedAlready
    work = Work(
        purpose=Purpose(found.purpose),
        deal=Ref(found.deal),
        actors=queries.people(found),
        acts=view.acts,
        fields=view.fields,
        expires_at=found.expires_at,
        subject=view.subject,
        ref=Ref.new("shared"),
    )
    tasks.must_fit(work, at)
    found.grant = tasks.open_work(work, actor=actor, at=at)
    facts: dict[str, Value] = {
        "number": found.number,
        "grant": Ref(found.grant),
        "fields": tasks.fields_digest(view.fields),
    }
    return _keep(found, Tag.GRANTED, actor, at, facts)


@transaction.atomic
def hand_on(*, task: Ref, accountable: Ref, actor: Ref, at: datetime) -> SharedTask:
    """Another of those on it answers for it from now on.

    Raises:
        NoSuchSharedTask, NotAuthentic, TaskOver, NotYours
        NotOnIt, AnswersAlready, NotInTheHouse, OfNoDepartment
    """
    found = _held(task, at)
    _may_decide(found, actor, at)
    if accountable == found.accountable:
        raise AnswersAlready
    if accountable not in found.workers:
        raise NotOnIt
    _may_be_on_it(accountable, [Role(one) for one in found.departments], at)
    former = Ref(found.accountable)
    found.workers = sorted({former, *found.workers} - {accountable})
    found.accountable = accountable
    facts: dict[str, Value] = {
        "number": found.number,
        "accountable": accountable,
        "former": former,
    }
    return _keep(found, Tag.HANDED, actor, at, facts)


@transaction.atomic
def close(*, task: Ref, actor: Ref, at: datetime) -> SharedTask:
    """It is over, and with it all that was opened for it.

    Raises:
        NoSuchSharedTask, NotAuthentic, TaskOver, NotYours
    """
    found = _held(task, at, may_be_over=True)
    _may_decide(found, actor, at)
    return _end(found, End.CLOSED, actor, at)


def end_due(*, at: datetime) -> int:
    """End those whose time is over, or for which nobody answers any more; how many."""
    running = SharedTask.objects.filter(closed_at=None).order_by("id")
    over = [one for one in verification.authentic(running) if queries.over_at(one) <= at]
    return sum(_end_one(Ref(one.ref), at) for one in over)


def end_with_interest(*, person: Ref, deal: Ref, actor: Ref, at: datetime) -> int:
    """End those of ``deal`` that somebody is on who has an interest in it; how many.

    Inside the transaction of who says so.
    """
    running = SharedTask.objects.select_for_update().filter(deal=deal, closed_at=None)
    found = [one for one in verification.authentic(running) if person in queries.people(one)]
    for one in found:
        _end(one, End.INTEREST, actor, at)
    return len(found)


@transaction.atomic
def _end_one(task: Ref, at: datetime) -> bool:
    found = SharedTask.objects.select_for_update().get(ref=task)
    if found.closed_at is not None or not verification.is_authentic(found):
        return False
    _end(found, End.EXPIRED if found.expires_at <= at else End.NOBODY, SYSTEM, at)
    return True


def _end(found: SharedTask, end: End, actor: Ref, at: datetime) -> SharedTask:
    if found.grant and Task.objects.filter(ref=found.grant, closed_at=None).exists():
        tasks.close_task(task=Ref(found.grant), actor=actor, at=at)
    found.closed_at, found.closed_by, found.end = at, actor, end
    facts: dict[str, Value] = {"number": found.number, "end": end}
    return _keep(found, Tag.ENDED, actor, at, facts)


def _may_decide(found: SharedTask, actor: Ref, at: datetime) -> None:
    if actor in (found.accountable, deputies.acting(Ref(found.accountable), at)):
        return
    if not accounts.roles(actor, at, Ref(found.deal)) & set(GRANTERS):
        raise NotYours


def _held(task: Ref, at: datetime, *, may_be_over: bool = False) -> SharedTask:
    """
    Raises:
        NoSuchSharedTask, NotAuthentic
        TaskOver: its end is written, or its time is over.
    """
    found = SharedTask.objects.select_for_update().filter(ref=task).first()
    if found is None:
        raise NoSuchSharedTask(task=task)
    verification.require([found])
    is_over = queries.state(found, at) is State.OVER and not may_be_over
    if found.closed_at is not None or is_over:
        raise TaskOver
    return found


def _keep(
    found: SharedTask, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]
) -> SharedTask:
    event = Event(tag, actor, Ref(found.ref), at, facts, _DUTIES, Ref(found.deal))
    codes.put(found, writer.record(event).position)
    found.save()
    return found
