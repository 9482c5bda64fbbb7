"""A statement about one demand by the role that answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from shoumi.base.attestations.events import Tag
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.core.handbook import GraceReason, demand
from shoumi.core.terms import Role

REF_LENGTH = 53


class Statement(StrEnum):
    """What is stated: closed words, so that nothing else can be written."""

    IN_PLACE = "in_place"  # the measure exists and is kept
    CHECKED_OUTSIDE = "checked_outside"  # the fact lives in another system and was looked up there
    NONE_OCCURRED = "none_occurred"  # nothing the demand speaks of has happened


class Attestation(AuthenticatedRow):
    """Signed by one person in one role, with evidence, until a date.  The newest one counts.

    ``deal``      empty: for the whole house
    ``part``      the part outside the system it is about, where it is not about the whole demand
    ``evidence``  the SHA-256 of what was looked at
    ``kind``      which record of the demand that is, and ``document`` where it is kept; empty of
                  statements of earlier versions, of which only the fingerprint was kept
    ``looked``    its format, how often it names somebody by label, and how many pages nobody read
    ``persons``   whom it covers, where it names persons; None: everybody (earlier versions)
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    duty = models.CharField(max_length=4)
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    statement = models.CharField(
        max_length=16, choices=[(said.value, said.value) for said in Statement]
    )
    part = models.CharField(max_length=24, blank=True, default="", db_default="")
    evidence = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=24, blank=True, default="", db_default="")
    document = models.CharField(max_length=REF_LENGTH, blank=True, default="", db_default="")
    looked = models.JSONField(null=True)
    persons = models.JSONField(null=True)
    attested_by = models.CharField(max_length=REF_LENGTH)
    role = models.CharField(max_length=4, choices=[(role.value, role.value) for role in Role])
    attested_at = models.DateTimeField()
    until = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=REF_LENGTH, blank=True)

    coverage = Coverage(
        columns=(
            "ref",
            "duty",
            "deal",
            "statement",
            "part",
            "evidence",
            "kind",
            "document",
            "persons",
            "attested_by",
            "role",
            "attested_at",
            "until",
            "position",
            "revoked_at",
            "revoked_by",
        ),
        told_by=(("ref", (Tag.GIVEN, Tag.REVOKED)),),
        made_by=(Tag.GIVEN,),
    )

    class Meta:
        indexes = [models.Index(fields=["duty", "deal", "attested_at"], name="attestation_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="", document="") | (~Q(kind="") & ~Q(document="")),
                name="attestation_keeps_what_it_names",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("attested_at")), name="attestation_ends_after_it_begins"
            ),
            by_someone("revoked_at", "revoked_by", name="attestation_revoked_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def stands_until(self) -> datetime:
        """Its own end, or the end of the demand's longest term where that is over first: earlier
        versions took longer ones."""
        return min(self.until, self.attested_at + timedelta(days=demand(self.duty).valid_days))

    @property
    def named(self) -> Mapping[str, int]:
        """How often the evidence names somebody, by label of the scan."""
        return dict((self.looked or {}).get("named", {}))

    @property
    def unread(self) -> int:
        """Pages of the evidence that nobody read."""
        return int((self.looked or {}).get("unread", 0))

    def covers(self, person: str) -> bool:
        return self.persons is None or person in self.persons

    @property
    def as_role(self) -> Role:
        return Role(self.role)


class Grace(AuthenticatedRow):
    """Until ``until`` the doors of some lapsed demands stand open; granted by two persons.

    ``duties``    demand -> the code of what was wrong when it was granted; another lapse of the
                  same demand has no grace
    ``ended_at``  it was ended before its day
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    duties = models.JSONField()
    reason = models.CharField(
        max_length=12, choices=[(reason.value, reason.value) for reason in GraceReason]
    )
    granted_by = models.CharField(max_length=REF_LENGTH)
    approved_by = models.CharField(max_length=REF_LENGTH)
    granted_at = models.DateTimeField()
    until = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=REF_LENGTH, blank=True)

    coverage = Coverage(
        columns=(
            "ref",
            "duties",
            "reason",
            "granted_by",
            "approved_by",
            "granted_at",
            "until",
            "position",
            "ended_at",
            "ended_by",
        ),
        told_by=(("ref", (Tag.GRACE_GRANTED, Tag.GRACE_ENDED)),),
        made_by=(Tag.GRACE_GRANTED,),
    )

    class Meta:
        indexes = [models.Index(fields=["until"], name="grace_until")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(granted_by=F("approved_by")), name="grace_needs_two_people"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("granted_at")), name="grace_ends_after_it_begins"
            ),
            by_someone("ended_at", "ended_by", name="grace_ended_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ends_at(self) -> datetime:
        """When it is over: its day, or the moment at which it was ended before."""
        return min(self.until, self.ended_at) if self.ended_at else self.until
