"""What outsiders have said about our checkpoints, and how the witness stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Anchor(models.Model):
    """A checkpoint of ``size`` with the cosignature lines of the witness (may be none)."""

    size = models.BigIntegerField(primary_key=True)
    signed = models.TextField()
    cosigned = models.TextField(blank=True)
    witnessed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.size)


class Standing(models.Model):
    """The one row about the witness.  Times are the database server's, for they measure silence.

    ``agreed_size`` is the size last cosigned; ``refused_status`` 0 where the last answer was yes.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    first_asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_size = models.BigIntegerField(default=0)
    refused_status = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="anchoring_one_standing")]

    def __str__(self) -> str:
        return f"{self.agreed_size}"
