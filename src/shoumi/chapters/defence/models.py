"""Rule sets and what the host does; the watch and its cases; the audit and its findings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence import (  # noqa: F401 - tables too
    block_models,
    canary_models,
    sensor_models,
)
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.audit import Severity, What
from shoumi.chapters.defence.rules.detection import Code, Verdict
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


class Watch(AuthenticatedRow):
    """The ledger is watched for intrusions.

    ``seen`` entries were looked at, the last time at ``read_at``.  The code is made anew with them
    though no entry tells of it: whoever puts an older row back has more looked at again.
    """

    ref = models.CharField(max_length=_REF, unique=True)
    begun_by = models.CharField(max_length=_REF)
    begun_at = models.DateTimeField()
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)
    seen = models.BigIntegerField()
    read_at = models.DateTimeField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=("ref", "begun_by", "begun_at", "ended_by", "ended_at", "seen", "read_at"),
        told_by=(("ref", (Tag.BEGUN, Tag.STOPPED)),),
        made_by=(Tag.BEGUN,),
    )

    class Meta:
        constraints = [
            by_someone("ended_at", "ended_by", name="watch_ended_by"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at__isnull=True), name="one_watch_runs"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class SecurityCase(AuthenticatedRow):
    """What the watch found, and what came of it.

    ``who``             whose doing it looks like, or whose account is tried; empty: nobody's alone
    ``first``, ``last``  positions of the entries it rests on, of which there are ``count``
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    rule = models.CharField(max_length=20, choices=[(c, c) for c in Code])
    who = models.CharField(max_length=_REF, default="")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    owner = models.CharField(max_length=_REF, default="")
    taken_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, choices=[(v, v) for v in Verdict], default="")
    closed_by = models.CharField(max_length=_REF, default="")
    closed_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "rule",
            "who",
            "first",
            "last",
            "count",
            "opened_at",
            "owner",
            "taken_at",
            "verdict",
            "closed_by",
            "closed_at",
        ),
        told_by=(("ref", (Tag.OPENED, Tag.TAKEN, Tag.CLOSED)),),
        made_by=(Tag.OPENED,),
    )

    class Meta:
        constraints = [
            by_someone("taken_at", "owner", name="securitycase_taken_by"),
            by_someone("closed_at", "closed_by", name="securitycase_closed_by"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (Q(taken_at__isnull=False) & ~Q(verdict="")),
                name="securitycase_closed_means_judged",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Audit(AuthenticatedRow):
    """The house looks at itself every hour.

    ``read_at``  when it did so last; the code is made anew with it though no entry tells of it
    ``hits``     of the advisories that were brought last: packages with known holes
    ``as_of``    how old those advisories are, by the newest change in them; None: none were brought
    """

    ref = models.CharField(max_length=_REF, unique=True)
    begun_by = models.CharField(max_length=_REF)
    begun_at = models.DateTimeField()
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)
    hits = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=("ref", "begun_by", "begun_at", "ended_by", "ended_at", "as_of", "hits", "read_at"),
        told_by=(("ref", (Tag.AUDIT_BEGUN, Tag.ADVISORIES, Tag.AUDIT_STOPPED)),),
        made_by=(Tag.AUDIT_BEGUN,),
    )

    class Meta:
        constraints = [
            by_someone("ended_at", "ended_by", name="audit_ended_by"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at__isnull=True), name="one_audit_runs"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class AuditFinding(AuthenticatedRow):
    """Something that is to be mended until ``due_at``; a look that does not find it any more says
    that it is.

    ``excepted_until``  two persons let it stand until then: who asked, who allowed it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    what = models.CharField(max_length=10, choices=[(w, w) for w in What])
    name = models.CharField(max_length=120)
    severity = models.CharField(max_length=8, choices=[(s, s) for s in Severity])
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=_REF, default="")
    asked_until = models.DateTimeField(null=True)
    allowed_by = models.CharField(max_length=_REF, default="")
    excepted_until = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "what",
            "name",
            "severity",
            "found_at",
            "due_at",
            "mended_at",
            "asked_by",
            "asked_until",
            "allowed_by",
            "excepted_until",
        ),
        told_by=(("ref", (Tag.FOUND, Tag.MENDED, Tag.EXCEPTION_ASKED, Tag.EXCEPTED)),),
        made_by=(Tag.FOUND,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "name"],
                condition=Q(mended_at__isnull=True),
                name="auditfinding_once",
            ),
            models.CheckConstraint(
                condition=Q(allowed_by="") | ~Q(allowed_by=models.F("asked_by")),
                name="auditfinding_allowed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
