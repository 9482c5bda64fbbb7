"""The vendors: who they are, what they answered, what was agreed, and what reached them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.vendors.events import Tag, Why
from shoumi.chapters.vendors.form_models import OwnForm
from shoumi.chapters.vendors.incident_models import Incident, ReportLink
from shoumi.chapters.vendors.rules import Service, State
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.terms import RiskGrade

# Django looks for every table here.
__all__ = [
    "Impact",
    "Incident",
    "OwnForm",
    "ProcessingAgreement",
    "ReportLink",
    "Review",
    "Token",
    "Vendor",
]
_REF = 40
_NAME = 120
_HOST = 253  # the longest name of a host (RFC 1035 2.3.4)


class Vendor(AuthenticatedRow):
    """Somebody whom the house entrusts with data.

    ``purposes``  for which (``core.terms.Purpose``); ``fields`` codes of the register
    ``subs``      its own vendors: name, what each does, where; ``listed_by`` whom and
                  ``listed_at``, missing where an earlier version listed it; ``agreed`` by whom,
                  empty where the house has not agreed
    ``contact``   its mail address lies sealed in the keyring under this name
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=_NAME)
    code = models.CharField(max_length=18)
    service = models.CharField(max_length=14, choices=[(s, s) for s in Service])
    place = models.CharField(max_length=_NAME)
    ways = models.JSONField()
    purposes = models.JSONField()
    fields = models.JSONField()
    subs = models.JSONField(default=list)
    is_high_risk = models.BooleanField(default=False)
    contact = models.CharField(max_length=_REF)
    state = models.CharField(max_length=6, choices=[(s, s) for s in State], default=State.ACTIVE)
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    returned = models.CharField(max_length=_REF, default="")  # the paper that proves it

    coverage = Coverage(
        columns=(
            "ref",
            "number",
            "name",
            "code",
            "service",
            "place",
            "ways",
            "purposes",
            "fields",
            "subs",
            "is_high_risk",
            "contact",
            "state",
            "registered_at",
            "ended_at",
            "returned",
        ),
        told_by=(("ref", (Tag.REGISTERED, Tag.CHANGED, Tag.SUB_PROCESSORS, Tag.RETURNED)),),
        made_by=(Tag.REGISTERED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(state=State.ENDED), name="one_row_for_each_vendor"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ENDED) | (Q(ended_at__isnull=False) & ~Q(returned="")),
                name="ended_means_returned_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Impact(AuthenticatedRow):
    """The assessment of what entrusting means to people (PIPL 55(3), 56): the newest counts.

    ``written``  necessity, risks with their measures, opinions: nothing that nobody wrote
    """

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    written = models.JSONField()
    of_fields = models.JSONField()  # the vendor's at the time; more of them ask for another
    of_purposes = models.JSONField()
    residual = models.CharField(max_length=4, choices=[(g, g) for g in RiskGrade])
    assessor = models.CharField(max_length=_REF)
    approver = models.CharField(max_length=_REF, default="")
    written_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    document = models.CharField(max_length=_REF, default="")

    coverage = Coverage(
        columns=(
            "ref",
            "vendor",
            "written",
            "of_fields",
            "of_purposes",
            "residual",
            "assessor",
            "approver",
            "written_at",
            "approved_at",
            "until",
            "document",
        ),
        told_by=(("ref", (Tag.ASSESSED, Tag.APPROVED)),),
        made_by=(Tag.ASSESSED,),
    )

    class Meta:
        indexes = [models.Index(fields=["vendor", "id"], name="impact_of_vendor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approver="", until__isnull=True)
                | (Q(approved_at__isnull=False, until__isnull=False) & ~Q(approver="")),
                name="impact_approved_means_dated",
            ),
            models.CheckConstraint(
                condition=~Q(approver=models.F("assessor")), name="impact_takes_two"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Review(AuthenticatedRow):
    """One questionnaire: sent, answered, judged.  The newest that was judged counts.

    ``answers``   code -> value and the vendor's own words
    ``evidence``  code -> paper and the last day on which it counts
    ``digest``    of the token in the link by which the vendor answers; empty once it is spent
    ``due``       the last day to answer; ``next_due`` of the review that follows
    """

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    version = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, default="")
    answers = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    due = models.DateField()
    answered_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=_REF, default="")
    points = models.PositiveSmallIntegerField(null=True)
    enough_until = models.DateField(null=True)
    next_due = models.DateField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "vendor",
            "version",
            "answers",
            "evidence",
            "asked_at",
            "due",
            "answered_at",
            "judged_at",
            "judged_by",
            "points",
            "enough_until",
            "next_due",
        ),
        told_by=(("ref", (Tag.ASKED, Tag.ANSWERED, Tag.JUDGED)),),
        made_by=(Tag.ASKED,),
    )

    class Meta:
        indexes = [models.Index(fields=["vendor", "id"], name="review_of_vendor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True)
                | Q(answered_at__isnull=False, points__isnull=False, next_due__isnull=False),
                name="judged_means_answered_and_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ProcessingAgreement(AuthenticatedRow):
    """An agreement on entrusted processing, signed by the house and the vendor."""

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    stage = models.CharField(max_length=9, choices=[(s, s) for s in Stage], default=Stage.DRAFT)
    terms = models.JSONField()
    fields = models.JSONField()
    persons = models.JSONField()  # refs of those who must sign
    signed = models.JSONField(default=list)
    document = models.CharField(max_length=_REF)
    sha256 = models.CharField(max_length=64)
    until = models.DateTimeField()
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            "ref",
            "vendor",
            "stage",
            "terms",
            "fields",
            "persons",
            "signed",
            "document",
            "sha256",
            "until",
            "drafted_at",
            "signed_at",
            "ended_at",
        ),
        told_by=(("ref", (Tag.AGREEMENT, Tag.SIGNED, Tag.ENDED)),),
        made_by=(Tag.AGREEMENT,),
    )

    class Meta:
        indexes = [models.Index(fields=["vendor", "id"], name="processing_of_vendor")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=Stage.SIGNED) | Q(signed_at__isnull=False),
                name="processing_signed_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Token(AuthenticatedRow):
    """By which alone data reach a vendor; one of each way stands at a time.

    ``account``  the vendor's account or machine by which the house had things delivered when it was
                 issued (``core.entrustment``); by another the token is none
    """

    ref = models.CharField(max_length=_REF, unique=True)
    vendor = models.CharField(max_length=_REF)
    way = models.CharField(max_length=13, choices=[(w, w) for w in Way])
    purposes = models.JSONField()
    fields = models.JSONField()
    account = models.CharField(max_length=_HOST, default="", blank=True)
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=8, choices=[(w, w) for w in Why], default="", blank=True)

    coverage = Coverage(
        columns=(
            "ref",
            "vendor",
            "way",
            "purposes",
            "fields",
            "account",
            "issued_at",
            "ended_at",
            "why",
        ),
        told_by=(("ref", (Tag.TOKEN, Tag.TOKEN_OVER)),),
        made_by=(Tag.TOKEN,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "way"], condition=Q(ended_at__isnull=True), name="one_token_a_way"
            ),
        ]

    def is_for(self, wanted: Entrustment) -> bool:
        return (
            wanted.purpose in self.purposes
            and wanted.fields <= set(self.fields)
            and wanted.account == self.account
        )

    def __str__(self) -> str:
        return self.ref
