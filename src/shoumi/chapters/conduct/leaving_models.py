"""Who has given notice: from that day on more is asked of what somebody opens."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.conduct.events import Tag

_REF = 40


class LeavingNotice(AuthenticatedRow):
    """Somebody gave notice, or was given it, on a day; nothing stands here but that day."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    given_on = models.DateField()
    noted_by = models.CharField(max_length=_REF)
    noted_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=_REF, default="")
    withdrawn_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "person", "given_on", "noted_by", "noted_at"),
            *("withdrawn_by", "withdrawn_at"),
        ),
        told_by=(("ref", (Tag.LEAVING_NOTED, Tag.LEAVING_WITHDRAWN)),),
        made_by=(Tag.LEAVING_NOTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_running_notice_each",
            ),
            by_someone("withdrawn_at", "withdrawn_by", name="notice_withdrawn_by_someone"),
            models.CheckConstraint(
                condition=~Q(noted_by=F("person")), name="nobody_notes_an_own_notice"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
