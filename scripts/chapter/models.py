"""The items."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.chapters.chapter_slug.rules import State, Topic


class Item(models.Model):
    """Something to be done for one customer of a deal, and until when."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)  # whose it is; goes with the customer
    topic = models.CharField(max_length=12, choices=[(t, t) for t in Topic])
    state = models.CharField(max_length=8, choices=[(s, s) for s in State], default=State.OPEN)
    due = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    position = models.BigIntegerField()  # of the ledger entry that opened it

    class Meta:
        indexes = [
            models.Index(fields=["deal", "state", "due"], name="chapter_slug_of_deal"),
            models.Index(fields=["subject"], name="chapter_slug_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DONE, closed_at__isnull=False)
                | Q(state=State.OPEN, closed_at__isnull=True),
                name="chapter_slug_done_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
