"""Addresses that are shut out for a while."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence.events import Tag

_REF = 40


class AddressBlock(AuthenticatedRow):
    """
    ``alert``    the alert it was shut out for; empty: somebody did so without one
    ``seen_at``  when the host was first seen to have it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    address = models.CharField(max_length=45)
    alert = models.CharField(max_length=_REF, default="")
    blocked_by = models.CharField(max_length=_REF)
    blocked_at = models.DateTimeField()
    until = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=_REF, default="")
    lifted_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "address",
            "alert",
            "blocked_by",
            "blocked_at",
            "until",
            "seen_at",
            "lifted_by",
            "lifted_at",
        ),
        told_by=(("ref", (Tag.BLOCKED, Tag.BLOCK_SEEN, Tag.UNBLOCKED)),),
        made_by=(Tag.BLOCKED,),
    )

    class Meta:
        constraints = [
            by_someone("lifted_at", "lifted_by", name="addressblock_lifted_by"),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("blocked_at")), name="addressblock_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
