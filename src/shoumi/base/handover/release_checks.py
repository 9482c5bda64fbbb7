"""May what is in a package leave, at this very moment?

Between sealing and release people withdraw, object and are destroyed.  Who is in a package is read
from the ledger, under the names that die with the keys.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import dataset_rows
from shoumi.base.deals import queries as deals
from shoumi.base.gate import decisions as gate_decisions
from shoumi.base.gate import query_filter
from shoumi.base.gate.tasks import question
from shoumi.base.handover import ledger_agreement, rules
from shoumi.base.handover.errors import (
    NobodyMayLeave,
    NotInState,
    ReceiptDiffers,
    ReceivedBySender,
    SomeoneLeft,
    WrongRecipient,
    WrongTask,
)
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import reader
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.ledger_pseudonyms import named
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.services import BATCH
from shoumi.base.transport import channel
from shoumi.core.gate import Act, Question
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref, Refs, shared
from shoumi.core.terms import Purpose

# References fetched in one round, so that the query does not keep all of them too.
_AT_ONCE = 10_000


def require_open(deal: Ref) -> None:
    """
    Raises:
        StageNotOpen, NoSuchDeal
    """
    deals.require_stage(deal, StageAct.PACKAGE)


def require_still(asked: Question) -> None:
    """Whoever seals may seal still, and the milestone is open.

    Raises:
        NotPermitted, StageNotOpen
    """
    accounts.require(asked.actor, asked.at, *rules.SEALERS, deal=asked.deal)
    require_open(asked.deal)


def require_recipient(deal: Ref, recipient: Ref, people: Sequence[Ref]) -> None:
    """What the law asks for was decided for each data set and its one recipient.

    Raises:
        WrongRecipient: someone is of a data set that is not meant for ``recipient``.
        NotAuthentic: a data set was changed, put in or deleted from outside.
    """
    meant = [own.ref for own in dataset_rows.of_deal(deal) if own.recipient_id == recipient]
    others = Subject.objects.filter(deal=deal).exclude(dataset__in=meant)
    if not meant:
        raise WrongRecipient
    if others.exists():
        for start in range(0, len(people), BATCH):
            if others.filter(ref__in=people[start : start + BATCH]).exists():
                raise WrongRecipient


def to_export(deal: Ref, task: Ref, fields: frozenset[str], actor: Ref, at: datetime) -> Question:
    """The question a sealing puts.

    Raises:
        WrongTask: the gate would not ask for the instrument, or not in this deal.
        NoSuchTask
    """
    asked = question(actor=actor, act=Act.EXPORT, task=task, at=at, fields=fields)
    if asked.purpose is not Purpose.HANDOVER or asked.deal != deal:
        raise WrongTask(task=task)
    return asked


def may(asked: Question, people: Sequence[Ref]) -> Refs:
    """Those of ``people`` who may leave, in their order.

    Asked as one query over the deal: nobody of another deal may.
    """
    # In the order in which people are held, as ``people`` come, too, wherever all are sent.
    let = query_filter.allowed(asked, Subject.objects.filter(deal=asked.deal)).order_by("id")
    return shared(people, map(Ref, let.values_list("ref", flat=True).iterator(_AT_ONCE)))


def require_house(asked: Question) -> None:
    """
    Raises:
        NobodyMayLeave: something that is about no single person keeps everybody here.
    """
    decision = gate_decisions.ask_house(asked)
    if not decision.allowed:
        raise NobodyMayLeave(decision)


def require_all(asked: Question, people: Sequence[Ref]) -> None:
    """
    Raises:
        NobodyMayLeave: what stands against it is about no single person.
        SomeoneLeft: some of ``people`` may not leave any more.
    """
    left = len(people) - len(may(asked, people))
    if left:
        require_house(asked)
        raise SomeoneLeft(count=left)


def require_sealed(
    package: Package, actor: Ref, at: datetime, apart: Collection[Code] = rules.OF_THE_WORK
) -> Refs:
    """Nothing but the work of sealing, or what else is set ``apart``, may be over by now; answers
    who is in the package.

    Raises:
        GateClosed: the deal, the assessment, the keys, … do not let anything leave.
        SomeoneLeft: people in the package may not leave any more, or are destroyed.
    """
    asked = Question(
        actor=actor,
        act=Act.EXPORT,
        task=Ref("task-none"),
        purpose=Purpose.HANDOVER,
        deal=Ref(package.deal),
        at=at,
        is_in_clear=channel.is_in_clear(),
    )
    decision = gate_decisions.ask(asked)
    decision.apart_from(apart).require()
    people, gone = _inside(package)
    left = gone + sum(_barred(asked, people, apart))
    if left:
        raise SomeoneLeft(count=left)
    return people


def _barred(asked: Question, people: Sequence[Ref], apart: Collection[Code]) -> Iterator[bool]:
    """Of each person whether something about that person keeps the package here.

    Raises:
        GateClosed: what they all agreed to is superseded.
    """
    for start in range(0, len(people), _AT_ONCE):
        decisions = gate_decisions.ask_each(asked, people[start : start + _AT_ONCE])
        first = decisions[people[start]].apart_from(apart)
        if any(reason.code == Code.CONSENT_SUPERSEDED for reason in first.reasons):
            first.require()
        for reasons in decisions.reasons():
            yield any(reason.code in rules.OF_A_PERSON for reason in reasons)


def sealing(package: Package) -> int:
    """The entry that commits to who is inside; a receipt gives the row another."""
    if package.state != State.RECEIVED:
        return package.position
    told = reader.entries(about=Ref(package.ref), tag=Tag.SEALED)
    return next(entry.position for entry in told)


def _inside(package: Package) -> tuple[Refs, int]:
    """Who is in the package, and how many of those are gone."""
    living = subjects.everyone(subjects.of_deal(Ref(package.deal)))
    sent = (json.loads(line)["subject"] for line in reader.rows(sealing(package)))
    wanted = next(sent, None)

    def walked() -> Iterator[Ref]:
        nonlocal wanted
        for ref, name in named(living):
            if name == wanted:
                yield ref
                wanted = next(sent, None)

    # They were sealed in the order in which they are held, so one walk finds them.
    inside = Refs(walked())
    if wanted is None:
        return inside, 0
    # Somebody is gone, or was sealed in another order.
    left = {wanted, *sent}
    rest = [ref for ref, name in named(living) if name in left]
    return Refs([*inside, *rest]), len(left) - len(rest)


def require_receivable(package: Package, sha256: str, actor: Ref) -> None:
    """
    Raises:
        NotInState, ReceivedBySender, NotAuthentic, ReceiptDiffers
    """
    if package.state != State.RELEASED:
        raise NotInState(package=package.ref, state=package.state)
    if actor in (package.sealed_by, package.released_by):
        raise ReceivedBySender(package=package.ref)
    ledger_agreement.require_told(package)
    # Loaded with all of the package's formats, which nothing else here asks for.
    from shoumi.base.handover.packages import is_receipt_for

    if not is_receipt_for(package.sha256, sha256):
        raise ReceiptDiffers(package=package.ref)
