"""The notices with which targets collected their data, and the statements that there was none."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from shoumi.base.collection_notices.events import Tag
from shoumi.base.collection_notices.rules import Extent, NoNotice, Shown
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone


def _words(closed: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in closed]


def _extent() -> models.CharField[str, str]:
    return models.CharField(max_length=5, choices=_words(Extent), blank=True)


class CollectionNotice(AuthenticatedRow):
    """One file of the target's own, or the statement that it has none; the newest of a data set is
    what is known of it.

    ``document``    the sealed file; ``format`` as it came in, ``sha256`` in hex
    ``used_from``   the day since when people were told so
    ``reason``      why there is none; then all of the file is empty
    ``purposes``, ``categories``, ``handing_on``  how far each stands in it, empty until judged
    ``missing``     what does not, in words that name nobody
    """

    ref = models.CharField(max_length=53, primary_key=True)
    deal = models.CharField(max_length=53)
    dataset = models.CharField(max_length=53)
    document = models.CharField(max_length=53, blank=True)
    format = models.CharField(max_length=8, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    used_from = models.DateField(null=True)
    shown = models.CharField(max_length=10, choices=_words(Shown), blank=True)
    reason = models.CharField(max_length=9, choices=_words(NoNotice), blank=True)
    filed_by = models.CharField(max_length=53)
    filed_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    purposes = _extent()
    categories = _extent()
    handing_on = _extent()
    missing = models.TextField(blank=True)
    judged_by = models.CharField(max_length=53, blank=True)
    judged_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "deal",
            "dataset",
            "document",
            "format",
            "sha256",
            "used_from",
            "shown",
            "reason",
            "filed_by",
            "filed_at",
            "position",
            "purposes",
            "categories",
            "handing_on",
            "missing",
            "judged_by",
            "judged_at",
        ),
        told_by=(("ref", (Tag.FILED, Tag.NONE_STATED, Tag.JUDGED)),),
        made_by=(Tag.FILED, Tag.NONE_STATED),
    )

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["dataset", "position"], name="collection_notice_of_set")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason="", used_from__isnull=False)
                & ~Q(document="")
                & ~Q(sha256="")
                & ~Q(shown="")
                | ~Q(reason="") & Q(document="", sha256="", shown="", used_from__isnull=True),
                name="a_collection_notice_or_why_none",
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, purposes="", categories="", handing_on="")
                | Q(judged_at__isnull=False, reason="")
                & ~Q(purposes="")
                & ~Q(categories="")
                & ~Q(handing_on=""),
                name="a_collection_notice_is_judged_whole",
            ),
            by_someone("judged_at", "judged_by", name="a_collection_notice_is_judged_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref
