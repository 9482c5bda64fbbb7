"""The one row of a story: what time it is in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Story(models.Model):
    """There is at most one, with key 1."""

    started_at = models.DateTimeField()
    now_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_story"),
            models.CheckConstraint(
                condition=Q(now_at__gte=F("started_at")), name="story_goes_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.now_at.isoformat()
