"""One row that is written just before each copy, to be found again in what was copied."""

from __future__ import annotations

from django.db import models


class Sentinel(models.Model):
    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BinaryField(max_length=32)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="copies_sentinel_one_row"),
        ]

    def __str__(self) -> str:
        return self.written_at.isoformat()
