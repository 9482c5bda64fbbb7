"""A case: told with what it rests on, answered, decided by another, appealed to a third."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import recheck
from shoumi.base.attestations.doors import evident
from shoumi.base.ledger import reader, writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import StaffCase
from shoumi.chapters.conduct.queries import checks
from shoumi.chapters.conduct.rules import sanctions
from shoumi.chapters.conduct.rules.sanctions import TO_REPLY, Fault, Recovery, Sanction
from shoumi.chapters.conduct.rules.words import CaseState
from shoumi.chapters.conduct.services import texts
from shoumi.chapters.conduct.services.errors import (
    OF_FAULT,
    EvidenceUnfit,
    NoEvidence,
    NotThePerson,
    OpenedIt,
    OverCap,
    OwnCase,
    StepOver,
)
from shoumi.core.errors import DomainError
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

OPENERS = (Role.SUP, Role.DPO, Role.HR)
# An appeal goes to somebody who has not decided.
SETTLERS = (Role.HEAD, Role.SUP)
_DUTIES = ("4.3",)


@dataclass(frozen=True, slots=True)
class Decided:
    rule: str
    sanction: Sanction
    reasons: str
    recovery: Recovery | None = None


def open_case(
    *,
    person: Ref,
    account: str,
    happened_at: datetime,
    evidence: Collection[int],
    actor: Ref,
    at: datetime,
) -> StaffCase:
    """Tell somebody what is said of him or her; from now on there is time to reply.

    Raises:
        NotPermitted, NoSuchPerson, TextMissing, TextTooLong
        OwnCase: it is the actor.
        NoEvidence, EvidenceUnfit
    """
    accounts.require(actor, at, *OPENERS)
    if actor == person:
        raise OwnCase
    person_rows.require(person)
    accounts.require_known(person)
    positions = sorted(set(evidence))
    if not positions:
        raise NoEvidence
    for position in positions:
        found = reader.some([position])
        if not found or found[0].line().actor != person:
            raise EvidenceUnfit(position=position)
    with texts.sealed("account", account, at) as said, transaction.atomic():
        number = next_number(StaffCase)
        made = StaffCase(
            ref=Ref.new("staffcase"),
            number=number,
            person=person,
            happened_at=happened_at,
            evidence=positions,
            opened_by=actor,
            told_at=at,
            reply_until=at + TO_REPLY,
            account=said.name,
        )
        facts: dict[str, Value] = {
            "person": person,
            "number": number,
            "happened": happened_at,
            "evidence": evidence_digest(positions),
            "until": made.reply_until,
            "said": said.commitment,
        }
        event = Event(Tag.TOLD, actor, Ref(made.ref), at, facts, _DUTIES)
        rows = [row(position=str(one)) for one in positions]
        codes.put(made, writer.record(event, rows=rows).position)
        made.save(force_insert=True)
    return made


def evidence_digest(positions: Collection[int]) -> Digest:
    return Digest.of(",".join(map(str, positions)).encode())


def reply(*, case: Ref, text: str, actor: Ref, at: datetime) -> StaffCase:
    """The person's own word; once.

    Raises:
        NoSuchCase, NotAuthentic, TextMissing, TextTooLong
        NotThePerson
        StepOver: the time is over, or there was a reply.
    """
    with _own(case, "reply", text, actor, at) as said, transaction.atomic():
        found: StaffCase = queries.held(StaffCase, case)
        if found.replied_at or at >= found.reply_until or found.decided_at or found.dropped_at:
            raise StepOver
        found.reply, found.replied_at = said.name, at
        return _keep(found, Tag.REPLIED, actor, at, {"said": said.commitment})


@evident
def decide(*, case: Ref, decided: Decided, actor: Ref, at: datetime) -> StaffCase:
    """Say what follows.  Pay is not touched: what is asked for a loss is recorded for people.

    Raises:
        NotPermitted: the actor is neither head nor HR.
        NoSuchCase, NotAuthentic, TextMissing, TextTooLong
        StepOver: it is decided or dropped.
        OwnCase, OpenedIt
        NoVersion, NoRule, TooSevere, NoReply, IsAFine, OverCap: it would not stand.
        DoorShut: demand 4.3 does not hold: no rules are in force, or a decision that may not stand
            is not lifted yet.  That nothing follows can be said all the same.
    """
    accounts.require(actor, at, *queries.DECIDERS)
    _another(queries.get(StaffCase, case), actor)
    with texts.sealed("reasons", decided.reasons, at) as said, transaction.atomic():
        found: StaffCase = queries.held(StaffCase, case)
        if found.decided_at or found.dropped_at:
            raise StepOver
        _another(found, actor)
        if decided.sanction is not Sanction.NONE or decided.recovery:
            recheck.require(DoorAct.SANCTION, deal=None, at=at)
        book = queries.book_at(found.happened_at)
        found.decided_at, found.decided_by, found.reasons = at, actor, said.name
        found.book, found.rule = book.ref if book else "", decided.rule.strip()
        found.sanction = decided.sanction
        if asks := decided.recovery:
            found.asked, found.loss = asks.asked, asks.loss
            found.wage, found.minimum = asks.wage, asks.minimum_wage
        _must_stand(found)
        facts: dict[str, Value] = {
            "book": Ref(found.book),
            "rule": Digest.of(found.rule.encode()),
            "sanction": decided.sanction,
            "asked": found.asked,
            "said": said.commitment,
        }
        return _keep(found, Tag.DECIDED, actor, at, facts)


def _another(case: StaffCase, actor: Ref) -> None:
    if actor == case.person:
        raise OwnCase
    if actor == case.opened_by:
        raise OpenedIt


def _must_stand(case: StaffCase) -> None:
    decision = checks.decision_of(case)
    fault = next(iter(sanctions.faults(decision)), None)
    if fault is Fault.OVER_CAP and decision.recovery:
        raise OverCap(most=decision.recovery.most)
    if fault is not None:
        error: type[DomainError] = OF_FAULT[fault]
        raise error


def drop(*, case: Ref, reasons: str, actor: Ref, at: datetime) -> StaffCase:
    """Nothing follows.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic, TextMissing, TextTooLong, StepOver, OwnCase
    """
    accounts.require(actor, at, *queries.DECIDERS)
    if actor == queries.get(StaffCase, case).person:
        raise OwnCase
    with texts.sealed("reasons", reasons, at) as said, transaction.atomic():
        found: StaffCase = queries.held(StaffCase, case)
        if found.decided_at or found.dropped_at:
            raise StepOver
        found.dropped_at, found.reasons = at, said.name
        return _keep(found, Tag.DROPPED, actor, at, {"said": said.commitment})


def appeal(*, case: Ref, text: str, actor: Ref, at: datetime) -> StaffCase:
    """
    Raises:
        NoSuchCase, NotAuthentic, TextMissing, TextTooLong, NotThePerson
        StepOver: nothing is decided, or fifteen days are over.
    """
    with _own(case, "appeal", text, actor, at) as said, transaction.atomic():
        found: StaffCase = queries.held(StaffCase, case)
        if queries.case_state(found, at) is not CaseState.DECIDED:
            raise StepOver
        found.appeal, found.appealed_at = said.name, at
        return _keep(found, Tag.APPEALED, actor, at, {"said": said.commitment})


def settle(*, case: Ref, upheld: bool, reasons: str, actor: Ref, at: datetime) -> StaffCase:
    """Say whether the decision stands after the appeal; where not, nothing follows from it.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic, TextMissing, TextTooLong, StepOver
        OwnCase, OpenedIt: the actor is the person, opened it or decided it.
    """
    accounts.require(actor, at, *SETTLERS)
    one: StaffCase = queries.get(StaffCase, case)
    _another(one, actor)
    if actor == one.decided_by:
        raise OpenedIt
    with texts.sealed("answer", reasons, at) as said, transaction.atomic():
        found: StaffCase = queries.held(StaffCase, case)
        if queries.case_state(found, at) is not CaseState.APPEALED:
            raise StepOver
        found.settled_at, found.settled_by = at, actor
        found.answer, found.is_upheld = said.name, upheld
        facts: dict[str, Value] = {"upheld": upheld, "said": said.commitment}
        return _keep(found, Tag.SETTLED, actor, at, facts)


def _own(
    case: Ref, part: str, text: str, actor: Ref, at: datetime
) -> AbstractContextManager[texts.Sealed]:
    if queries.get(StaffCase, case).person != actor:
        raise NotThePerson
    return texts.sealed(part, text, at)


def _keep(
    found: StaffCase, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]
) -> StaffCase:
    event = Event(tag, actor, Ref(found.ref), at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found
