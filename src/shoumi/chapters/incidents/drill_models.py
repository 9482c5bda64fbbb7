"""What happens in a drill, until it happened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.chapters.incidents.incident_models import HEX, ref_to, word
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


class DrawnDrill(models.Model):
    """A drill that begins by itself at a moment nobody knows, between ``since`` and ``until``.

    ``told``      what it is graded by: the fields of the form, as plain values
    ``account``, ``injects``  names of texts in the keyring, so that nobody reads ahead
    ``seed``      name of the seed in the keyring; in hex in ``said`` once it began
    ``position``  of the entry that commits to the seed
    ``breach``    the drill, once it began
    """

    ref = ref_to(unique=True)
    told = models.JSONField()
    account = ref_to()
    injects = ref_to()
    since = models.DateTimeField()
    until = models.DateTimeField()
    seed = ref_to()
    commitment = models.CharField(max_length=HEX)
    position = models.BigIntegerField()
    arranged_by = ref_to()
    arranged_at = models.DateTimeField()
    said = models.CharField(max_length=HEX, default="", blank=True)
    breach = ref_to(default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arranged_by"],
                condition=Q(ended_at__isnull=True),
                name="one_drawn_drill_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="drawn_drill_has_a_window"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
