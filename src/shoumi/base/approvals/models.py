"""Requests for a second person's yes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.approvals.events import Action, Tag
from shoumi.base.approvals.rules import State
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage


class Approval(AuthenticatedRow):
    """One change, asked for by one person, answered by another, used once.

    ``parameters`` and ``before`` are canonical JSON; ``digest`` covers both, the action and the
    deal.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    action = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Action])
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    parameters = models.TextField()
    before = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in State], default=State.OPEN.value
    )
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(db_index=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField(help_text="of the entry that says it was asked for")

    coverage = Coverage(
        columns=(
            "ref",
            "action",
            "deal",
            "parameters",
            "before",
            "digest",
            "state",
            "requested_by_id",
            "requested_at",
            "answered_by_id",
            "answered_at",
            "used_at",
            "position",
        ),
        told_by=(("ref", (Tag.ASKED, Tag.GIVEN, Tag.TURNED_DOWN, Tag.WITHDRAWN, Tag.USED)),),
        made_by=(Tag.ASKED,),
    )

    class Meta:
        ordering = ["-requested_at", "ref"]
        indexes = [models.Index(fields=["state", "requested_at"], name="approval_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("requested_by")),
                name="approval_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], answered_by=None, answered_at=None)
                | Q(
                    state__in=["approved", "turned_down", "used"],
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="approval_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="used", used_at__isnull=False)
                | (~Q(state="used") & Q(used_at=None)),
                name="approval_used_means_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("requested_at")),
                name="approval_answered_after_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
