"""Incidents and drills: what was done, who was told, whose data it was, who answers for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.rules.words import (
    Kind,
    Root,
    Source,
    StepKind,
)
from shoumi.core.incident_clock import Level, Operator, Severity

REF = 40
HEX = 64


def word(words: type[StrEnum], most: int = 20, **more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=most, choices=[(one, one) for one in words], **more)


def ref_to(**more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=REF, **more)


def never_by(who: str, other: str, name: str) -> models.CheckConstraint:
    """Where somebody did it, it was another."""
    return models.CheckConstraint(condition=Q(**{who: ""}) | ~Q(**{who: F(other)}), name=name)


class Breach(AuthenticatedRow):
    """An incident, or a drill of one.

    ``deals``      those it touches
    ``loss``       in fen
    ``raised``     the level a person raised it to; ``level`` the highest of all
    ``judged``     the severity a person gave; ``severity`` with what a leak has at least
    ``account``, ``cause_text``, ``lesson``  names of texts in the keyring
    ``injects``    of a drill: minute -> what happens then; ``missed`` what was late at its end
    """

    ref = ref_to(unique=True)
    number = models.PositiveIntegerField(unique=True)
    is_drill = models.BooleanField(default=False)
    kind = word(Kind)
    source = word(Source)
    deals = models.JSONField(default=list)
    found_at = models.DateTimeField()
    reported_by = ref_to()
    reported_at = models.DateTimeField()
    account = ref_to()
    operator = word(Operator, 40)
    persons = models.PositiveBigIntegerField(default=0)
    loss = models.PositiveBigIntegerField(default=0)
    is_leak = models.BooleanField(default=False)
    judged = word(Severity)
    raised = word(Level)
    severity = word(Severity)
    level = word(Level)
    contained_at = models.DateTimeField(null=True)
    contained_by = ref_to(default="")
    root = word(Root, default="", blank=True)
    cause_text = ref_to(default="")
    cause_at = models.DateTimeField(null=True)
    cause_by = ref_to(default="")
    lesson = ref_to(default="")
    closing_at = models.DateTimeField(null=True)
    closing_by = ref_to(default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = ref_to(default="")
    injects = models.JSONField(default=list)
    missed = models.JSONField(default=list)

    coverage = Coverage(
        columns=(
            *("ref", "number", "is_drill", "kind", "source", "deals", "found_at"),
            *("reported_by", "reported_at", "account", "operator", "persons", "loss", "is_leak"),
            *("judged", "raised", "severity", "level", "contained_at", "contained_by", "root"),
            *("cause_text", "cause_at", "cause_by", "lesson", "closing_at", "closing_by"),
            *("closed_at", "closed_by", "injects", "missed"),
        ),
        told_by=(
            (
                "ref",
                (
                    *(Tag.REPORTED, Tag.GRADED, Tag.CONTAINED, Tag.CAUSE_FOUND),
                    *(Tag.CLOSING_ASKED, Tag.CLOSED),
                ),
            ),
        ),
        made_by=(Tag.REPORTED,),
    )

    class Meta:
        constraints = [
            by_someone("contained_at", "contained_by", name="breach_contained_by_someone"),
            by_someone("cause_at", "cause_by", name="breach_cause_by_someone"),
            by_someone("closing_at", "closing_by", name="breach_closing_by_someone"),
            by_someone("closed_at", "closed_by", name="breach_closed_by_someone"),
            never_by("closed_by", "closing_by", "breach_closed_by_another"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (Q(contained_at__isnull=False) & Q(closing_at__isnull=False)),
                name="breach_closed_means_contained",
            ),
            models.CheckConstraint(
                condition=Q(cause_at__isnull=True, root="")
                | (Q(cause_at__isnull=False) & ~Q(root="")),
                name="breach_cause_means_root",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class BreachOrigin(AuthenticatedRow):
    """What an incident came from: a request, a vendor's report, an alert; each is one at most."""

    ref = ref_to(unique=True)
    breach = ref_to(unique=True)
    origin = ref_to(unique=True)
    source = word(Source)
    by = ref_to()
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "breach", "origin", "source", "by", "at"),
        told_by=(("ref", (Tag.TAKEN_IN,)),),
        made_by=(Tag.TAKEN_IN,),
    )

    def __str__(self) -> str:
        return self.ref


class Lowering(AuthenticatedRow):
    """Somebody asks that an incident be graded lower, for a reason; another decides."""

    ref = ref_to(unique=True)
    breach = ref_to()
    persons = models.PositiveBigIntegerField()
    loss = models.PositiveBigIntegerField()
    is_leak = models.BooleanField()
    judged = word(Severity)
    raised = word(Level)
    reasons = ref_to()
    asked_by = ref_to()
    asked_at = models.DateTimeField()
    decided_by = ref_to(default="")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "breach", "persons", "loss", "is_leak", "judged", "raised", "reasons"),
            *("asked_by", "asked_at", "decided_by", "decided_at", "is_agreed"),
        ),
        told_by=(("ref", (Tag.LOWERING_ASKED, Tag.LOWERING_DECIDED)),),
        made_by=(Tag.LOWERING_ASKED,),
    )

    class Meta:
        constraints = [
            by_someone("decided_at", "decided_by", name="lowering_decided_by_someone"),
            never_by("decided_by", "asked_by", "a_lowering_takes_two"),
            models.UniqueConstraint(
                fields=["breach"], condition=Q(decided_at__isnull=True), name="one_lowering_at_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class BreachStep(AuthenticatedRow):
    """Something that was done, found or kept.

    ``of``        whom or which deal a measure is about
    ``words``     the name of a text in the keyring; ``document`` a paper with its ``sha256``
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    kind = word(StepKind)
    of = ref_to(default="")
    words = ref_to(default="")
    document = ref_to(default="")
    sha256 = models.CharField(max_length=HEX, default="")
    by = ref_to()
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "breach", "kind", "of", "words", "document", "sha256", "by", "at"),
        told_by=(("ref", (Tag.STEP_TAKEN,)),),
        made_by=(Tag.STEP_TAKEN,),
    )

    def __str__(self) -> str:
        return self.ref


class Exposure(AuthenticatedRow):
    """Whose data may have been seen: everybody the ledger names in a span of time.

    ``person``   who looked; empty: anybody.  ``deal`` empty: any
    ``first``    the entries it was counted from, and ``last`` before which
    ``persons``  how many there were; ``digest`` over their names in the ledger
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    deal = ref_to(default="")
    person = ref_to(default="")
    since = models.DateTimeField()
    until = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    persons = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=HEX)
    by = ref_to()
    at = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "breach", "deal", "person", "since", "until", "first", "last", "persons"),
            *("digest", "by", "at"),
        ),
        told_by=(("ref", (Tag.EXPOSURE_COUNTED,)),),
        made_by=(Tag.EXPOSURE_COUNTED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="exposure_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
