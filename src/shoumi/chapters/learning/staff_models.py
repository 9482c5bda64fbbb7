"""Lists of staff that were brought in: who takes which course, who works where."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.learning.events import Tag

_REF = 53


class Enrolment(AuthenticatedRow):
    """Somebody takes a course, whatever roles she or he holds yet."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    series = models.CharField(max_length=_REF)
    enrolled_by = models.CharField(max_length=_REF)
    enrolled_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "person", "series", "enrolled_by", "enrolled_at"),
        told_by=(("ref", (Tag.ENROLLED,)),),
        made_by=(Tag.ENROLLED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "series"], name="one_enrolment_in_a_course")
        ]

    def __str__(self) -> str:
        return self.ref


class Placement(AuthenticatedRow):
    """The department somebody works in, as it was said last; for figures alone."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF, unique=True)
    department = models.CharField(max_length=60)
    placed_by = models.CharField(max_length=_REF)
    placed_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "person", "department", "placed_by", "placed_at"),
        told_by=(("ref", (Tag.PLACED,)),),
        made_by=(Tag.PLACED,),
    )

    def __str__(self) -> str:
        return self.ref


class StaffImport(AuthenticatedRow):
    """A list of staff that was brought in.  Its rows that have to be mended lie sealed in the
    keyring under ``ref``, as a workbook, until ``until``.

    ``faults``  [cell, code of what is wrong] of these; no value of a cell
    """

    ref = models.CharField(max_length=_REF, unique=True)
    content_sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    brought_by = models.CharField(max_length=_REF)
    brought_at = models.DateTimeField()
    until = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "content_sha256", "rows", "taken", "left", "faults", "brought_by"),
            *("brought_at", "until"),
        ),
        told_by=(("ref", (Tag.STAFF_BROUGHT,)),),
        made_by=(Tag.STAFF_BROUGHT,),
    )

    def __str__(self) -> str:
        return self.ref
