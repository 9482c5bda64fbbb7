"""Who of the staff has read a version of the policy and says so."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.policies.events import Tag

_REF = 40


class PolicyAcceptance(AuthenticatedRow):
    """Of one version by one person; another version is asked about anew."""

    ref = models.CharField(max_length=_REF, unique=True)
    version = models.CharField(max_length=_REF)
    person = models.CharField(max_length=_REF)
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "version", "person", "at"),
        told_by=(("ref", (Tag.ACCEPTED,)),),
        made_by=(Tag.ACCEPTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="a_policy_is_accepted_once_by_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.ref
