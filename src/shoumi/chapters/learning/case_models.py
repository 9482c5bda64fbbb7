"""Cases made from what happened here, which incident each is of, who read it before others do."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.learning.events import OF_CASE, Tag

_REF = 53
_TITLE = 120


class Case(AuthenticatedRow):
    """An own incident, told without anybody's data within thirty days."""

    ref = models.CharField(max_length=_REF, unique=True)
    happened_on = models.DateField()
    noted_by = models.CharField(max_length=_REF)
    noted_at = models.DateTimeField()
    title_zh = models.CharField(max_length=_TITLE, default="", blank=True)
    title_en = models.CharField(max_length=_TITLE, default="", blank=True)
    text_zh = models.TextField(default="", blank=True)
    text_en = models.TextField(default="", blank=True)
    told_by = models.CharField(max_length=_REF, default="", blank=True)
    told_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "happened_on", "noted_by", "noted_at", "title_zh", "title_en"),
            *("text_zh", "text_en", "told_by", "told_at"),
        ),
        told_by=(("ref", OF_CASE),),
        made_by=(Tag.CASE_NOTED,),
    )

    class Meta:
        constraints = [by_someone("told_at", "told_by", name="case_told_by_someone")]

    def __str__(self) -> str:
        return self.ref


class CaseSource(AuthenticatedRow):
    """Which incident a case tells, where it came from those the house keeps."""

    ref = models.CharField(max_length=_REF, unique=True)
    case = models.CharField(max_length=_REF, unique=True)
    incident = models.CharField(max_length=_REF, unique=True)
    raised_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "case", "incident", "raised_at"),
        told_by=(("ref", (Tag.CASE_RAISED,)),),
        made_by=(Tag.CASE_RAISED,),
    )

    def __str__(self) -> str:
        return self.ref


class CaseClearance(AuthenticatedRow):
    """Another than its teller read a case and says that nobody can be recognised in it.

    ``text_sha256``  of what was read, in both languages
    """

    ref = models.CharField(max_length=_REF, unique=True)
    case = models.CharField(max_length=_REF, unique=True)
    text_sha256 = models.CharField(max_length=64)
    cleared_by = models.CharField(max_length=_REF)
    cleared_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "case", "text_sha256", "cleared_by", "cleared_at"),
        told_by=(("ref", (Tag.CASE_CLEARED,)),),
        made_by=(Tag.CASE_CLEARED,),
    )

    def __str__(self) -> str:
        return self.ref
