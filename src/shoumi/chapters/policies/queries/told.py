"""Who was told of a purpose that a later version of the policy brought: for the gate, and 1.3.

People are told at the collection of what was in force then (6.1 looks at that), by data set.  A
purpose that came later serves nobody's data before that person was told, or, where it rests on
consent, agreed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.expressions import Combinable

from shoumi.base import bulk
from shoumi.base.deals.models import DataSet
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.subjects.events import Tag as Stored
from shoumi.base.subjects.models import Subject
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import told as rules
from shoumi.chapters.policies.rules.told import Novelty, Published
from shoumi.chapters.policies.told_models import CustomerAnswer, PolicyTelling
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

Row = TypeVar("Row", bound=AuthenticatedRow)


def novelty(purpose: Purpose, fields: frozenset[str]) -> Novelty | None:
    found = queries.in_force()
    if found is None:
        return None  # nothing serves any purpose
    return _novelty(found.ref, found.entry_position, purpose, fields)


@lru_cache(maxsize=512)
def _novelty(
    version: str, position: int | None, purpose: Purpose, fields: frozenset[str]
) -> Novelty | None:
    """Versions that were in force never change, so once for each newest one is enough."""
    return rules.novelty(published(), purpose, fields)


def published() -> list[Published]:
    """The versions that were in force up to the newest, the oldest first, as the ledger tells of
    them: whoever changes or deletes the row of one makes no purpose an old one.

    What each registered is the text whose digest the ledger has, whichever row it stands in; where
    no row has it any more nothing is known of that version, so it had no field.
    """
    newest = queries.in_force()
    found = verification.all_of(PolicyVersion)
    rows = (*found.rows, *found.false)
    texts = {hashlib.sha256(one.register.encode()).hexdigest(): one.register for one in rows}
    refs = {one.ref for one in rows}
    refs |= {str(line.about) for line in verification.deleted(PolicyVersion)}
    last = newest.position if newest is not None and newest.position is not None else -1
    told = latest_entries.newest([Tag.PUBLISHED], refs).values()
    lines = [one.line() for one in reader.some(sorted(one for one in told if one <= last))]
    return [
        Published(
            int(line.facts["number"]),
            line.at,
            queries.read(texts.get(str(line.facts["register"]), "")),
        )
        for line in lines
    ]


def facts(question: Question) -> Mapping[Fact, object]:
    """
    Raises:
        NotAuthentic
    """
    if question.subject is None:
        return {}
    stated = subject_facts(question, [question.subject])
    return {fact: values.get(question.subject) for fact, values in stated.items()}


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """
    Raises:
        NotAuthentic
    """
    new = novelty(question.purpose, question.fields)
    if new is None:
        return {Fact.PURPOSE_TOLD: dict.fromkeys(subjects, True)}
    of = _datasets_of(subjects)
    told = told_datasets(new, of.values())
    agreed = _agreed(new)
    known: dict[Ref, object] = {one: of.get(one) in told or one in agreed for one in subjects}
    return {Fact.PURPOSE_TOLD: known}


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people.

    Raises:
        NotAuthentic
    """
    new = novelty(question.purpose, question.fields)
    if new is None:
        return {Fact.PURPOSE_TOLD: Value(True, BooleanField())}
    there = Subject.objects.filter(deal=question.deal).values_list("dataset", flat=True)
    told = told_datasets(new, there.order_by().distinct())
    _agreed(new)
    own = CustomerAnswer.objects.filter(
        subject=OuterRef("ref"), number__gte=new.number, agrees=True
    )
    holds = ExpressionWrapper(Q(dataset__in=sorted(told)) | Exists(own), BooleanField())
    return {Fact.PURPOSE_TOLD: holds}


def _datasets_of(subjects: Sequence[Ref]) -> dict[Ref, str]:
    found: dict[Ref, str] = {}
    for start in range(0, len(subjects), bulk.CHUNK):
        part = [str(one) for one in subjects[start : start + bulk.CHUNK]]
        rows = Subject.objects.filter(ref__in=part).values_list("ref", "dataset")
        found.update((Ref(ref), dataset) for ref, dataset in rows)
    return found


def told_datasets(new: Novelty, among: Iterable[str]) -> frozenset[str]:
    """Those whose people were all taken in since, or told of it where that is enough.

    Raises:
        NotAuthentic
    """
    told = set() if new.asks else {one.dataset for one in _confirmed(new.number)}
    return frozenset(one for one in set(among) if one in told or _first(one, new.since))


def _first(dataset: str, since: datetime) -> bool:
    """Whether the ledger has nobody of it before that moment; of a data set that it does not know
    nobody can tell."""
    found = latest_entries.about([Stored.STORED], dataset)
    return bool(found) and reader.entry(min(found)).line().at >= since


def _confirmed(number: int) -> list[PolicyTelling]:
    return [
        one
        for one in verification.require_all(PolicyTelling)
        if one.confirmed_at is not None and one.number >= number
    ]


def _agreed(new: Novelty) -> frozenset[str]:
    """Who said yes to that version or a later one.

    Raises:
        NotAuthentic
    """
    return frozenset(
        one.subject
        for one in verification.require_all(CustomerAnswer)
        if one.agrees and one.number >= new.number
    )


def consented(subject: Ref) -> Iterable[GivenConsent]:
    """The yes of a customer to what a version brought, for whoever takes it back on request; one
    that is taken back says when."""
    for one in CustomerAnswer.objects.filter(subject=subject):
        told = reader.some(latest_entries.about([Tag.CUSTOMER_ANSWERED], one.ref))
        since = [entry.line().at for entry in told if entry.line().facts["agrees"]]
        if since:
            what = (
                f"处理规则第 {one.number} 版新增的用途",
                f"the purposes that version {one.number} of the processing rules brought",
            )
            yield GivenConsent(Ref(one.ref), what, "", since[-1], None if one.agrees else one.at)


def waiting(version: PolicyVersion) -> list[DataSet]:
    """Data sets with people who were taken in before some purpose came, and who have not been told
    of ``version``.

    Raises:
        NotAuthentic
    """
    found = [one for one in _all_novelties() if not one.asks]
    if not found:
        return []
    newest = max(found, key=lambda one: one.number)
    there = Subject.objects.values_list("dataset", flat=True).order_by().distinct()
    told = told_datasets(newest, there)
    noted = set(PolicyTelling.objects.filter(version=version.ref).values_list("dataset", flat=True))
    return list(DataSet.objects.filter(ref__in=set(there) - told - noted).order_by("code"))


def asks() -> bool:
    """Whether some purpose of the version in force came later and rests on consent."""
    return any(one.asks for one in _all_novelties())


def _all_novelties() -> list[Novelty]:
    found = [
        novelty(purpose, frozenset({code}))
        for code, rule in queries.register().items()
        for purpose in sorted(rule.purposes)
    ]
    return [one for one in found if one is not None]


def fault() -> str:
    """What is wrong with what is known of who was told; empty where nothing is."""
    try:
        for table in (PolicyTelling, CustomerAnswer):
            verification.require_all(table)
    except NotAuthentic as error:
        return error.code
    return ""
