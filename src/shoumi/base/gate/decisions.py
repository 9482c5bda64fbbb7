"""Gather the facts from every card and let the core decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from shoumi.base import registry
from shoumi.base.gate import minor_reads
from shoumi.base.gate.events import Tag
from shoumi.base.gate.memory import Memory
from shoumi.base.gate.minor_reads import Agreed
from shoumi.base.gate.reading_limits import Within
from shoumi.base.ledger import remembered, writer
from shoumi.base.ledger.card import as_of_head, under
from shoumi.base.registry import Card
from shoumi.base.registry.shared_reads import is_all_of, sharing
from shoumi.base.vault.errors import NoKey
from shoumi.core import gate
from shoumi.core.errors import DomainError
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Decision, Decisions, Fact, Question
from shoumi.core.gate.policy import POLICY, Code
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

# What a source may raise for "I do not know": a refusal, storage that fails, or a stored value that
# is not of its kind.  It counts against the actor; the rest is a bug.
_Group = tuple[Purpose, Ref, frozenset[str]]
UNKNOWABLE = (DomainError, DatabaseError, OSError, ValueError, TypeError, LookupError)


def ask(question: Question) -> Decision:
    """Decide from what the cards know now.  Reads only; nothing is recorded."""
    question = _as_of_head(question)
    return gate.decide(question, facts_of(question), POLICY)


def ask_house(question: Question) -> Decision:
    """What keeps everybody, before many people are asked about; nobody's facts are in it."""
    question = _as_of_head(question)
    return gate.decide(question, facts_for_many(question), POLICY)


def ask_fields(question: Question, fields: Iterable[str]) -> dict[str, Decision]:
    """The answers ``ask`` would give about one field each.

    Facts are gathered once: but for what leaves, for minors and for purposes that came later,
    nobody looks at the fields of a question.
    """
    facts = facts_of(question)
    by_field = (Fact.MINOR_AGREED, Fact.PURPOSE_TOLD)
    if Fact.FIELDS_SAID in facts or any(facts.get(one) is False for one in by_field):
        return {code: ask(replace(question, fields=frozenset({code}))) for code in fields}
    return {
        code: gate.decide(replace(question, fields=frozenset({code})), facts, POLICY)
        for code in fields
    }


def ask_each(question: Question, subjects: Sequence[Ref]) -> Decisions:
    """The bulk form of ``ask``: facts gathered once, one decision a person.

    A yes to one look at a minor counts for no list.
    """
    question = _as_of_head(question)
    with sharing():
        shared = facts_for_many(replace(question, subject=None))
        single = _of_people(question, subjects)
        if minors := single.get(Fact.MINOR_AGREED):
            single[Fact.MINOR_AGREED] = minor_reads.agreed_of(question, minors)
    return gate.decide_each(question, shared, single, subjects, POLICY)


def ask_together(
    questions: Sequence[Question],
    acts: int,
    agreed: Agreed | None = None,
    within: Within | None = None,
) -> list[Decision]:
    """The answers ``ask`` would give to several questions, each about one person.

    Only for who holds the head (``ledger.writer.hold``), which says how many ``acts`` there are:
    facts that have not changed since are taken from memory.

    ``agreed``  learns which yes lets each look at a minor through, for the caller to spend
    ``within``  knows how many each may look at, and learns how many are left
    """
    agreed, within = agreed or Agreed(), within or Within()
    given, questions = questions, [_as_of_head(question) for question in questions]
    here = memory.at(acts)
    house = _house_at([question.at for question in questions])
    people = _of_groups(questions)
    single = [card for card in registry.cards() if _is_asked_alone(card)]
    # Who works on one thing shares all but the person: put together once, by what memory gave.
    shared: dict[tuple[int, datetime], tuple[Mapping[Fact, object], dict[Fact, object]]] = {}
    decisions = []
    for counted, question in zip(given, questions, strict=True):
        known = here.facts(question)
        place = id(known), question.at
        if place not in shared:
            shared[place] = known, {**known, **house[question.at]}
        facts = dict(shared[place][1])
        if single:
            facts |= _told(single, question)[0]
        person = question.subject
        if person is not None:
            for fact, values in people[_group(question)].items():
                facts[fact] = values.get(person)
        # Before a second person's yes is put in its place.
        is_minor = facts.get(Fact.MINOR_AGREED) is False
        if is_minor:
            minor_reads.settle(question, facts, agreed)
        # Counted as of the asking: minutes later more would be left.
        facts[Fact.READS_WITHIN] = within.allows(counted)
        decision = gate.decide(question, facts, POLICY)
        if decision.allowed:
            within.took(counted)
            if is_minor:
                agreed.took(question)
        decisions.append(decision)
    return decisions


def _as_of_head(question: Question) -> Question:
    at = as_of_head(question.at)
    return question if at == question.at else replace(question, at=at)


def facts_of(question: Question) -> dict[Fact, object]:
    """What the cards know now; nothing of those who cannot tell."""
    with sharing():
        known = _house(question.at)[0]
        known |= _told([card for card in registry.cards() if card.facts], question)[0]
    minor_reads.settle(question, known)
    return known


def facts_for_many(question: Question) -> dict[Fact, object]:
    """The same for many people at once: of cards that say when their facts change, from memory
    while the ledger has as many acts.

    The number is read first and only grows, so what was withdrawn before is seen, as in
    ``facts_of``.  What is gathered inside a transaction is not kept: it may be rolled back.
    """
    acts = remembered.acts()
    if acts is None:
        return facts_of(question)
    with sharing():
        # What was shared before somebody acted is not of this number of acts.
        keeps = is_all_of(acts) and not connection.in_atomic_block
        told = memory.at(acts).facts(question, keeps=keeps)
        known = {**told, **_house(question.at)[0]}
        known |= _told([card for card in registry.cards() if _has_no_edges(card)], question)[0]
    minor_reads.settle(question, known)
    return known


def register() -> FieldRegister:
    """The field register in force, as it is remembered with the facts: for pages that show it."""
    acts = remembered.acts()
    if acts is None or not is_all_of(acts):
        return registry.field_register()
    return memory.register(acts)


def _told(cards: Sequence[Card], question: Question) -> tuple[dict[Fact, object], bool]:
    """What the cards state to a question, and whether all of them could tell."""
    known: dict[Fact, object] = {}
    is_whole = True
    for card in cards:
        assert card.facts is not None
        try:
            stated = card.facts(question)
        except UNKNOWABLE:
            is_whole = False
            continue
        known |= {fact: value for fact, value in stated.items() if fact in card.states}
    return known, is_whole


def _has_no_edges(card: Card) -> bool:
    return bool(card.facts and not card.edges)


def _is_asked_alone(card: Card) -> bool:
    """Facts that can neither be remembered nor be asked for several people at once."""
    return bool(card.facts and not card.edges and not card.subject_facts)


def _house(at: datetime) -> tuple[dict[Fact, object], list[datetime]]:
    """What is so for everybody at that moment, and when it turns with the time."""
    known: dict[Fact, object] = {}
    edges: list[datetime] = []
    for card in registry.cards():
        if card.house_facts is None:
            continue
        try:
            stated, turns = card.house_facts(at)
        except UNKNOWABLE:
            continue
        known |= {fact: value for fact, value in stated.items() if fact in card.states}
        edges += turns
    return known, edges


def _house_at(moments: Sequence[datetime]) -> dict[datetime, dict[Fact, object]]:
    """The same at each of several moments; asked once where it does not turn between them."""
    first, last = min(moments), max(moments)
    known, edges = _house(last)
    if any(first < edge <= last for edge in edges):
        return {at: _house(at)[0] for at in moments}
    return dict.fromkeys(moments, known)


def _of_people(question: Question, subjects: Sequence[Ref]) -> dict[Fact, Mapping[Ref, object]]:
    single: dict[Fact, Mapping[Ref, object]] = {}
    with sharing():
        for card in registry.cards():
            if card.subject_facts is None:
                continue
            try:
                told = card.subject_facts(question, subjects)
            except UNKNOWABLE:
                continue
            single |= {fact: values for fact, values in told.items() if fact in card.states}
    return single


def _of_groups(
    questions: Sequence[Question],
) -> dict[_Group, dict[Fact, Mapping[Ref, object]]]:
    """What is stated of the people asked for, by purpose, deal and fields."""
    asked: dict[_Group, list[Question]] = {}
    for question in questions:
        asked.setdefault(_group(question), []).append(question)
    return {
        key: _of_people(part[0], [one.subject for one in part if one.subject is not None])
        for key, part in asked.items()
    }


def _group(question: Question) -> _Group:
    return question.purpose, question.deal, question.fields


def enter(question: Question) -> Decision:
    """Ask, put the answer in the ledger for good, and refuse where it is no.

    Must not run inside a transaction: a refusal is evidence and has to outlive the rollback that
    the refusal itself causes.

    Raises:
        GateClosed: with every reason.
    """
    with transaction.atomic(durable=True):
        # First of all, so that nothing is withdrawn between the answer and its entry.
        with under(writer.hold()):
            decision = ask(question)
        record(decision)
    decision.require()
    return decision


def record(decision: Decision) -> None:
    """One ledger entry for a decision; reasons as the bits of the policy's codes."""
    writer.record(entry(decision, _about(decision.question)))


def entry(decision: Decision, about: Ref) -> Event:
    """What stands in the ledger for a decision."""
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
    return Event(
        Tag.DECIDED,
        question.actor,
        about,
        question.at,
        facts,  # type: ignore[arg-type]  # every value above is one of the ledger's kinds
        duties,
        question.deal,
    )


def _about(question: Question) -> Ref:
    """The person under the name that dies with the person's key; the deal where there is none."""
    from shoumi.base.subjects.ledger_pseudonyms import pseudonyms

    if question.subject is None:
        return question.deal
    try:
        return pseudonyms([question.subject])[question.subject]
    except NoKey:
        return question.deal


memory = Memory(_told)
