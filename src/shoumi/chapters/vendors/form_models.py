"""Questionnaires that the house owns.  ``models`` hands them on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.vendors.events import Tag

_REF = 40
_NAME = 120


class OwnForm(AuthenticatedRow):
    """One version of a questionnaire of the house's own, and which of its cells ask what ours ask.

    A form that is mapped anew is another row; the one before it is ended.

    ``version``    0 while nothing is mapped
    ``texts``      place -> what its cell says in the empty form; ``merged`` ranges of it
    ``questions``  the version of our questionnaire that it was mapped to
    ``places``     code of a question -> the place that asks it
    ``columns``    letters in which answer, words and last day of the evidence stand
    ``spellings``  answer -> the words of the form for it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    name = models.CharField(max_length=_NAME)
    version = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    merged = models.JSONField()
    questions = models.CharField(max_length=8, default="", blank=True)
    places = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    spellings = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=_REF)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="", blank=True)

    coverage = Coverage(
        columns=(
            "ref", "name", "version", "texts", "merged", "questions", "places", "columns",
            "spellings", "made_at", "made_by", "ended_at", "ended_by",
        ),
        told_by=(("ref", (Tag.FORM, Tag.FORM_ENDED)),),
        made_by=(Tag.FORM,),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_at__isnull=True),
                name="one_form_of_a_name_in_use",
            ),
            models.CheckConstraint(
                condition=Q(version=0, questions="") | (Q(version__gt=0) & ~Q(questions="")),
                name="mapped_form_says_to_what",
            ),
            by_someone("ended_at", "ended_by", name="form_ended_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref
