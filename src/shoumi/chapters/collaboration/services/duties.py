"""Say who answers for each chapter, who works on it, who is asked and who is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries import duties as queries
from shoumi.chapters.collaboration.queries.duties import NoSuchDuty
from shoumi.chapters.collaboration.queries.shared_tasks import gone_since
from shoumi.chapters.collaboration.rules import digests
from shoumi.chapters.collaboration.services.errors import (
    DutiesBegun,
    NotInTheHouse,
    SupervisesIt,
)
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ASSIGNERS = (Role.HEAD, Role.DPO)
_DUTIES = ("11.3",)


@dataclass(frozen=True, slots=True)
class Parts:
    """Who answers for a chapter, and which roles work on it, are asked before, are told after."""

    accountable: Ref
    responsible: Collection[Role] = ()
    consulted: Collection[Role] = ()
    informed: Collection[Role] = ()


@transaction.atomic
def begin(*, actor: Ref, at: datetime) -> list[ChapterDuty]:
    """Somebody of the role that the handbook names answers for each of the twenty chapters, the
    head where nobody holds that role; from now on 11.3 is checked.

    Raises:
        NotPermitted, NotAuthentic, DutiesBegun
    """
    accounts.require(actor, at, *ASSIGNERS)
    if queries.all_of_them():
        raise DutiesBegun
    made = []
    for number, chapter in queries.chapters().items():
        person = queries.usual(chapter.accountable, at)
        made.append(ChapterDuty(ref=Ref.new("chapterduty"), number=number))
        _assign(made[-1], Parts(person, (chapter.accountable,)), actor, at)
    return made


@transaction.atomic
def assign(*, duty: Ref, parts: Parts, actor: Ref, at: datetime) -> ChapterDuty:
    """Another answers for a chapter, or others take part.

    Raises:
        NotPermitted, NoSuchDuty, NotAuthentic
        NotInTheHouse, SupervisesIt: that person may not answer for it.
    """
    accounts.require(actor, at, *ASSIGNERS)
    found = ChapterDuty.objects.select_for_update().filter(ref=duty).first()
    if found is None:
        raise NoSuchDuty(duty=duty)
    verification.require([found])
    _may_answer(parts.accountable, found.number, at)
    return _assign(found, parts, actor, at)


def _may_answer(person: Ref, number: int, at: datetime) -> None:
    gone = gone_since(person)
    name = accounts.person(person).name
    is_of_oversight = queries.chapters()[number].accountable is Role.SUP
    if gone is not None and gone <= at:
        raise NotInTheHouse(name=name)
    if is_of_oversight:
        return
    if accounts.is_outside(person):
        raise NotInTheHouse(name=name)
    if Role.SUP in accounts.all_roles(person, at):
        raise SupervisesIt


def _assign(duty: ChapterDuty, parts: Parts, actor: Ref, at: datetime) -> ChapterDuty:
    duty.accountable = parts.accountable
    duty.responsible = sorted(parts.responsible)
    duty.consulted = sorted(parts.consulted)
    duty.informed = sorted(parts.informed)
    duty.assigned_by, duty.assigned_at = actor, at
    facts: dict[str, Value] = {
        "number": duty.number,
        "accountable": parts.accountable,
        "content": digests.of_duty(duty.responsible, duty.consulted, duty.informed),
    }
    event = Event(Tag.ASSIGNED, actor, Ref(duty.ref), at, facts, _DUTIES)
    codes.put(duty, writer.record(event).position)
    duty.save()
    return duty
