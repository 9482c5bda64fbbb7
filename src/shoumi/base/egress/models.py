"""The hosts that may be called, and requests to change that list."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.egress.events import Change, Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.egress.urls import MAX_HOST


class HostAsk(AuthenticatedRow):
    """A request to change the list, waiting for a second person; good once and for a day.

    ``inside``  addresses of the office's own network that the name may have, one a line
    ``authority``  certificates (PEM) that are trusted for this name in place of the usual ones

    That it was used is told by the entry of the host (``asks.uses``).
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    change = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Change])
    name = models.CharField(max_length=MAX_HOST)
    inside = models.TextField(blank=True)
    authority = models.TextField(blank=True)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    coverage = Coverage(
        columns=(
            "ref",
            "change",
            "name",
            "inside",
            "authority",
            "requested_by_id",
            "requested_at",
            "approved_by_id",
        ),
        told_by=(("ref", (Tag.ASKED,)),),
        made_by=(Tag.ASKED,),
    )

    class Meta:
        ordering = ["-requested_at", "ref"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("requested_by")), name="host_ask_needs_two_people"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Host(AuthenticatedRow):
    """A name that may be called from ``since`` until ``until``."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    name = models.CharField(max_length=MAX_HOST)
    inside = models.TextField(blank=True)
    authority = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveBigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "name",
            "inside",
            "authority",
            "since",
            "until",
            "requested_by_id",
            "approved_by_id",
            "position",
        ),
        told_by=(("ref", (Tag.ALLOWED, Tag.WITHDRAWN)),),
        made_by=(Tag.ALLOWED,),
    )

    class Meta:
        ordering = ["name", "-since"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("requested_by")), name="host_needs_two_people"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(until__isnull=True), name="one_host_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name
