"""Open work: the only source of a purpose."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.gate.events import Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.terms import Purpose


class Task(AuthenticatedRow):
    """Why these people may do these acts to these fields, until when (handbook 11.1).

    ``subject``  the one person it is about; empty where it is about those of the deal
    """

    ref = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=20, choices=[(p, p) for p in Purpose])
    deal = models.CharField(max_length=40)
    actors = models.JSONField()  # refs
    acts = models.JSONField()
    fields = models.JSONField()  # field codes
    subject = models.CharField(max_length=40, blank=True, db_default="", default="")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "purpose",
            "deal",
            "actors",
            "acts",
            "fields",
            "subject",
            "opened_at",
            "expires_at",
            "closed_at",
        ),
        told_by=(("ref", (Tag.TASK_OPENED, Tag.TASK_CLOSED)),),
        made_by=(Tag.TASK_OPENED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="task_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="a_task_ends_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
