"""Canaries: made-up people in files for others, papers that nobody has a reason to open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.canaries import CanaryKind

_REF = 40


class Canary(AuthenticatedRow):
    """
    ``holder``, ``holder_name``  of an entry: who alone gets files with it, a company
    ``secret``  of an entry: under which name in the keyring the made-up person is sealed
    ``drawn``   the salted digest of that, which the ledger has too, in hex
    ``paper``   of a paper: its reference
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=5, choices=[(k, k) for k in CanaryKind])
    holder = models.CharField(max_length=_REF, default="")
    holder_name = models.CharField(max_length=200, default="")
    secret = models.CharField(max_length=_REF, default="")
    drawn = models.CharField(max_length=64, default="")
    paper = models.CharField(max_length=_REF, default="")
    put_by = models.CharField(max_length=_REF)
    put_at = models.DateTimeField()
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "kind",
            "holder",
            "holder_name",
            "secret",
            "drawn",
            "paper",
            "put_by",
            "put_at",
            "ended_by",
            "ended_at",
        ),
        told_by=(("ref", (Tag.CANARY_PUT, Tag.CANARY_TAKEN_BACK)),),
        made_by=(Tag.CANARY_PUT,),
    )

    class Meta:
        constraints = [
            by_someone("ended_at", "ended_by", name="canary_ended_by"),
            models.CheckConstraint(
                condition=Q(kind=CanaryKind.ENTRY, paper="")
                & ~Q(holder="")
                & ~Q(secret="")
                & ~Q(drawn="")
                | Q(kind=CanaryKind.PAPER, holder="", secret="", drawn="") & ~Q(paper=""),
                name="canary_is_entry_or_paper",
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(ended_at__isnull=True) & ~Q(paper=""),
                name="canary_paper_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
