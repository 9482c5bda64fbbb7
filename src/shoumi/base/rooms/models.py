"""Data rooms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.rooms.rules import State
from shoumi.core.terms import DisclosureLevel


class Room(models.Model):
    """One level of disclosure of one deal: what, to whom, until when."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    level = models.CharField(max_length=2, choices=[(x, x) for x in DisclosureLevel])
    state = models.CharField(max_length=8, choices=[(s, s) for s in State], default=State.PREPARED)
    requester = models.CharField(max_length=40)
    approvals = models.JSONField(default=list)  # persons
    persons = models.JSONField(default=list)  # who may enter
    subjects = models.JSONField(default=list)  # L3: whose items are shown
    rows = models.PositiveIntegerField()
    generalised = models.PositiveIntegerField(default=0)
    suppressed = models.PositiveIntegerField(default=0)
    document = models.CharField(max_length=40, default="")
    task = models.CharField(max_length=40, default="")
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)  # what it showed is destroyed
    position = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["deal", "state", "level"], name="room_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.OPEN)
                | Q(opened_at__isnull=False, closes_at__gt=F("opened_at")),
                name="an_open_room_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Teaser(models.Model):
    """The public summary of level L0, as scanned."""

    deal = models.CharField(max_length=40)
    document = models.CharField(max_length=40)
    hits = models.PositiveIntegerField()
    suppressed = models.PositiveIntegerField()
    scanned_at = models.DateTimeField()
    position = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="teaser_of_deal")]

    def __str__(self) -> str:
        return self.document
