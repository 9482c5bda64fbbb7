"""Open work: the only source of a purpose."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from shoumi.base.gate import rules
from shoumi.base.gate.events import Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.terms import Purpose


class Task(AuthenticatedRow):
    """Why these people may do these acts to these fields, until when (handbook 11.1).

    ``subject``       the one person it is about; empty where it is about those of the deal
    ``opened_by``     empty of tasks that are older than this column
    ``needs_second``  somebody is on it who opened it: until ``confirmed_by`` is another, the gate
                      does not honour it (handbook 1.3)
    ``is_internal``   opened by an act of the product for what is read within it and shown to nobody
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
    opened_by = models.CharField(max_length=53, blank=True, db_default="", default="")
    needs_second = models.BooleanField(db_default=False, default=False)
    confirmed_by = models.CharField(max_length=53, blank=True, db_default="", default="")
    confirmed_at = models.DateTimeField(null=True)
    is_internal = models.BooleanField(db_default=False, default=False)

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
            "opened_by",
            "needs_second",
            "confirmed_by",
            "confirmed_at",
            "is_internal",
        ),
        told_by=(("ref", (Tag.TASK_OPENED, Tag.TASK_CONFIRMED, Tag.TASK_CLOSED)),),
        made_by=(Tag.TASK_OPENED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="task_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="a_task_ends_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_at__isnull=True)
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False) & Q(needs_second=True)),
                name="a_confirmed_task_says_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("opened_by")),
                name="a_task_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ends_at(self) -> datetime:
        """Its own end, or the longest life of its purpose where that is over first."""
        return min(self.expires_at, self.opened_at + rules.longest(Purpose(self.purpose)))

    @property
    def is_confirmed(self) -> bool:
        return not self.needs_second or self.confirmed_by != ""


class SingleRead(models.Model):
    """One person looked at by another, at ``position`` of the ledger: for counting alone."""

    position = models.BigIntegerField(primary_key=True)
    person = models.CharField(max_length=53)  # who looked
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="single_reads_of_person")]

    def __str__(self) -> str:
        return f"{self.position} {self.person}"
