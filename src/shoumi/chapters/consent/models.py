"""Notices, campaigns and what each person said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.core.terms import ConsentState, Instrument


class Notice(AuthenticatedRow):
    """One version of a text that people get.  Its hash stands with every consent.

    Its code covers the number too, by which a campaign refers to it.

    ``categories``  as ``core.notice_categories.Category.stored``: the words people read, and the
                    registered fields they cover.  None in a notice of an earlier version
    ``sha256``      of contents and categories (``rules.notice_text``)
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    instrument = models.CharField(max_length=24, choices=[(i, i) for i in Instrument])
    contents = models.JSONField()
    categories = models.JSONField(default=list, db_default=[])
    sha256 = models.CharField(max_length=64)
    document = models.CharField(max_length=40)
    approved_at = models.DateTimeField()
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "id",
            "deal",
            "instrument",
            "contents",
            "categories",
            "sha256",
            "document",
            "approved_at",
            "position",
        ),
        told_by=(("ref", (Tag.NOTICE_APPROVED,)),),
        made_by=(Tag.NOTICE_APPROVED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="notice_of_deal")]

    def __str__(self) -> str:
        return self.ref


class NoticeDraft(AuthenticatedRow):
    """A text that one person wrote and another approves.  Approved, it is the notice of that ref.

    ``document``     the paper that was brought with it; empty where one is made at the approval
    ``answered_at``  when it was approved or returned
    ``position``     of the entry with which it was written
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    instrument = models.CharField(max_length=24, choices=[(i, i) for i in Instrument])
    contents = models.JSONField()
    categories = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    document = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(
        max_length=8,
        choices=[(s, s) for s in rules.DraftState],
        default=rules.DraftState.WAITING,
    )
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "deal",
            "instrument",
            "contents",
            "categories",
            "sha256",
            "document",
            "state",
            "written_by",
            "written_at",
            "answered_at",
            "position",
        ),
        told_by=(("ref", (Tag.NOTICE_WRITTEN, Tag.NOTICE_RETURNED, Tag.NOTICE_APPROVED)),),
        made_by=(Tag.NOTICE_WRITTEN,),
    )

    class Meta:
        indexes = [
            models.Index(fields=["deal", "id"], name="notice_draft_of_deal"),
            models.Index(
                fields=["deal"],
                condition=Q(state=rules.DraftState.WAITING),
                name="notice_draft_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Campaign(AuthenticatedRow):
    """One purpose put to all the people of a deal, once.

    ``notice_ref``, ``notice_sha256``  which notice, whatever its number
    ``unreached``      how many of its invitations were not delivered: one that is put back is
                       missing
    ``superseded_at``  from when on nothing that was agreed to in it counts any more
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    notice_ref = models.CharField(max_length=40, default="", db_default="")
    notice_sha256 = models.CharField(max_length=64, default="", db_default="")
    instrument = models.CharField(max_length=24, choices=[(i, i) for i in Instrument])
    purpose = models.CharField(max_length=12, choices=[(p, p) for p in rules.Purpose])
    recipient = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10,
        choices=[(s, s) for s in rules.CampaignState],
        default=rules.CampaignState.PREPARED,
    )
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    window_ends_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    unreached = models.PositiveIntegerField(default=0, db_default=0)
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=(
            "id",  # invitations and answers refer to it
            "ref",
            "deal",
            "notice_id",
            "notice_ref",
            "notice_sha256",
            "instrument",
            "purpose",
            "recipient",
            "state",
            "prepared_at",
            "opened_at",
            "window_ends_at",
            "reminded_at",
            "closed_at",
            "superseded_at",
            "unreached",
            "position",
        ),
        told_by=(
            (
                "ref",
                (
                    Tag.PREPARED,
                    Tag.OPENED,
                    Tag.DELIVERED,
                    Tag.REMINDED,
                    Tag.CLOSED,
                    Tag.SUPERSEDED,
                ),
            ),
        ),
        made_by=(Tag.PREPARED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "purpose"],
                condition=Q(superseded_at=None),
                name="a_purpose_is_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Invitation(AuthenticatedRow):
    """One person asked or told.  Those of a campaign share their entries, so that each is the
    newest is known by the sum in the campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="invitations")
    subject = models.CharField(max_length=40)
    lane = models.CharField(max_length=8, choices=[(x, x) for x in rules.Lane])
    delivery = models.CharField(
        max_length=10, choices=[(d, d) for d in rules.Delivery], default=rules.Delivery.QUEUED
    )
    code_sha256 = models.CharField(max_length=64)  # of the receipt code only the person has

    coverage = Coverage(
        columns=("campaign_id", "subject", "lane", "delivery", "code_sha256"), told_by=()
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subject"], name="asked_once"),
        ]
        indexes = [
            models.Index(fields=["code_sha256"], name="invitation_of_code"),
            # Few, and every act asks whether one of them answered alone.
            models.Index(
                fields=["campaign", "subject"],
                condition=Q(lane=rules.Lane.GUARDIAN),
                name="invitation_of_guardian",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.subject}"


class Consent(AuthenticatedRow):
    """What one person said to one purpose, with the proof of it.

    Answers that came together share one entry; the entry of a withdrawal is about a pseudonym that
    dies with the person's key.  ``queries.require_withdrawals`` holds them against the ledger.
    """

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="consents")
    subject = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=[(s, s) for s in ConsentState])
    lane = models.CharField(max_length=8, choices=[(x, x) for x in rules.Lane])
    channel = models.CharField(max_length=10, choices=[(c, c) for c in rules.Channel])
    notice_sha256 = models.CharField(max_length=64)
    answered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    position = models.BigIntegerField()  # of the entry that commits to the answer
    row = models.PositiveIntegerField()  # which row of it

    coverage = Coverage(
        columns=(
            "ref",
            "deal",
            "campaign_id",
            "subject",
            "state",
            "lane",
            "channel",
            "notice_sha256",
            "position",
            "row",
        ),
        told_by=(),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subject"], name="answered_once"),
            models.CheckConstraint(
                condition=Q(state=ConsentState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ConsentState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="withdrawn_means_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "id"], name="consent_of_campaign"),
            models.Index(fields=["campaign", "notice_sha256"], name="consent_of_notice"),
        ]

    def __str__(self) -> str:
        return self.ref


class Objection(AuthenticatedRow):
    """A person's no to a transfer that needs no consent, and what it led to."""

    deal = models.CharField(max_length=40)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    subject = models.CharField(max_length=40)
    outcome = models.CharField(max_length=16, choices=[(o, o) for o in rules.Outcome])
    at = models.DateTimeField()
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=("deal", "campaign_id", "subject", "outcome", "position"), told_by=()
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subject"], name="objected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.subject}"
