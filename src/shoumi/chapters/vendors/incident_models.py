"""What went wrong at vendors, and the links by which they report it.  ``models`` hands them on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.vendors.events import Tag

_REF = 40


class ReportLink(models.Model):
    """The link by which a vendor reports incidents at any hour, without an account: one at a time.

    ``digest``  of its token, which is kept nowhere
    """

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=_REF)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor"],
                condition=Q(ended_at__isnull=True),
                name="one_report_link_at_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Incident(AuthenticatedRow):
    """Something that went wrong at a vendor.  It is settled once data were recalled, or deletion
    was confirmed, with a paper."""

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    told_at = models.DateTimeField()
    known_at = models.DateTimeField()  # to the vendor
    proof = models.CharField(max_length=_REF, default="")
    settled_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=("ref", "vendor", "told_at", "known_at", "proof", "settled_at"),
        told_by=(("ref", (Tag.INCIDENT, Tag.SETTLED)),),
        made_by=(Tag.INCIDENT,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(proof=""),
                name="settled_means_proven",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
