"""Open envelopes.  Outside the vault it and ``opening_samples`` alone import decryption.

Order, each time: ask again now, put the intent in the ledger, commit, and only then decrypt.  No
ledger, no plaintext.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from django.db import connection, transaction

from shoumi.base.gate import reading_limits, rounds
from shoumi.base.gate.decisions import ask, ask_each, ask_together, entry, memory, record
from shoumi.base.gate.events import Tag
from shoumi.base.gate.minor_reads import Agreed
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import writer
from shoumi.base.ledger.card import under
from shoumi.base.ledger.errors import TimeBehind
from shoumi.base.ledger.evidence import READS
from shoumi.base.ledger.group_commit import Group
from shoumi.base.registry import field_register
from shoumi.base.subjects.ledger_pseudonyms import passing
from shoumi.base.subjects.queries import envelopes, sealed
from shoumi.base.subjects.services import BATCH, RECORD_KIND
from shoumi.base.vault import decryption as vault
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Act, Decision, GateClosed, Question
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref, Refs, once
from shoumi.core.terms import DataGrade
from shoumi.core.vault.batches import Make
from shoumi.core.vault.errors import WillNotOpen

Values = dict[str, str]
R = TypeVar("R")
# People decided about at once, whose facts are held in memory.
_ASKED = 50_000


class NotDurable(RuntimeError):
    """A bug: a reveal inside a transaction could be rolled back after the values were seen."""


class Opened(NamedTuple):
    """The values of one person, and the entry that was committed before they were opened."""

    values: Values
    event: Event
    position: int


class _Sealed(NamedTuple):
    """What one question may open, now that it stands in the ledger."""

    key: keys.Keys
    items: Sequence[vault.Sealed]
    event: Event
    position: int


def open(decision: Decision, *, at: datetime) -> Values:  # noqa: A001 - the gate's own verb
    """The values of the fields the decision is about, of its one person; as ``open_asked``."""
    asked = decision.question
    return open_asked(asked if asked.at == at else replace(asked, at=at))


def open_asked(question: Question) -> Values:
    """The values of the fields asked for, of the one person; as ``open_entered``."""
    return open_entered(question).values


def open_entered(question: Question) -> Opened:
    """The values of the fields asked for, of the one person, if the gate says yes now.

    Several threads that ask at the same time are answered together: one commit for all of them.

    Raises:
        GateClosed: with every reason; the refusal stands in the ledger.
        WillNotOpen: a value was altered, or its key is gone.
        NotRecorded: the thread that did it for all was interrupted.
    """
    if question.subject is None:
        raise TypeError("opening is about one person; use open_many()")
    require_durable()
    key, items, event, position = _reads.take(question)
    values: Values = {}
    for opened in vault.open_many(items, opened=key):
        values |= _wanted(question.fields, opened)
    return Opened(values, event, position)


def _read_together(questions: Sequence[Question]) -> list[_Sealed | Exception]:
    """Ask again, record what comes of it and commit; then there is something to open.

    The head is held first, so whatever was withdrawn before is seen, and what is withdrawn from
    then on comes after these entries.
    """
    agreed = Agreed()
    with transaction.atomic(durable=True):
        head = writer.hold()
        within = reading_limits.within(head.frontier.size, questions)
        with under(head):
            decisions = ask_together(questions, head.acts, agreed, within)
        subjects = [question.subject for question in questions if question.subject]
        held = keys.find(subjects)
        refused: list[Exception | None] = []
        events = []
        latest = head.last_at
        for decision in decisions:
            event, no = _evidence(decision, held, latest)
            refused.append(no)
            # Before the look it lets through, and with it.
            if no is None and (used := agreed.spend(decision.question)) is not None:
                events.append(used)
            if event is not None:
                events.append(event)
                latest = max(latest or event.at, event.at)
        waits = len(questions) > 1 and all(event.tag in READS for event in events)
        written = writer.record_many(events, head=head, waits=waits)
        going = [one for one, no in zip(questions, refused, strict=True) if no is None]
        sealed = _sealed(going, memory.register(head.acts))
        # Only a reveal has something to open; refusals have entries among the events, too.
        told = list(zip(events, written, strict=True))
        agreed.spent(told)
        entered = [(event, one.position) for event, one in told if event.tag is Tag.REVEALED]
        reading_limits.count([one for one in entered if one[0].facts["act"] is Act.REVEAL])
    reading_limits.keep(within, head.frontier.size + len(written), questions)
    found = zip(sealed, entered, strict=True)
    answers: list[_Sealed | Exception] = []
    for no in refused:
        if no is not None:
            answers.append(no)
            continue
        items, (event, position) = next(found)
        answers.append(_Sealed(held, items, event, position))
    return answers


def _sealed(questions: Sequence[Question], register: FieldRegister) -> list[list[vault.Sealed]]:
    """The envelopes that hold the fields of each question, none opened."""
    # Who works on one thing asks for the same fields.
    grades_of = {
        fields: frozenset(DataGrade(register[code].grade) for code in fields)
        for fields in {question.fields for question in questions}
    }
    wanted = [grades_of[question.fields] for question in questions]
    subjects = [question.subject for question in questions if question.subject]
    found = envelopes(subjects, frozenset().union(*wanted))
    return [
        [
            (question.subject, RECORD_KIND, grade, blob)
            for grade, blob in found.get(question.subject, ())
            if grade in grades
        ]
        for question, grades in zip(questions, wanted, strict=True)
        if question.subject
    ]


def _evidence(
    decision: Decision, held: keys.Keys, latest: datetime | None
) -> tuple[Event | None, Exception | None]:
    """The entry for one question, and what stands against opening, if anything."""
    question = decision.question
    assert question.subject is not None
    if latest is not None and writer.is_behind(question.at, latest):
        return None, TimeBehind(minutes=(latest - question.at) // timedelta(minutes=1))
    try:
        name = held.of(question.subject).pseudonym()
    except NoKey as gone:
        if decision.allowed:
            return None, gone
        name = question.deal
    except WillNotOpen as altered:
        if decision.allowed:
            return None, altered
        name = question.deal
    if not decision.allowed:
        return entry(decision, name), GateClosed(decision)
    return _event(decision, name), None


_reads = Group(_read_together)


def open_many(
    question: Question, subjects: Sequence[Ref]
) -> tuple[Iterator[tuple[Ref, Values]], dict[Ref, Decision]]:
    """The values of many people, as one act: one ledger entry that commits to the list.

    Returns the values of those the gate lets through, lazily, and the decisions of those it does
    not.  People who are refused are neither read nor counted in the entry.  Before each round of
    reading the gate is asked once more: who withdrew meanwhile is not read.  After the last one it
    is asked about what concerns nobody alone, so that who writes them to a file keeps none.

    Raises:
        GateClosed: nobody may be read; while reading: someone may not be read any more, or nobody.
    """
    let, refused, position = entered(question, subjects)
    opened = vault.open_each(
        rounds.of(question, let, position),
        read=_reader(question),
        fields=question.fields,
        of=len(let),
    )

    def values() -> Iterator[tuple[Ref, Values]]:
        for found in opened:
            yield from found.items()
        if let:
            rounds.end(question)

    return values(), refused


def open_made(
    question: Question, subjects: Sequence[Ref], make: Make[R]
) -> tuple[Iterator[R], dict[Ref, Decision]]:
    """As ``open_many``, but the values stay in the process that opens them: given out, lazily and
    in order, is what ``make`` makes of those of some thousand people at a time.

    Raises:
        GateClosed: nobody may be read; while reading: someone may not be read any more.
        and what ``make`` refuses, while reading.
    """
    let, refused, position = entered(question, subjects)
    made = vault.make_each(
        rounds.of(question, let, position),
        read=_reader(question),
        fields=question.fields,
        of=len(let),
        make=make,
    )
    return made, refused


def open_for_house(
    event: Event, subjects: Sequence[Ref], fields: Collection[str]
) -> Iterator[dict[Ref, Values]]:
    """What the house reads for itself and shows to nobody: the entry over the list first.

    Raises:
        NoKey, WillNotOpen: one cannot be opened.
    """
    require_durable()
    with transaction.atomic(durable=True):
        rows = passing(subjects, fields=fields_digest(fields).hex())
        writer.record(event, rows=rows)
    register = field_register()
    known = {DataGrade(register[code].grade) for code in fields if code in register}
    parts = (subjects[start : start + BATCH] for start in range(0, len(subjects), BATCH))
    yield from vault.open_each(
        parts, read=_of_grades(known or set(DataGrade)), fields=fields, of=len(subjects)
    )


def entered(
    question: Question, subjects: Sequence[Ref]
) -> tuple[Sequence[Ref], dict[Ref, Decision], int | None]:
    """Who may be read, now that it stands in the ledger, the decisions about who may not, and the
    position of the entry; None where there is nobody to read."""
    require_durable()
    position: int | None = None
    with transaction.atomic(durable=True):
        with under(writer.hold()):
            let, refused, first = _decide(question, subjects)
        if let:
            digest = fields_digest(question.fields).hex()
            event = _event(first, question.deal)
            position = writer.record(event, rows=passing(let, fields=digest)).position
        elif subjects:
            record(first)
    if refused and not let:
        raise GateClosed(next(iter(refused.values())))
    return let, refused, position


def _decide(
    question: Question, subjects: Sequence[Ref]
) -> tuple[Refs, dict[Ref, Decision], Decision]:
    """Who is let through, who is not and why, and the decision that the entry tells of."""
    people = once(subjects)
    refused: dict[Ref, Decision] = {}
    first: list[Decision] = []

    def allowed() -> Iterator[Ref]:
        for start in range(0, len(people), _ASKED):
            decisions = ask_each(question, people[start : start + _ASKED])
            let = decisions.allowed()
            if let and not first:
                first.append(decisions[let[0]])
            refused.update((ref, decisions[ref]) for ref in decisions.refused())
            yield from let

    let = Refs(allowed())
    if len(let) == len(people):
        let = people  # the same, held once
    return let, refused, first[0] if first else next(iter(refused.values()), ask(question))


def _reader(question: Question) -> vault.Read:
    register = field_register()
    # Only the compartments that hold the fields asked for.
    return _of_grades({DataGrade(register[code].grade) for code in question.fields})


def _of_grades(grades: Collection[DataGrade]) -> vault.Read:
    return lambda part: (
        (ref, RECORD_KIND, grade, blob) for ref, grade, blob in sealed(part, grades)
    )


def require_durable() -> None:
    if connection.in_atomic_block:
        raise NotDurable


def _event(decision: Decision, about: Ref) -> Event:
    question = decision.question
    facts: dict[str, Value] = {
        "act": question.act,
        "purpose": question.purpose,
        "policy": _digest(decision.policy),
        "fields": fields_digest(question.fields),
        "task": question.task,
    }
    if question.level is not None:
        facts["level"] = question.level
    return Event(
        Tag.REVEALED, question.actor, about, question.at, facts, ("1.3", "1.5"), question.deal
    )


@lru_cache(maxsize=8)
def _digest(policy: str) -> Digest:
    return Digest.fromhex(policy)


def _wanted(fields: Collection[str], opened: Mapping[str, str]) -> Values:
    return {code: value for code, value in opened.items() if code in fields}
