"""Files of learning: papers that were made, sheets that were signed, pictures of lessons."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.learning.events import Tag

_REF = 53


class CertificatePaper(models.Model):
    """A certificate as a paper, made when it was first asked for; it names its holder as of then.

    ``document``  the stored paper, which is one of that kind or is not handed out
    """

    certificate = models.CharField(max_length=_REF, unique=True)
    document = models.CharField(max_length=_REF)

    def __str__(self) -> str:
        return self.certificate


class SignedSheet(AuthenticatedRow):
    """A sheet of signatures of a session on site, scanned or photographed; who stands on it was
    entered by the teacher (``Tag.ENTERED``).

    ``document``  the stored file; ``content_sha256`` of it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    session = models.CharField(max_length=_REF)
    document = models.CharField(max_length=_REF)
    content_sha256 = models.CharField(max_length=64)
    entered_by = models.CharField(max_length=_REF)
    entered_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "session", "document", "content_sha256", "entered_by", "entered_at"),
        told_by=(("ref", (Tag.SHEET_KEPT,)),),
        made_by=(Tag.SHEET_KEPT,),
    )

    def __str__(self) -> str:
        return self.ref


class SheetConfirmation(AuthenticatedRow):
    """Who stands on a sheet confirms by an account of her or his own: the signature there is that
    person's.  Until then the entry counts for no certificate."""

    ref = models.CharField(max_length=_REF, unique=True)
    attendance = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    confirmed_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "attendance", "person", "confirmed_at"),
        told_by=(("ref", (Tag.CONFIRMED,)),),
        made_by=(Tag.CONFIRMED,),
    )

    def __str__(self) -> str:
        return self.ref


class LessonPicture(AuthenticatedRow):
    """A picture that lessons show, drawn anew as PNG.

    ``document``  the stored file; ``content_sha256`` of it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    document = models.CharField(max_length=_REF)
    content_sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=_REF)
    added_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "document", "content_sha256", "added_by", "added_at"),
        told_by=(("ref", (Tag.PICTURE_ADDED,)),),
        made_by=(Tag.PICTURE_ADDED,),
    )

    def __str__(self) -> str:
        return self.ref
