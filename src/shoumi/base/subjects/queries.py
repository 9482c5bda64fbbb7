"""Reads that need no decision: who is held and how they must be treated, never their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import Combinable

from shoumi.base.row_authentication import codes
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import (
    COVERED,
    POSITION,
    Finding,
    Kind,
    State,
    Subject,
    Token,
    readable,
)
from shoumi.base.vault import search_tokens
from shoumi.core.gate import Fact, Question
from shoumi.core.handbook import Lapse
from shoumi.core.refs import Ref, Refs
from shoumi.core.terms import ControlState, DataGrade, Purpose, Role

CHUNK = 2_000
_CHILD = Kind.CHILD.value
# Of whom nobody has looked yet counts as one.
_IS_MINOR = Q(kind=Kind.CHILD) | Q(is_minor=True) | Q(is_minor=None)

# Who is not, or not yet, a customer who is held.
NOBODY = (State.DESTROYED, State.SET_ASIDE)

# Rows fetched in one round.
_AT_ONCE = 10_000


def of_deal(deal: Ref, *states: State) -> QuerySet[Subject]:
    """People of a deal in a fixed order, in the given states.

    By default all but destroyed; a row that is set aside is nobody yet.
    """
    found = Subject.objects.filter(deal=deal).exclude(kind=Kind.PARTY).order_by("id")
    return found.filter(state__in=states) if states else found.exclude(state__in=NOBODY)


def all_held(deal: Ref) -> QuerySet[Subject]:
    """As ``of_deal``, with the rows that are set aside: what can be destroyed."""
    return of_deal(deal, *(state for state in State if state is not State.DESTROYED))


def refs(found: QuerySet[Subject]) -> list[Ref]:
    return list(_each(found))


def is_anybody_held() -> bool:
    """Whether there is anybody whose values are kept."""
    return Subject.objects.exclude(state__in=NOBODY).exists()


def everyone(found: QuerySet[Subject]) -> Refs:
    """As ``refs``, packed: for acts about all people of a deal."""
    return Refs(_each(found))


def _each(found: QuerySet[Subject]) -> Iterator[Ref]:
    # Not kept by the query as well.
    return map(Ref, found.values_list("ref", flat=True).iterator(_AT_ONCE))


def counts(deal: Ref) -> Mapping[State, int]:
    """How many people of the deal are in each state."""
    found = Subject.objects.filter(deal=deal).exclude(kind=Kind.PARTY)
    rows = found.values_list("state").annotate(n=Count("id"))
    return Counter({State(state): n for state, n in rows})


def past_retention(deal: Ref, today: date) -> QuerySet[Subject]:
    """Active people whose retention is over on ``today`` (PIPL 47)."""
    return of_deal(deal, State.ACTIVE).filter(retention_until__lt=today)


def sensitive(deal: Ref) -> Mapping[str, int]:
    """How many people carry each sensitive flag (PIPL 28)."""
    found = of_deal(deal, State.ACTIVE, State.FROZEN, State.SEALED, State.EXPIRED)
    return found.aggregate(
        bank_account=Count("id", filter=Q(has_bank_account=True)),
        id_image=Count("id", filter=Q(has_id_image=True)),
        child=Count("id", filter=Q(kind=Kind.CHILD)),
    )


def minors(found: QuerySet[Subject]) -> QuerySet[Subject]:
    """Those whose record is a minor's, or may be one's."""
    return found.filter(_IS_MINOR)


def minors_among(people: Sequence[Ref]) -> int:
    """How many of these people they are."""
    return sum(
        minors(Subject.objects.filter(ref__in=people[start : start + CHUNK])).count()
        for start in range(0, len(people), CHUNK)
    )


def holding(dataset: Ref, field: str, values: Sequence[str]) -> list[list[Ref]]:
    """For each value who in the data set may have it.  Hits are candidates: confirm by opening.

    While tokens move to a new key, each person is found by the one or the other.

    Raises:
        NoIndexKey: the field has no search index.
    """
    while True:
        found: list[list[Ref]] = [[] for _ in values]
        opened = search_tokens.opened(field)
        for key in opened.values():
            tokens = key.tokens(values)
            hits = holding_token(dataset, field, tokens)
            for place, token in enumerate(tokens):
                found[place] += hits.get(token, ())
        # A key that came or went while we looked may have taken somebody past us.
        if search_tokens.epochs(field) == opened.keys():
            return found


def holding_token(dataset: Ref, field: str, tokens: Sequence[int]) -> dict[int, list[Ref]]:
    """Who in the data set has one of the tokens.  Hits are candidates: confirm by opening."""
    found: dict[int, list[Ref]] = {}
    for start in range(0, len(tokens), CHUNK):
        part = tokens[start : start + CHUNK]
        hits = Token.objects.filter(field=field, token__in=part).values_list("token", "subject")
        for token, subject in hits:
            found.setdefault(token, []).append(Ref(subject))
    wanted = {ref for refs_ in found.values() for ref in refs_}
    kept = set(_in_dataset(dataset, sorted(wanted)))
    return {
        token: own for token, refs_ in found.items() if (own := [r for r in refs_ if r in kept])
    }


def _in_dataset(dataset: Ref, wanted: Sequence[Ref]) -> Iterator[Ref]:
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        yield from map(
            Ref,
            Subject.objects.filter(ref__in=part, dataset=dataset)
            .exclude(state=State.DESTROYED)
            .values_list("ref", flat=True),
        )


def facts(question: Question) -> Mapping[Fact, object]:
    if question.subject is None:
        return {}
    stated = subject_facts(question, [question.subject])
    return {fact: values[question.subject] for fact, values in stated.items() if values}


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """Whether each person is held in a state that may be read, and under which deal."""
    held: dict[Ref, object] = {}
    deals: dict[Ref, object] = {}
    # Of whom nothing is held nothing is found; others rules refuse.
    sound: dict[Ref, object] = dict.fromkeys(subjects, True)
    may_be_read = _readable(question.purpose)
    # Whether a second person has agreed is the gate's to add.
    agreed: dict[Ref, object] = dict.fromkeys(subjects, True)
    judged = codes.judge(Subject)
    for demand, reason, mac, *covered in _rows(_STANDING, subjects):
        own, deal, _, kind, _, state, _, _, _, is_minor, _ = covered
        if not judged(POSITION, mac, covered):
            demand, reason, is_minor = "1.5", NotAuthentic.code, None
        # Of whom nobody knows yet it counts as of a minor.
        if is_minor is None or is_minor or kind == _CHILD:
            agreed[own] = False
        held[own] = state in may_be_read
        deals[own] = _deal(deal)
        if demand is not None:
            sound[own] = _unsound(Ref(own), demand, reason)
    return {
        Fact.SUBJECT_HELD: held,
        Fact.SUBJECT_DEAL: deals,
        Fact.RECORD_SOUND: sound,
        Fact.MINOR_AGREED: agreed,
    }


@lru_cache(maxsize=16)
def _readable(purpose: Purpose) -> frozenset[str]:
    return frozenset(state.value for state in readable(purpose))


def _unsound(subject: Ref, demand: str, reason: str) -> tuple[Lapse]:
    """What stands against reading somebody whose record the examination found wanting."""
    of = frozenset({subject})
    return (Lapse(demand, ControlState.FAIL, reason, Role.SEC, subjects=of),)


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people."""
    may_be_read = Q(state__in=readable(question.purpose))
    return {
        Fact.SUBJECT_HELD: ExpressionWrapper(may_be_read, BooleanField()),
        Fact.SUBJECT_DEAL: F("deal"),
        Fact.RECORD_SOUND: ExpressionWrapper(
            ~Exists(Finding.objects.filter(subject=OuterRef("ref"))), BooleanField()
        ),
        Fact.MINOR_AGREED: ExpressionWrapper(~_IS_MINOR, BooleanField()),
    }


def envelopes(
    subjects: Sequence[Ref], grades: Collection[DataGrade]
) -> dict[Ref, list[tuple[DataGrade, bytes]]]:
    """The sealed compartments of these grades, by person.  Only the gate can open them."""
    found: dict[Ref, list[tuple[DataGrade, bytes]]] = {}
    named = {str(ref): ref for ref in subjects}
    wanted = {grade.value: grade for grade in grades}
    for ref, grade, blob in _rows(_ENVELOPES, subjects):
        if grade in wanted:
            found.setdefault(named[ref], []).append((wanted[grade], bytes(blob)))
    return found


def sealed(
    subjects: Sequence[Ref], grades: Collection[DataGrade]
) -> Iterator[tuple[str, str, bytes]]:
    """As ``envelopes``: person, grade and envelope in plain text and bytes, in no order."""
    wanted = {grade.value for grade in grades}
    for ref, grade, blob in _rows(_ENVELOPES, subjects):
        if grade in wanted:
            yield ref, grade, bytes(blob)


@lru_cache(maxsize=1024)
def _deal(text: str) -> Ref:
    return Ref(text)


# In SQL, because these two are asked for every read of a person and the ORM takes five times as
# long to put them.
_STANDING = (
    f"SELECT f.demand, f.reason, s.mac, s.{', s.'.join(COVERED)} FROM subjects_subject s"  # noqa: S608 - the model's own
    " LEFT JOIN subjects_finding f ON f.subject = s.ref WHERE s.ref IN ({})"
)
_ENVELOPES = "SELECT subject, compartment, blob FROM subjects_record WHERE subject IN ({})"


def _rows(statement: str, subjects: Sequence[Ref]) -> Iterable[tuple[Any, ...]]:
    parts = [
        [str(ref) for ref in subjects[start : start + CHUNK]]
        for start in range(0, len(subjects), CHUNK)
    ]
    # Few people at a time are by far the most usual, and are not handed on one by one.
    return _part(statement, parts[0]) if len(parts) == 1 else _each_part(statement, parts)


def _each_part(statement: str, parts: Sequence[Sequence[str]]) -> Iterator[tuple[Any, ...]]:
    for part in parts:
        yield from _part(statement, part)


def _part(statement: str, part: Sequence[str]) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(_for_people(statement, len(part)), part)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@lru_cache(maxsize=256)
def _for_people(statement: str, people: int) -> str:
    return statement.format(",".join(["%s"] * people))
