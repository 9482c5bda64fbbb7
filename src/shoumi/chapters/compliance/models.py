"""The impact assessments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.compliance.events import Tag
from shoumi.chapters.compliance.rules import Scope, State
from shoumi.core.terms import RiskGrade


class Assessment(AuthenticatedRow):
    """A personal information protection impact assessment (PIPIA) of one deal.

    What it was signed about, so that it becomes stale by itself: digests of the registered fields
    and of the recipients, and how many people there were.  Empty in one that was signed before
    these were kept.
    ``fields``  codes of the register that it covers; None in one of an earlier version, which was
                made about the rooms as they were then
    ``written``  what people wrote (``rules.written``); None where nobody has yet
    ``signed``   what the page and the report say of the deal since it was approved
                 (``queries.particulars``); None in one of an earlier version
    """

    ref = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(unique=True)
    deal = models.CharField(max_length=40)
    scope = models.CharField(max_length=16, choices=[(s, s) for s in Scope])
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.DRAFT)
    risks = models.JSONField()
    fields = models.JSONField(null=True)
    written = models.JSONField(null=True)
    signed = models.JSONField(null=True)
    inherent = models.CharField(max_length=4, choices=[(g, g) for g in RiskGrade])
    residual = models.CharField(max_length=4, choices=[(g, g) for g in RiskGrade])
    facts_sha256 = models.CharField(max_length=64)
    fields_sha256 = models.CharField(max_length=64, default="", db_default="")
    recipients_sha256 = models.CharField(max_length=64, default="", db_default="")
    people = models.PositiveIntegerField(null=True)
    assessor = models.CharField(max_length=40)
    approver = models.CharField(max_length=40, default="")
    document = models.CharField(max_length=40, default="")
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    position = models.BigIntegerField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "number",
            "deal",
            "scope",
            "state",
            "risks",
            "fields",
            "written",
            "signed",
            "inherent",
            "residual",
            "facts_sha256",
            "fields_sha256",
            "recipients_sha256",
            "people",
            "assessor",
            "approver",
            "document",
            "drafted_at",
            "approved_at",
            "until",
            "keep_until",
            "position",
        ),
        told_by=(("ref", (Tag.DRAFTED, Tag.MITIGATED, Tag.WRITTEN, Tag.APPROVED, Tag.STALE)),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "scope", "state"], name="assessment_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approver=models.F("assessor")), name="assessor_does_not_approve"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | Q(residual__in=[RiskGrade.LOW, RiskGrade.MEDIUM], until__isnull=False),
                name="approved_means_acceptable",
            ),
        ]

    def __str__(self) -> str:
        return f"PIPIA-{self.number:03d}"
