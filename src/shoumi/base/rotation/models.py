"""What was begun and how far it came."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from shoumi.base.rotation.events import What


class State(StrEnum):
    OPEN = "open"
    DONE = "done"


class Rotation(models.Model):
    """``target``: the deal, the key-encryption key or the field; nothing where there is one only.

    ``parent`` is the rotation this is a part of.  ``epoch`` is that of the new key.
    """

    ref = models.CharField(max_length=40, unique=True)
    what = models.CharField(max_length=8, choices=[(w.value, w.value) for w in What])
    target = models.CharField(max_length=80, blank=True)
    epoch = models.PositiveIntegerField()
    suite = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=400, blank=True, help_text="file of the new passphrase")
    parent = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=4, choices=[(s.value, s.value) for s in State], default=State.OPEN.value
    )
    actor = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(null=True, help_text="of the ledger entry that proves it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "target"], condition=Q(state="open"), name="rotation_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", finished_at=None)
                | Q(state="done", finished_at__isnull=False, position__isnull=False),
                name="rotation_done_means_proved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}/{self.target}" if self.target else self.what
