"""Gather the facts from every card and let the core decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, transaction

from shoumi.base import registry
from shoumi.base.gate.events import Tag
from shoumi.base.ledger import writer
from shoumi.base.registry import Holding
from shoumi.base.vault.errors import NoKey
from shoumi.core import gate
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act, Decision, Decisions, Fact, Question
from shoumi.core.gate.policy import POLICY, Code
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose

# What a source may raise for "I do not know": a refusal, storage that fails, or a stored value that
# is not of its kind.  It counts against the actor; the rest is a bug.
UNKNOWABLE = (DomainError, DatabaseError, OSError, ValueError, TypeError, LookupError)


def ask(question: Question) -> Decision:
    """Decide from what the cards know now.  Reads only; nothing is recorded."""
    return gate.decide(question, facts_of(question), POLICY)


def ask_each(question: Question, subjects: Sequence[Ref]) -> Decisions:
    """The bulk form of ``ask``: facts gathered once, one decision a person."""
    shared = facts_of(replace(question, subject=None))
    single: dict[Fact, Mapping[Ref, object]] = {}
    for card in registry.cards():
        if card.subject_facts is None:
            continue
        try:
            told = card.subject_facts(question, subjects)
        except UNKNOWABLE:
            continue
        single |= {fact: values for fact, values in told.items() if fact in card.states}
    return gate.decide_each(question, shared, single, subjects, POLICY)


def facts_of(question: Question) -> dict[Fact, object]:
    """What the cards know now; nothing of those who cannot tell."""
    known: dict[Fact, object] = {}
    for card in registry.cards():
        if card.facts is None:
            continue
        try:
            stated = card.facts(question)
        except UNKNOWABLE:
            continue
        known |= {fact: value for fact, value in stated.items() if fact in card.states}
    return known


def enter(question: Question) -> Decision:
    """Ask, put the answer in the ledger for good, and refuse where it is no.

    Must not run inside a transaction: a refusal is evidence and has to outlive the rollback that
    the refusal itself causes.

    Raises:
        GateClosed: with every reason.
    """
    with transaction.atomic(durable=True):
        decision = ask(question)
        record(decision)
    decision.require()
    return decision


def record(decision: Decision) -> None:
    """One ledger entry for a decision; reasons as the bits of the policy's codes."""
    question = decision.question
    codes = tuple(reason.code for reason in decision.reasons)
    facts: dict[str, object] = {
        "allowed": decision.allowed,
        "act": question.act,
        "purpose": question.purpose,
        "policy": Digest.fromhex(decision.policy),
        "reasons": decision.why,
        "task": question.task,
    }
    if codes:
        facts["why"] = Code(codes[0])
    if question.level is not None:
        facts["level"] = question.level
    duties = tuple(sorted({reason.duty for reason in decision.reasons})) or ("1.5",)
    writer.record(
        Event(
            Tag.DECIDED,
            question.actor,
            _about(question),
            question.at,
            facts,  # type: ignore[arg-type]  # every value above is one of the ledger's kinds
            duties,
            question.deal,
        )
    )


def _about(question: Question) -> Ref:
    """The person under the name that dies with the person's key; the deal where there is none."""
    from shoumi.base.subjects.services import pseudonyms

    if question.subject is None:
        return question.deal
    try:
        return pseudonyms([question.subject])[question.subject]
    except NoKey:
        return question.deal


def check_refuses(at: datetime) -> Holding:
    """Demand 1.5: a stranger without task, role or deal is refused, by all of these rules."""
    stranger = Question(
        actor=Ref("person-stranger"),
        act=Act.REVEAL,
        task=Ref("task-none"),
        purpose=Purpose.SERVICE,
        deal=Ref("deal-none"),
        at=at,
        subject=Ref("sub-none"),
        fields=frozenset({"name"}),
    )
    told = {reason.code for reason in ask(stranger).reasons}
    if not told >= {Code.TASK_CLOSED, Code.NO_ROLE, Code.NOT_ON_DEAL, Code.SUBJECT_NOT_HELD}:
        return Holding(ControlState.FAIL, reason="gate.lets_strangers_in")
    return Holding(ControlState.PASS)
