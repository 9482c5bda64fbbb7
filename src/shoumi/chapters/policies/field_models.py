"""Reviews of fields: which were looked at, what was found of them."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.policies.events import Tag

_REF = 40


class FieldReview(AuthenticatedRow):
    """Several fields of which somebody found the same.

    ``digests``     code -> SHA-256 of its rule as it was looked at; another rule is another field
    ``recipients``  who outside of the house gets them
    """

    ref = models.CharField(max_length=_REF, unique=True)
    digests = models.JSONField()
    recipients = models.JSONField()
    is_necessary = models.BooleanField()
    why = models.TextField()
    by = models.CharField(max_length=_REF)
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "digests", "recipients", "is_necessary", "why", "by", "at"),
        told_by=(("ref", (Tag.FIELDS_REVIEWED,)),),
        made_by=(Tag.FIELDS_REVIEWED,),
    )

    def __str__(self) -> str:
        return self.ref
