"""The agreements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.agreements.events import Tag
from shoumi.chapters.agreements.rules import Kind, State


class Agreement(AuthenticatedRow):
    """A confidentiality agreement for one deal: who, how far, until when."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in Kind])
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.DRAFT)
    persons = models.JSONField()  # refs of those who must sign, and may enter
    signed = models.JSONField(default=list)  # refs of those who have
    levels = models.JSONField()  # disclosure levels it covers
    clauses = models.JSONField()
    damages = models.BigIntegerField()  # whole yuan
    estimated_loss = models.BigIntegerField()  # whole yuan
    warnings = models.JSONField(default=list)
    document = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    until = models.DateTimeField()
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)  # of the ledger entry of its signature

    coverage = Coverage(
        columns=(
            "ref",
            "deal",
            "kind",
            "state",
            "persons",
            "signed",
            "levels",
            "clauses",
            "damages",
            "document",
            "sha256",
            "until",
            "drafted_at",
            "signed_at",
            "ended_at",
            "position",
        ),
        told_by=(("ref", (Tag.DRAFTED, Tag.SIGNED, Tag.WITHDRAWN, Tag.BREACHED, Tag.REVOKED)),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "state", "id"], name="agreement_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN])
                | Q(signed_at__isnull=False, position__isnull=False),
                name="signed_means_dated_and_proven",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.EMPLOYEE) | Q(damages=0),
                name="no_damages_for_employees",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | Q(signed_at__isnull=True, ended_at__isnull=False),
                name="withdrawn_means_dated_and_never_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
