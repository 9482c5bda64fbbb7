"""Lesson packages of courses, where each learner is in them, and who worked through all of one."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.rules.packages import Edition

_REF = 53


class LessonPackage(AuthenticatedRow):
    """A package of a course; of several of one course the newest counts.

    ``document``  the stored ZIP; ``content_sha256`` of it
    ``parts``     [title, address in the package, whether it reports] each, in their order
    """

    ref = models.CharField(max_length=_REF, unique=True)
    course = models.CharField(max_length=_REF)
    document = models.CharField(max_length=_REF)
    content_sha256 = models.CharField(max_length=64)
    edition = models.CharField(max_length=4, choices=[(one, one) for one in Edition])
    parts = models.JSONField()
    added_by = models.CharField(max_length=_REF)
    added_at = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "course", "document", "content_sha256", "edition", "parts"),
            *("added_by", "added_at"),
        ),
        told_by=(("ref", (Tag.PACKAGE_ADDED,)),),
        made_by=(Tag.PACKAGE_ADDED,),
    )

    def __str__(self) -> str:
        return self.ref


class PackageProgress(models.Model):
    """Where somebody is in one part of a package, as the part itself says: it opens nothing.

    ``state``  what the part is given back when it is opened again
    """

    person = models.CharField(max_length=_REF)
    package = models.CharField(max_length=_REF)
    part = models.PositiveSmallIntegerField()
    state = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "package", "part"], name="one_progress_in_a_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.package}/{self.part}"


class PackageAttendance(AuthenticatedRow):
    """Somebody worked through every part of a package.  It proves attendance, and no knowledge."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    package = models.CharField(max_length=_REF)
    attended_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "person", "package", "attended_at"),
        told_by=(("ref", (Tag.PACKAGE_ATTENDED,)),),
        made_by=(Tag.PACKAGE_ATTENDED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "package"], name="one_attendance_of_a_package_each"
            )
        ]

    def __str__(self) -> str:
        return self.ref
