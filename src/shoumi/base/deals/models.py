"""The transfer of one company: its parties, data sets, milestones and what was filed."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from shoumi.base.deals.events import Tag
from shoumi.base.deals.rules import Move, Overlay, PartyRole
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.terms import DealStage, DealType

REF_LENGTH = 53
_PASSED = [Standing.DONE.value, Standing.WAIVED.value]
# A deal and its milestones stand together: each of these gives all of them a new position.
_STANDING = (
    Tag.CREATED,
    Tag.OPENED,
    Tag.DONE,
    Tag.WAIVED,
    Tag.TURNED_DOWN,
    Tag.SUSPENDED,
    Tag.RESUMED,
    Tag.TERMINATED,
    Tag.BEGUN_AGAIN,
)


def _words(closed: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in closed]


class Series(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class Deal(AuthenticatedRow):
    ref = models.CharField(max_length=REF_LENGTH, primary_key=True)
    number = models.CharField(max_length=16, unique=True)
    deal_type = models.CharField(max_length=12, choices=_words(DealType))
    title = models.CharField(max_length=120)
    target_name = models.CharField(max_length=120)
    overlay = models.CharField(
        max_length=12, choices=_words(Overlay), default=Overlay.NONE.value, blank=True
    )
    overlay_reason = models.CharField(max_length=16, blank=True)
    overlay_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "deal_type", "overlay", "overlay_reason", "overlay_at", "created_at"),
        told_by=(("ref", _STANDING),),
        made_by=(Tag.CREATED,),
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(overlay="", overlay_reason="", overlay_at__isnull=True)
                | (~Q(overlay="") & ~Q(overlay_reason="") & Q(overlay_at__isnull=False)),
                name="overlay_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Party(AuthenticatedRow):
    """One side of a deal.

    ``name``     as it stands in the public register; blank once forgotten
    ``uscc``     the company's code; blank for a natural person
    ``person``   who acts for it in the house, if anyone
    ``contact``  the person (``base.subjects``) in whose sealed record telephone and mail are
    """

    ref = models.CharField(max_length=REF_LENGTH, primary_key=True)
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=_words(PartyRole))
    name = models.CharField(max_length=120, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    person = models.CharField(max_length=REF_LENGTH, blank=True)
    contact = models.CharField(max_length=REF_LENGTH, blank=True)

    # Not the name: it opens nothing, and is blanked where nothing else is.
    coverage = Coverage(
        columns=("ref", "deal_id", "role", "uscc", "person", "contact"),
        told_by=(
            ("ref", (Tag.PARTY_ADDED, Tag.PARTY_REPLACED)),
            ("deal_id", (Tag.CREATED,)),
        ),
        made_by=(Tag.PARTY_ADDED,),
    )

    class Meta:
        ordering = ["ref"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(role=PartyRole.TARGET.value),
                name="one_target_per_deal",
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=~Q(person=""), name="party_of_person"),
            models.Index(fields=["contact"], condition=~Q(contact=""), name="party_of_contact"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def is_natural_person(self) -> bool:
        return not self.uscc


class DataSet(AuthenticatedRow):
    """Data of the target's that may reach one recipient, and what the law asks for first.

    ``instruments``  as last decided, names in order, space between; ``queries.answer`` decides anew
    ``differs``      purposes and methods new with the recipient, space between
    """

    ref = models.CharField(max_length=REF_LENGTH, primary_key=True)
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="datasets")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    handler = models.ForeignKey(Party, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Party, models.PROTECT, related_name="+")
    recipient_kind = models.CharField(max_length=12, choices=_words(Recipient))
    is_anonymised = models.BooleanField(default=False)
    has_sensitive = models.BooleanField(default=False)
    has_children = models.BooleanField(default=False)
    is_abroad = models.BooleanField(default=False)
    differs = models.CharField(max_length=200, blank=True)
    instruments = models.CharField(max_length=120)

    # Not the name: it opens nothing.
    coverage = Coverage(
        columns=(
            "ref",
            "deal_id",
            "code",
            "handler_id",
            "recipient_id",
            "recipient_kind",
            "is_anonymised",
            "has_sensitive",
            "has_children",
            "is_abroad",
            "differs",
            "instruments",
        ),
        told_by=(("ref", (Tag.DATASET_ADDED, Tag.INSTRUMENT_DECIDED)),),
        made_by=(Tag.DATASET_ADDED,),
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "code"], name="one_data_set_per_code")
        ]

    def __str__(self) -> str:
        return self.ref


class MilestoneState(AuthenticatedRow):
    """Where one milestone of a deal stands; ``position`` is that of its latest ledger entry."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="milestones")
    code = models.CharField(max_length=20, choices=_words(DealStage))
    state = models.CharField(max_length=8, choices=_words(Standing), default=Standing.WAITING.value)
    reason = models.CharField(max_length=24, blank=True)
    opened_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField(null=True)

    coverage = Coverage(
        columns=("deal_id", "code", "state", "reason", "opened_at", "done_at", "position"),
        told_by=(("deal_id", _STANDING),),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "code"], name="each_milestone_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[Standing.OPEN.value, Standing.DONE.value])
                | Q(opened_at__isnull=False),
                name="open_means_opened",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_PASSED, done_at__isnull=False)
                | (~Q(state__in=_PASSED) & Q(done_at__isnull=True)),
                name="done_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Filing(AuthenticatedRow):
    """A document or an act on file.

    ``on``        the day it took effect, from which periods run: that of a receipt, not of the post
    ``document``  the stored document, if there is one here
    ``party``     the side it concerns, where it concerns one
    ``facts``     numbers, dates and closed words, as they stand in the ledger
    ``awaits``    the side whose word it is, where somebody else filed it: it counts from when that
                  side confirms it
    """

    ref = models.CharField(max_length=REF_LENGTH, primary_key=True)
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=24, choices=_words(FilingKind))
    sha256 = models.BinaryField(max_length=32)
    document = models.CharField(max_length=REF_LENGTH, blank=True)
    party = models.CharField(max_length=REF_LENGTH, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=REF_LENGTH)
    facts = models.JSONField(default=dict)
    awaits = models.CharField(max_length=4, blank=True, default="", db_default="")
    confirmed_by = models.CharField(max_length=REF_LENGTH, blank=True, default="", db_default="")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_position = models.PositiveBigIntegerField(null=True)
    position = models.PositiveBigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "deal_id",
            "kind",
            "sha256",
            "document",
            "party",
            "on",
            "at",
            "actor",
            "facts",
            "awaits",
            "confirmed_by",
            "confirmed_at",
            "confirmed_position",
            "position",
        ),
        told_by=(("ref", (Tag.FILED, Tag.CONFIRMED)),),
        made_by=(Tag.FILED,),
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "kind", "party", "sha256"], name="a_document_is_filed_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="") & ~Q(awaits="")),
                name="a_filing_is_confirmed_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["deal", "kind", "position"], name="filings_of_a_kind")]

    def __str__(self) -> str:
        return self.ref

    @property
    def counts(self) -> bool:
        return not self.awaits or self.confirmed_at is not None

    @property
    def rests_on(self) -> int:
        """The entry from which it counts."""
        return self.position if self.confirmed_position is None else self.confirmed_position


class Refusal(models.Model):
    """A move that was refused, and everything that was missing: evidence too.

    ``missing``  list of ``{"condition", "who", "by", "reason"}``
    """

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="refusals")
    stage = models.CharField(max_length=20, choices=_words(DealStage))
    move = models.CharField(max_length=12, choices=_words(Move))
    missing = models.JSONField()
    actor = models.CharField(max_length=REF_LENGTH)
    at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-position"]

    def __str__(self) -> str:
        return f"{self.stage} {self.move}"
