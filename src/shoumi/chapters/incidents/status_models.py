"""What is said of an incident in public."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.incident_models import never_by, ref_to


class StatusNote(AuthenticatedRow):
    """One version of the public word on an incident: the newest that two approved is shown.

    ``zh``, ``en``  the text; without English all read Chinese
    ``next_at``     by when the next is promised; None: it is the last
    ``agreed_*``    the first who approved it; ``shown_*`` the second, by whom it was public
    ``down_*``      taken down, and ``why``
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    number = models.PositiveIntegerField()
    zh = models.TextField()
    en = models.TextField(default="", blank=True)
    contact = models.CharField(max_length=200)
    next_at = models.DateTimeField(null=True)
    written_by = ref_to()
    written_at = models.DateTimeField()
    agreed_by = ref_to(default="")
    agreed_at = models.DateTimeField(null=True)
    shown_by = ref_to(default="")
    shown_at = models.DateTimeField(null=True)
    down_by = ref_to(default="")
    down_at = models.DateTimeField(null=True)
    why = models.TextField(default="", blank=True)

    coverage = Coverage(
        columns=(
            *("ref", "breach", "number", "zh", "en", "contact", "next_at", "written_by"),
            *("written_at", "agreed_by", "agreed_at", "shown_by", "shown_at", "down_by"),
            *("down_at", "why"),
        ),
        told_by=(
            (
                "ref",
                (Tag.STATUS_WRITTEN, Tag.STATUS_AGREED, Tag.STATUS_SHOWN, Tag.STATUS_TAKEN_DOWN),
            ),
        ),
        made_by=(Tag.STATUS_WRITTEN,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["breach", "number"], name="status_numbers_are_unique"),
            by_someone("agreed_at", "agreed_by", name="status_agreed_by_someone"),
            by_someone("shown_at", "shown_by", name="status_shown_by_someone"),
            by_someone("down_at", "down_by", name="status_down_by_someone"),
            never_by("agreed_by", "written_by", "status_not_agreed_by_its_writer"),
            never_by("shown_by", "written_by", "status_not_shown_by_its_writer"),
            never_by("shown_by", "agreed_by", "a_status_takes_two"),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(agreed_at__isnull=False),
                name="status_shown_means_agreed",
            ),
            models.CheckConstraint(
                condition=Q(down_at__isnull=True) | (Q(shown_at__isnull=False) & ~Q(why="")),
                name="status_down_means_shown_and_why",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(next_at__gt=F("written_at")),
                name="status_next_is_later",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
