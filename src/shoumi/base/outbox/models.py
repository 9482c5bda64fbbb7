"""Messages on their way out.  No address is stored: it is looked up when the message goes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.outbox.rules import MAX_SUBJECT, Channel, State

REF_LENGTH = 53


class Message(models.Model):
    """One message to one recipient.

    ``body`` is emptied once the message is settled; ``body_sha256`` stays.  ``failure`` names what
    went wrong last, a class or a code.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    batch = models.CharField(max_length=REF_LENGTH, db_index=True)
    to = models.CharField(max_length=REF_LENGTH, db_index=True)
    channel = models.CharField(
        max_length=8, choices=[(channel.value, channel.value) for channel in Channel]
    )
    deal = models.CharField(max_length=REF_LENGTH, blank=True, db_index=True)
    key = models.CharField(max_length=120, null=True, unique=True)
    subject_line = models.CharField(max_length=MAX_SUBJECT)
    body = models.TextField(blank=True)
    body_sha256 = models.BinaryField(max_length=32)

    state = models.CharField(
        max_length=13, default=State.QUEUED, choices=[(state.value, state.value) for state in State]
    )
    queued_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="queued", settled_at__isnull=True)
                | (~Q(state="queued") & Q(settled_at__isnull=False, body="")),
                name="message_settled_is_emptied",
            )
        ]

    def __str__(self) -> str:
        return self.ref
