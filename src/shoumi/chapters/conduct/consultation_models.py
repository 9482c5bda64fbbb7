"""What those say with whom a draft of the rule book was talked over, each by an own account."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.rules.words import Voice

_REF = 40


class ConsultationVoice(AuthenticatedRow):
    """One of the staff says whether a draft was talked over and its record is true (LCL 4).

    ``at``  of the newest answer: until it is published somebody may say otherwise
    """

    ref = models.CharField(max_length=_REF, unique=True)
    book = models.CharField(max_length=_REF)
    person = models.CharField(max_length=_REF)
    says = models.CharField(max_length=12, choices=[(one, one) for one in Voice])
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "book", "person", "says", "at"),
        told_by=(("ref", (Tag.CONSULTED,)),),
        made_by=(Tag.CONSULTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "person"], name="one_voice_on_a_draft_each")
        ]

    def __str__(self) -> str:
        return self.ref
