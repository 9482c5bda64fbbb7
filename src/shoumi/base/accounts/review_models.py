"""Reviews of who holds which role: what was asked about, and what was said of each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts.events import Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone

_REF = 53


class AccessReview(AuthenticatedRow):
    """Every role that somebody held when it was opened, until when each has to be confirmed."""

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    opened_by = models.CharField(max_length=_REF)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "number", "opened_by", "opened_at", "due_at"),
        told_by=(("ref", (Tag.REVIEW_OPENED,)),),
        made_by=(Tag.REVIEW_OPENED,),
    )

    def __str__(self) -> str:
        return self.ref


class ReviewedRole(AuthenticatedRow):
    """One role in a review.

    ``grant``         its reference; ``ends_at`` when it was to end anyway
    ``is_kept``       what was said of it; None: nothing yet
    ``runs_on``       nobody else is head, or protection officer: it does not end by itself, for
                      without it nobody could confirm anything
    """

    ref = models.CharField(max_length=_REF, unique=True)
    review = models.CharField(max_length=_REF)
    grant = models.CharField(max_length=_REF)
    person = models.CharField(max_length=_REF)
    role = models.CharField(max_length=4)
    deal = models.CharField(max_length=_REF, blank=True)
    ends_at = models.DateTimeField(null=True)
    runs_on = models.BooleanField(default=False)
    is_kept = models.BooleanField(null=True)
    answered_by = models.CharField(max_length=_REF, default="")
    answered_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "review", "grant", "person", "role", "deal", "ends_at", "runs_on"),
            *("is_kept", "answered_by", "answered_at"),
        ),
        told_by=(("review", (Tag.REVIEW_OPENED,)), ("ref", (Tag.REVIEW_ANSWERED,))),
    )

    class Meta:
        indexes = [models.Index(fields=["review", "person"], name="roles_of_a_review")]
        constraints = [
            models.UniqueConstraint(fields=["review", "grant"], name="a_role_is_asked_about_once"),
            by_someone("answered_at", "answered_by", name="a_role_is_answered_by_someone"),
            models.CheckConstraint(
                condition=~Q(answered_by=F("person")), name="nobody_confirms_an_own_role"
            ),
            models.CheckConstraint(
                condition=Q(is_kept__isnull=True, answered_at__isnull=True)
                | Q(is_kept__isnull=False, answered_at__isnull=False),
                name="a_role_is_answered_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
