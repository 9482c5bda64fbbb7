"""What was begun and how far it came; what was found when the algorithms were reviewed."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from shoumi.base.rotation.events import Decision, Tag, What
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage


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


class AlgorithmReview(AuthenticatedRow):
    """Looked at by one person, approved by another; the newest one counts until ``due_at``.

    ``algorithms``  what was in use then, as the system found it: use, algorithm, bits, count
    ``weak``        keys of those that are to be replaced
    What was found, in words, is a text that the entry commits to.
    """

    ref = models.CharField(primary_key=True, max_length=53)
    algorithms = models.JSONField()
    weak = models.JSONField()
    decision = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Decision])
    reviewed_by = models.CharField(max_length=53)
    approved_by = models.CharField(max_length=53)
    reviewed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "algorithms",
            "weak",
            "decision",
            "reviewed_by",
            "approved_by",
            "reviewed_at",
            "due_at",
            "position",
        ),
        told_by=(("ref", (Tag.REVIEWED,)),),
        made_by=(Tag.REVIEWED,),
    )

    class Meta:
        indexes = [models.Index(fields=["-position"], name="rotation_newest_review")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("reviewed_at")), name="rotation_review_is_due_later"
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("approved_by")), name="rotation_review_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
