"""References in the list of a deal's customers that are nobody's."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence.events import Tag

_REF = 40


class CustomerCanary(AuthenticatedRow):
    """
    ``among``     whose customers it stands among, a deal; no entry says so
    ``shown``     the reference that stands in the list, like that of a customer
    ``beside``    the customer after whom it stands, and whom it looks like
    ``replaces``  another one that ends once this is agreed to
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    among = models.CharField(max_length=_REF)
    shown = models.CharField(max_length=_REF, unique=True)
    beside = models.CharField(max_length=_REF)
    replaces = models.CharField(max_length=_REF, default="")
    asked_by = models.CharField(max_length=_REF)
    asked_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=_REF, default="")
    agreed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "number",
            "among",
            "shown",
            "beside",
            "replaces",
            "asked_by",
            "asked_at",
            "agreed_by",
            "agreed_at",
            "ended_by",
            "ended_at",
        ),
        told_by=(
            (
                "ref",
                (Tag.CUSTOMER_CANARY_ASKED, Tag.CUSTOMER_CANARY_AGREED, Tag.CUSTOMER_CANARY_ENDED),
            ),
        ),
        made_by=(Tag.CUSTOMER_CANARY_ASKED,),
    )

    class Meta:
        constraints = [
            by_someone("agreed_at", "agreed_by", name="customercanary_agreed_by"),
            by_someone("ended_at", "ended_by", name="customercanary_ended_by"),
            models.UniqueConstraint(
                fields=["beside"],
                condition=Q(ended_at__isnull=True),
                name="customercanary_beside_once",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("asked_by")), name="customercanary_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
