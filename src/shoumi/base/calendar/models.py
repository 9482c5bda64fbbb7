"""Deadlines: what is due, by when, and whether it was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.core.calendar import Due

REF_LENGTH = 53


class Deadline(models.Model):
    """One thing due about ``about``; exactly one of ``due_on`` and ``due_at`` is set.

    ``periods``  names among the constants, space between; the earliest of them binds
    ``until``    the first moment that is too late, whichever of the two is set
    ``is_wait``  nobody's duty: the house waits for others, and when it is over it is over
    """

    ref = models.CharField(max_length=REF_LENGTH, primary_key=True)
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    about = models.CharField(max_length=REF_LENGTH)
    key = models.CharField(max_length=40)
    periods = models.CharField(max_length=120)
    counted_from_on = models.DateField(null=True)
    counted_from_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    until = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    is_wait = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "key"],
                condition=Q(met_at__isnull=True),
                name="one_running_deadline_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) ^ Q(due_at__isnull=True),
                name="deadline_is_a_day_or_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(counted_from_on__isnull=True) ^ Q(counted_from_at__isnull=True),
                name="deadline_counts_from_a_day_or_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(met_at__isnull=True), name="running_deadlines"
            ),
            models.Index(fields=["deal", "key"], name="deadlines_of_deal"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.due.isoformat()}"

    @property
    def due(self) -> Due:
        return Due(self.due_on, self.due_at, self.is_provisional)

    @property
    def is_late(self) -> bool:
        """Whether a duty was done too late; false while it runs."""
        return not self.is_wait and self.met_at is not None and self.met_at >= self.until
