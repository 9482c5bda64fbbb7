"""People who act, and the roles they were granted by two others."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts import review_models  # noqa: F401 - tables too
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.rules import Kind
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.terms import Role

REF_LENGTH = 53


class Person(AuthenticatedRow):
    """Someone who acts in the house.  Customers are not here but in ``base.subjects``.

    ``stops_at``  from then on the account is stopped, by the time alone, until it is lifted
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Kind])
    is_active = models.BooleanField(default=True)
    enrolled_at = models.DateTimeField()
    stops_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=("ref", "kind", "is_active", "enrolled_at", "stops_at"),
        told_by=(("ref", (Tag.ENROLLED, Tag.RETIRED, Tag.STOPS, Tag.RUNS_AGAIN)),),
        made_by=(Tag.ENROLLED,),
        anywhere=(Tag.FOUNDED,),
    )

    class Meta:
        ordering = ["ref"]

    def __str__(self) -> str:
        return self.ref


class Ask(AuthenticatedRow):
    """A request for a role, waiting for a second person; valid once and for a day.

    That it was used is told by the entry of the role (``ledger_agreement.uses``).
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=4, choices=[(role.value, role.value) for role in Role])
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    until = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "person_id",
            "role",
            "deal",
            "until",
            "requested_by_id",
            "requested_at",
            "used_at",
        ),
        told_by=(("ref", (Tag.REQUESTED,)),),
        made_by=(Tag.REQUESTED,),
    )

    def __str__(self) -> str:
        return self.ref


class Grant(AuthenticatedRow):
    """A role held from ``since`` until ``until`` (exclusive); for one deal, or for the house.

    Founding grants are the first two of a fresh home, when there is nobody yet to ask.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=4, choices=[(role.value, role.value) for role in Role])
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_founding = models.BooleanField(default=False)
    position = models.PositiveBigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "person_id",
            "role",
            "deal",
            "since",
            "until",
            "requested_by_id",
            "approved_by_id",
            "is_founding",
            "position",
        ),
        told_by=(
            ("ref", (Tag.MADE, Tag.ENDED, Tag.LIMITED, Tag.CONFIRMED)),
            ("person_id", (Tag.RETIRED,)),
        ),
        made_by=(Tag.MADE,),
        anywhere=(Tag.FOUNDED,),
    )

    class Meta:
        ordering = ["since", "ref"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_founding=True) | ~Q(approved_by=F("requested_by")),
                name="grant_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(is_founding=True) | ~Q(approved_by=F("person")),
                name="grant_not_approved_by_its_holder",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="grant_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["role"], condition=Q(is_founding=True), name="one_founding_per_role"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "deal"],
                condition=Q(until__isnull=True),
                name="one_open_grant_per_role",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class DoubleDuty(models.Model):
    """A warning that is kept: this person answers for a chapter and supervises it besides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="double_duties")
    chapter = models.PositiveSmallIntegerField()
    raised_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "chapter"], name="one_warning_per_chapter")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.chapter}"
