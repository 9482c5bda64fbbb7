"""Sealed packages and how far they came."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    SEALED = "SEALED"
    RELEASED = "RELEASED"
    RECEIVED = "RECEIVED"
    VOIDED = "VOIDED"  # taken back before it was received; the file is gone


class Package(models.Model):
    """One sealed delivery.  The file lies in the home; only the recipient can open it.

    ``fields``       codes of the register that its rows have
    ``said``         how many rows have which of them, under which notice (``columns.counted``)
    ``minors``       of how many minors there are rows, which the releaser agrees to; None of
                     packages that are older than this column
    ``fingerprint``  SHA-256 of the recipient's key, in hex, as its manifest names it
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=[(s, s) for s in State], default=State.SEALED)
    file_name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    fields = models.JSONField(default=list, db_default=[])
    said = models.JSONField(default=list, db_default=[])
    fingerprint = models.CharField(max_length=64, default="", db_default="")
    rows = models.PositiveIntegerField()
    consented = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    minors = models.PositiveIntegerField(null=True)
    sealed_by = models.CharField(max_length=40)
    released_by = models.CharField(max_length=40, default="")
    sealed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=40, default="")
    position = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="package_of_deal")]
        constraints = [
            # Two persons hand data over; the database holds them to it.
            models.CheckConstraint(
                condition=~Q(released_by=F("sealed_by")), name="sealer_does_not_release"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SEALED, State.VOIDED])
                | (Q(released_at__isnull=False) & ~Q(released_by="")),
                name="released_means_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(rows=F("consented") - F("withdrawn")), name="sent_is_reconciled"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
