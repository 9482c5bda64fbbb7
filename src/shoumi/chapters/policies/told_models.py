"""Of which version of the policy people whose data is held were told, and what they said to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.rules.told import ToldBy

_REF = 53


class PolicyTelling(AuthenticatedRow):
    """The people of a data set were told of a version, each by name; it counts once another person
    looked at the evidence.

    ``number``    of the version
    ``document``  the stored evidence; ``content_sha256`` of it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    version = models.CharField(max_length=_REF)
    number = models.PositiveIntegerField()
    dataset = models.CharField(max_length=_REF)
    way = models.CharField(max_length=9, choices=[(one, one) for one in ToldBy])
    told_on = models.DateField()
    document = models.CharField(max_length=_REF)
    content_sha256 = models.CharField(max_length=64)
    noted_by = models.CharField(max_length=_REF)
    noted_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=_REF, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "version", "number", "dataset", "way", "told_on", "document"),
            *("content_sha256", "noted_by", "noted_at", "confirmed_by", "confirmed_at"),
        ),
        told_by=(("ref", (Tag.TOLD, Tag.TELLING_CONFIRMED)),),
        made_by=(Tag.TOLD,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "dataset"], name="a_data_set_is_told_of_a_version_once"
            ),
            by_someone("confirmed_at", "confirmed_by", name="a_telling_is_confirmed_by_someone"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("noted_by")), name="a_telling_is_confirmed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CustomerAnswer(AuthenticatedRow):
    """What somebody whose data is held said to the newest version that she or he was shown; who
    says otherwise later says so here."""

    ref = models.CharField(max_length=_REF, unique=True)
    subject = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField()
    agrees = models.BooleanField()
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "subject", "number", "agrees", "at"),
        told_by=(("ref", (Tag.CUSTOMER_ANSWERED,)),),
        made_by=(Tag.CUSTOMER_ANSWERED,),
    )

    def __str__(self) -> str:
        return self.ref
