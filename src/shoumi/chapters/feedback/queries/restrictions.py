"""Whose data rest because that person asked for it: what the gate is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.db.models.expressions import Combinable

from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.chapters.feedback.models import Request, Restriction
from shoumi.chapters.feedback.rules import Kind, State
from shoumi.chapters.feedback.rules.restrictions import RESTRICTING, withdraws
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref


def of_request(request: str) -> Restriction | None:
    """The one that a request began, whether it is over or not."""
    return Restriction.objects.filter(request=request).first()


def without_request(subject: str) -> list[Restriction]:
    """Those in force of a person whose request a restore lost.

    Raises:
        NotAuthentic
    """
    own = Restriction.objects.filter(subject=subject, ended_at=None)
    return verification.require(own.exclude(request__in=Request.objects.values("ref")))


@shared
def restricted() -> frozenset[str]:
    """Whose data rest now.

    All rows are looked at, whoever is asked about: one that was edited may have been anybody's.

    Raises:
        NotAuthentic: a row was changed, put in or deleted from outside.
    """
    rows = verification.require_all(Restriction)
    return frozenset(one.subject for one in rows if one.ended_at is None)


def facts(question: Question) -> Mapping[Fact, object]:
    """
    Raises:
        NotAuthentic
    """
    if question.subject is None:
        return {}
    return {Fact.UNRESTRICTED: question.subject not in restricted()}


def edges(question: Question) -> tuple[datetime, ...]:
    """None: of nobody in particular nothing is stated."""
    return ()


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """
    Raises:
        NotAuthentic
    """
    resting = restricted()
    return {Fact.UNRESTRICTED: {one: one not in resting for one in subjects}}


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people.

    Raises:
        NotAuthentic
    """
    restricted()
    own = Restriction.objects.filter(subject=OuterRef("ref"), ended_at=None)
    return {Fact.UNRESTRICTED: ExpressionWrapper(~Exists(own), BooleanField())}


def is_any_missing(requests: Sequence[Request]) -> bool:
    """Whether the data of somebody who asked for it, and proved who that is, do not rest; of one
    who withdraws, whether they never did.

    Raises:
        NotAuthentic
    """
    wanted = [
        one
        for one in requests
        if one.kind in RESTRICTING and one.state == State.OPEN and one.proof and one.subject
    ]
    if not wanted:
        return False
    resting = restricted()
    begun = set(Restriction.objects.values_list("request", flat=True))
    return any(
        one.subject not in resting
        for one in wanted
        if not (withdraws(Kind(one.kind)) and one.ref in begun)
    )
