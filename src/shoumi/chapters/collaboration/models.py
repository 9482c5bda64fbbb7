"""Tasks that departments share, and who answers for each chapter."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.collaboration import (  # noqa: F401 - tables too
    connector_models,
    duty_models,
    thread_models,
)
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules.words import End
from shoumi.core.terms import Purpose

_REF = 53


class SharedTask(AuthenticatedRow):
    """What some departments do together, why, until when, and the one who answers for it.

    ``departments``  roles whose holders may be on it
    ``workers``      who else is on it
    ``grant``        the task of the gate by which its people see something; empty without one
    ``closed_at``    when its end was written; it is over before that where time or the absence of
                     who answers for it says so
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=[(one, one) for one in Purpose])
    deal = models.CharField(max_length=_REF)
    departments = models.JSONField()
    accountable = models.CharField(max_length=_REF)
    workers = models.JSONField()
    opened_by = models.CharField(max_length=_REF)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    grant = models.CharField(max_length=_REF, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=_REF, blank=True, default="")
    end = models.CharField(
        max_length=8, choices=[(one, one) for one in End], blank=True, default=""
    )

    coverage = Coverage(
        columns=(
            *("ref", "number", "title", "purpose", "deal", "departments", "accountable"),
            *("workers", "opened_by", "opened_at", "expires_at", "grant", "closed_at"),
            *("closed_by", "end"),
        ),
        told_by=(("ref", (Tag.OPENED, Tag.GRANTED, Tag.HANDED, Tag.ENDED)),),
        made_by=(Tag.OPENED,),
    )

    class Meta:
        indexes = [
            models.Index(fields=["deal", "id"], name="shared_task_of_deal"),
            models.Index(fields=["grant"], name="shared_task_of_grant"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="a_shared_task_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(accountable=""), name="one_answers_for_a_shared_task"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", end="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(end="")),
                name="a_closed_shared_task_says_why",
            ),
            models.UniqueConstraint(
                fields=["grant"], condition=~Q(grant=""), name="a_grant_is_of_one_shared_task"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ChapterDuty(AuthenticatedRow):
    """Who answers for one chapter of the handbook, who works on it, who is asked, who is told.

    ``number``  of the chapter; ``responsible``, ``consulted``, ``informed`` are roles
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    accountable = models.CharField(max_length=_REF)
    responsible = models.JSONField()
    consulted = models.JSONField()
    informed = models.JSONField()
    assigned_by = models.CharField(max_length=_REF)
    assigned_at = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "number", "accountable", "responsible", "consulted", "informed"),
            *("assigned_by", "assigned_at"),
        ),
        told_by=(("ref", (Tag.ASSIGNED,)),),
        made_by=(Tag.ASSIGNED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=20), name="a_duty_is_of_a_chapter"
            ),
            models.CheckConstraint(condition=~Q(accountable=""), name="one_answers_for_a_chapter"),
        ]

    def __str__(self) -> str:
        return self.ref
