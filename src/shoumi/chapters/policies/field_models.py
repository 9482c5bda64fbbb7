"""Reviews of fields: which were looked at, what was found of them."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
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


class FieldProposal(AuthenticatedRow):
    """A field that an imported file asked for and the register did not name.

    ``code``     which field; what is proposed of it, ``rules.field_proposals`` says
    ``dataset``  whose import it was
    ``version``  the draft it went into; empty where it waits or was refused, for ``why``
    """

    ref = models.CharField(max_length=_REF, unique=True)
    code = models.CharField(max_length=24)
    dataset = models.CharField(max_length=_REF)
    found_at = models.DateTimeField()
    settled_by = models.CharField(max_length=_REF, default="", blank=True)
    settled_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=_REF, default="", blank=True)
    why = models.TextField(default="", blank=True)

    coverage = Coverage(
        columns=(
            *("ref", "code", "dataset", "found_at"),
            *("settled_by", "settled_at", "version", "why"),
        ),
        told_by=(("ref", (Tag.FIELD_PROPOSED, Tag.PROPOSAL_SETTLED)),),
        made_by=(Tag.FIELD_PROPOSED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_proposal_of_a_field",
            ),
            by_someone("settled_at", "settled_by", name="proposal_settled_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref
