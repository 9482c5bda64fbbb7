"""Open envelopes.  The only module outside the vault that may import decryption.

Order, each time: ask again now, put the intent in the ledger, commit, and only then decrypt.  No
ledger, no plaintext.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from shoumi.base.gate.asking import ask, ask_each, record
from shoumi.base.gate.events import Tag
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import writer
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Record
from shoumi.base.subjects.services import BATCH, RECORD_KIND, pseudonyms, row
from shoumi.base.vault import opening as vault
from shoumi.core.gate import Decision, GateClosed, Question
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade

Values = dict[str, str]


class NotDurable(RuntimeError):
    """A bug: a reveal inside a transaction could be rolled back after the values were seen."""


def open(decision: Decision, *, at: datetime) -> Values:  # noqa: A001 - the gate's own verb
    """The values of the fields the decision is about, of its one person.

    Raises:
        GateClosed: the answer would be different by now.
        WillNotOpen: a value was altered, or its key is gone.
    """
    question = replace(decision.question, at=at)
    if question.subject is None:
        raise TypeError("open() is about one person; use open_many()")
    _outside_transactions()
    with transaction.atomic(durable=True):
        again = ask(question)
        if not again.allowed:
            record(again)
        else:
            name = pseudonyms([question.subject])[question.subject]
            writer.record(_event(again, name))
    again.require()
    return next(_decrypt(question.fields, [question.subject]))[1]


def open_many(
    question: Question, subjects: Sequence[Ref]
) -> tuple[Iterator[tuple[Ref, Values]], dict[Ref, Decision]]:
    """The values of many people, as one act: one ledger entry that commits to the list.

    Returns the values of those the gate lets through, lazily, and the decisions of those it does
    not.  People who are refused are neither read nor counted in the entry.  Before each round of
    reading the gate is asked once more: who withdrew meanwhile is not read.

    Raises:
        GateClosed: nobody may be read; while reading: someone may not be read any more.
    """
    _outside_transactions()
    with transaction.atomic(durable=True):
        decisions = ask_each(question, subjects)
        let = decisions.allowed()
        if let:
            names = pseudonyms(let)
            digest = fields_digest(question.fields).hex()
            event = _event(decisions[let[0]], question.deal)
            writer.record(event, rows=(row(subject=names[ref], fields=digest) for ref in let))
        elif subjects:
            record(decisions[subjects[0]])
    refused = {ref: decisions[ref] for ref in decisions.refused()}
    if refused and not let:
        raise GateClosed(next(iter(refused.values())))
    return _read(question, let), refused


def _read(question: Question, subjects: Sequence[Ref]) -> Iterator[tuple[Ref, Values]]:
    for start in range(0, len(subjects), BATCH):
        part = subjects[start : start + BATCH]
        decisions = ask_each(question, part)
        for ref in decisions.refused():
            decisions[ref].require()
        yield from _decrypt(question.fields, part)


def _outside_transactions() -> None:
    if connection.in_atomic_block:
        raise NotDurable


def _event(decision: Decision, about: Ref) -> Event:
    question = decision.question
    facts: dict[str, Value] = {
        "act": question.act,
        "purpose": question.purpose,
        "policy": Digest.fromhex(decision.policy),
        "fields": fields_digest(question.fields),
        "task": question.task,
    }
    if question.level is not None:
        facts["level"] = question.level
    return Event(
        Tag.REVEALED, question.actor, about, question.at, facts, ("1.3", "1.5"), question.deal
    )


def _decrypt(fields: Collection[str], subjects: Sequence[Ref]) -> Iterator[tuple[Ref, Values]]:
    """Open only the compartments that hold the fields asked for."""
    register = field_register()
    grades = sorted({DataGrade(register[code].grade) for code in fields})
    found = Record.objects.filter(subject__in=subjects, compartment__in=grades)
    items = [
        (Ref(subject), RECORD_KIND, DataGrade(grade), bytes(blob))
        for subject, grade, blob in found.values_list("subject", "compartment", "blob")
    ]
    values: dict[Ref, Values] = {ref: {} for ref in subjects}
    for item, opened in zip(items, vault.open_many(items), strict=True):
        values[item[0]] |= _wanted(fields, opened)
    yield from values.items()


def _wanted(fields: Collection[str], opened: Mapping[str, str]) -> Values:
    return {code: value for code, value in opened.items() if code in fields}
