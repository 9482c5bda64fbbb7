"""Who stands in for whom, and who has an interest of her or his own in a deal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules.words import Why

_REF = 53


class Absence(AuthenticatedRow):
    """Somebody is away from ``since`` until ``until`` or an earlier return, and ``deputy`` answers
    for all that this person answers for."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF, db_index=True)
    deputy = models.CharField(max_length=_REF)
    since = models.DateTimeField()
    until = models.DateTimeField()
    told_by = models.CharField(max_length=_REF)
    told_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=_REF, blank=True, default="")

    coverage = Coverage(
        columns=(
            *("ref", "person", "deputy", "since", "until", "told_by", "told_at"),
            *("returned_at", "returned_by"),
        ),
        told_by=(("ref", (Tag.ABSENT, Tag.RETURNED)),),
        made_by=(Tag.ABSENT,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="an_absence_ends"),
            models.CheckConstraint(
                condition=~Q(deputy=F("person")), name="nobody_stands_in_for_oneself"
            ),
            by_someone("returned_at", "returned_by", name="absence_ended_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class Interest(AuthenticatedRow):
    """Somebody has an interest in a deal, and so takes part in no shared task of it."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    deal = models.CharField(max_length=_REF)
    why = models.CharField(max_length=12, choices=[(one, one) for one in Why])
    declared_by = models.CharField(max_length=_REF)
    declared_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.CharField(max_length=_REF, blank=True, default="")

    coverage = Coverage(
        columns=(
            *("ref", "person", "deal", "why", "declared_by", "declared_at"),
            *("cleared_at", "cleared_by"),
        ),
        told_by=(("ref", (Tag.DECLARED, Tag.CLEARED)),),
        made_by=(Tag.DECLARED,),
    )

    class Meta:
        constraints = [
            by_someone("cleared_at", "cleared_by", name="interest_cleared_by_someone"),
            models.CheckConstraint(
                condition=Q(cleared_by="") | ~Q(cleared_by=F("person")),
                name="nobody_clears_an_own_interest",
            ),
            models.UniqueConstraint(
                fields=["person", "deal"],
                condition=Q(cleared_at__isnull=True),
                name="one_interest_in_a_deal",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
