"""What was opened in an emergency, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.emergency.events import Note, Outcome, Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage


class Emergency(AuthenticatedRow):
    """One opening.  ``number`` counts those of the person in the ``quarter``.

    ``reason``  why, in words that name nobody
    ``due_at``  when it has to be reviewed; ``overdue`` the entry that says it was not
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    deal = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    task = models.CharField(max_length=40)
    fields = models.JSONField()  # field codes
    reason = models.CharField(max_length=200)
    quarter = models.CharField(max_length=6)
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    due_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    overdue = models.PositiveBigIntegerField(null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in Outcome]
    )
    note = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in Note]
    )

    coverage = Coverage(
        columns=(
            "ref",
            "person_id",
            "deal",
            "subject",
            "task",
            "fields",
            "reason",
            "quarter",
            "number",
            "opened_at",
            "ends_at",
            "due_at",
            "position",
            "overdue",
            "reviewed_by_id",
            "reviewed_at",
            "outcome",
            "note",
        ),
        told_by=(("ref", (Tag.OPENED, Tag.REVIEWED, Tag.OVERDUE)),),
        made_by=(Tag.OPENED,),
    )

    class Meta:
        ordering = ["-position"]
        indexes = [models.Index(fields=["reviewed_at", "due_at"], name="emergency_to_review")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "quarter", "number"], name="emergencies_are_counted"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=2), name="two_emergencies_a_quarter"
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("person")), name="emergency_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, outcome="", note="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(note="")
                ),
                name="emergency_review_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
