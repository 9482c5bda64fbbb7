"""Rule sets of the firewall, and what the host was found to do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.firewall import Opening, Protocol, Seen

_REF = 40


class RuleSet(AuthenticatedRow):
    """What the host lets in.

    ``opened``      port, protocol, source and why of each opening
    ``is_routing``  what the host passes on to others is not filtered
    ``applied_at``  when the host was first seen to have it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    opened = models.JSONField()
    is_routing = models.BooleanField()
    drafted_by = models.CharField(max_length=_REF)
    drafted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=_REF, default="")
    approved_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=_REF, default="")
    reviewed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "opened",
            "is_routing",
            "drafted_by",
            "drafted_at",
            "approved_by",
            "approved_at",
            "applied_at",
            "reviewed_by",
            "reviewed_at",
            "ended_by",
            "ended_at",
        ),
        told_by=(("ref", (Tag.DRAFTED, Tag.APPROVED, Tag.APPLIED, Tag.REVIEWED, Tag.ENDED)),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        constraints = [
            by_someone("approved_at", "approved_by", name="ruleset_approved_by"),
            by_someone("reviewed_at", "reviewed_by", name="ruleset_reviewed_by"),
            by_someone("ended_at", "ended_by", name="ruleset_ended_by"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=models.F("drafted_by")),
                name="ruleset_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(approved_at__isnull=False),
                name="ruleset_applied_means_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def openings(self) -> list[Opening]:
        return [
            Opening(one["port"], Protocol(one["protocol"]), one["source"], one["why"])
            for one in self.opened
        ]


class HostReading(AuthenticatedRow):
    """What the host does since ``since``, held against the rule set in force.

    One row for each rule set.  Only a change is an entry of the ledger; ``read_at`` is when it was
    last found so, and the code is made anew with it: whoever puts an older row back has an older
    reading, which counts for minutes.
    """

    ref = models.CharField(max_length=_REF, unique=True)
    ruleset = models.CharField(max_length=_REF, unique=True)
    seen = models.CharField(max_length=12, choices=[(s, s) for s in Seen])
    differences = models.JSONField()
    since = models.DateTimeField()
    read_at = models.DateTimeField()
    position = models.BigIntegerField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=("ref", "ruleset", "seen", "differences", "since", "read_at", "position"),
        told_by=(("ref", (Tag.READ,)),),
        made_by=(Tag.READ,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__gte=models.F("since")), name="hostreading_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
