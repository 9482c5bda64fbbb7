"""Files that wait, what came of each import, and the rows that wait to be mended.

No value and no name stands here: what a row said is sealed as somebody's who is set aside
(``base.subjects``), and a file is known by its digest.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q


class RowState(StrEnum):
    """Stored values: changing one needs a migration."""

    WAITING = "WAITING"
    RETURNED = "RETURNED"  # a later import brought it back
    LEFT_OUT = "LEFT_OUT"
    DESTROYED = "DESTROYED"


class Upload(models.Model):
    """Files that somebody brought and nobody decided about yet: how they are found again.

    ``ref``  the sealed slip they wait in
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    dataset = models.CharField(max_length=40)
    actor = models.CharField(max_length=40)
    files = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["actor", "deal"], name="intake_uploads_of")]

    def __str__(self) -> str:
        return self.ref


class Import(models.Model):
    """One import that was taken in; every row of its files is in one of the three."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40, db_index=True)
    dataset = models.CharField(max_length=40)
    file_rows = models.PositiveIntegerField()
    taken_in = models.PositiveIntegerField()
    set_aside = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file_rows=F("taken_in") + F("set_aside") + F("left_out")),
                name="intake_import_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class SetAsideRow(models.Model):
    """``subject``: under whose name and key the row is sealed.

    ``faults``      code and field of each
    ``settled_by``  the import with which it came back
    """

    ref = models.CharField(max_length=40, unique=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    dataset = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, unique=True)
    file = models.CharField(max_length=64)
    sheet = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    faults = models.JSONField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in RowState], default=RowState.WAITING
    )
    settled_by = models.ForeignKey(
        Import, null=True, on_delete=models.PROTECT, related_name="settled"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dataset", "state", "id"], name="intake_rows_waiting")]
        constraints = [
            # The same line of the same file waits once.
            models.UniqueConstraint(
                fields=["dataset", "file", "sheet", "line"],
                condition=Q(state="WAITING"),
                name="intake_row_waits_once",
            ),
            models.CheckConstraint(
                # When a row was destroyed stands in the order that did it.
                condition=Q(state__in=["WAITING", "DESTROYED"], settled_at__isnull=True)
                | Q(state__in=["RETURNED", "LEFT_OUT"], settled_at__isnull=False),
                name="intake_settled_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
