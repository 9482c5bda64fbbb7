"""What happens in a drill, until it happened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.chapters.incidents.incident_models import ref_to, word
from shoumi.chapters.incidents.rules.words import Channel


class DrillInject(models.Model):
    """One thing that happens at its time, once.  What was planned stands in the drill's row and the
    ledger; that it happened, and how late, in the ledger.

    ``number``    in the order of time, from 1
    ``fired_at``  when it was sent, or its time had come
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    number = models.PositiveIntegerField()
    channel = word(Channel)
    words = models.TextField()
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(fired_at=None), name="injects_to_come")
        ]
        constraints = [
            models.UniqueConstraint(fields=["breach", "number"], name="injects_are_numbered"),
            models.CheckConstraint(
                condition=Q(fired_at__isnull=True) | Q(fired_at__gte=F("due_at")),
                name="no_inject_comes_early",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
