"""The requests, what was said about each, and the channels by which they come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.feedback.chat_models import Chat, ChatLine
from shoumi.chapters.feedback.events import OF_CHANNEL, OF_REQUEST, Tag
from shoumi.chapters.feedback.fulfilment_models import (
    Correction,
    DataPackage,
    Merge,
    ReceiptPaper,
    RecipientNotice,
    Restriction,
)
from shoumi.chapters.feedback.rules import Ground, Kind, Outcome, Part, Proof, State, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.mail_fates import Aside, Delivery, Fate, Purpose
from shoumi.chapters.feedback.rules.mail_origin import Genuine

# Django looks for every table here.
__all__ = [
    "Channel",
    "Chat",
    "ChatLine",
    "Communication",
    "Correction",
    "DataPackage",
    "Mail",
    "MailMark",
    "MailOut",
    "Merge",
    "ReceiptPaper",
    "RecipientNotice",
    "Request",
    "Restriction",
    "SealedFile",
]

_REF = 40
_DIGEST = 64


class Request(AuthenticatedRow):
    """What somebody asks the house for.

    ``asker``     whoever asks: a name and how to be reached lie sealed in the keyring under it
    ``subject``   the customer it turned out to be, ``deal`` of which; empty where nobody knows
    ``digest``    of the code by which the person reads it in the portal; empty where none was given
    ``rests``     since and until (or null) of each time the person was asked for more
    ``trail``     digest over every line of the record, in hex
    ``is_recorded`` of a call: it was recorded, and the person was told so at its beginning
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=13, choices=[(one, one) for one in Kind])
    way = models.CharField(max_length=12, choices=[(one, one) for one in Way])
    lang = models.CharField(max_length=2)
    deal = models.CharField(max_length=_REF, default="", blank=True)
    subject = models.CharField(max_length=_REF, default="", blank=True)
    asker = models.CharField(max_length=_REF)
    digest = models.CharField(max_length=_DIGEST, default="", blank=True)
    is_recorded = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=[(one, one) for one in State], default=State.OPEN
    )
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    assignee = models.CharField(max_length=_REF, default="", blank=True)
    proof = models.CharField(
        max_length=11, choices=[(one, one) for one in Proof], default="", blank=True
    )
    rests = models.JSONField(default=list)
    extended_at = models.DateTimeField(null=True)
    ground = models.CharField(
        max_length=13, choices=[(one, one) for one in Ground], default="", blank=True
    )
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10, choices=[(one, one) for one in Outcome], default="", blank=True
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=_REF, default="", blank=True)
    trail = models.CharField(max_length=_DIGEST)

    coverage = Coverage(
        columns=(
            "ref",
            "number",
            "kind",
            "way",
            "lang",
            "deal",
            "subject",
            "asker",
            "digest",
            "is_recorded",
            "state",
            "received_at",
            "entered_at",
            "assignee",
            "proof",
            "rests",
            "extended_at",
            "ground",
            "answered_at",
            "outcome",
            "closed_at",
            "closed_by",
            "trail",
        ),
        told_by=(("ref", OF_REQUEST),),
        made_by=(Tag.RECEIVED,),
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="requests_in_state"),
            models.Index(fields=["subject"], name="requests_of_subject"),
            models.Index(fields=["deal"], name="requests_of_deal"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="one_request_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | Q(answered_at__isnull=False),
                name="answered_means_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | (~Q(state=State.CLOSED) & Q(closed_at__isnull=True, outcome="")),
                name="closed_has_its_outcome",
            ),
            by_someone("closed_at", "closed_by", name="request_closed_by_someone"),
            models.CheckConstraint(
                condition=Q(entered_at__gte=models.F("received_at")),
                name="received_before_entered",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Communication(models.Model):
    """One line of the record of a request.  Its text lies sealed in the keyring under ``ref`` until
    the customer is destroyed or the term of the record is over.

    ``commitment``  digest of the text and a random number that is sealed with it
    ``by``          who of the house wrote it; empty: the person
    ``way``         by which it came or was handed over, ``said_at`` when
    """

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF)
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=8, choices=[(one, one) for one in Part])
    way = models.CharField(max_length=12, choices=[(one, one) for one in Way])
    by = models.CharField(max_length=_REF, default="", blank=True)
    said_at = models.DateTimeField()
    commitment = models.CharField(max_length=_DIGEST)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="one_line_a_place"),
        ]

    def __str__(self) -> str:
        return self.ref


class Channel(AuthenticatedRow):
    """A way by which people reach the house: what is published of it, and its newest trial."""

    ref = models.CharField(max_length=_REF, unique=True)
    way = models.CharField(max_length=12, choices=[(one, one) for one in Way])
    contact = models.CharField(max_length=200)  # of the house, published
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    tried_by = models.CharField(max_length=_REF, default="", blank=True)
    back = models.CharField(
        max_length=8, choices=[(one, one) for one in Back], default="", blank=True
    )

    coverage = Coverage(
        columns=(
            "ref",
            "way",
            "contact",
            "listed_at",
            "ended_at",
            "tried_at",
            "tried_by",
            "back",
        ),
        told_by=(("ref", OF_CHANNEL),),
        made_by=(Tag.LISTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["way"], condition=Q(ended_at__isnull=True), name="one_channel_of_a_way"
            ),
            by_someone("tried_at", "tried_by", name="channel_tried_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class MailMark(models.Model):
    """How far the mailbox of requests was read, and how it went last.

    ``of``     digest of its address; ``since``  older mails are nothing to this home
    """

    of = models.CharField(max_length=_DIGEST, unique=True)
    validity = models.PositiveBigIntegerField(default=0)
    uid = models.PositiveBigIntegerField(default=0)
    since = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.of


class Mail(models.Model):
    """One mail that came; what it says lies sealed with the record, or under ``ref`` while it is
    set aside.

    ``box``, ``validity``, ``uid``  where it lies on the server
    ``digest``, ``sender``  codes (HMAC) of the mail and of the address it gives
    ``goes``     it is to be taken out of the mailbox; ``gone_at`` when it was
    ``is_left``  the server refused that
    """

    ref = models.CharField(max_length=_REF, unique=True)
    box = models.CharField(max_length=_DIGEST)
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=_DIGEST)
    sender = models.CharField(max_length=_DIGEST, default="", blank=True)
    size = models.PositiveBigIntegerField()
    came_at = models.DateTimeField()
    fate = models.CharField(max_length=9, choices=[(one, one) for one in Fate])
    aside = models.CharField(
        max_length=9, choices=[(one, one) for one in Aside], default="", blank=True
    )
    genuine = models.CharField(max_length=7, choices=[(one, one) for one in Genuine])
    request = models.CharField(max_length=_REF, default="", blank=True)
    is_answered = models.BooleanField(default=False)
    goes = models.BooleanField(default=False)
    gone_at = models.DateTimeField(null=True)
    is_left = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["request"], name="mails_of_request"),
            models.Index(fields=["fate", "id"], name="mails_by_fate"),
            models.Index(fields=["sender", "came_at"], name="mails_of_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["box", "validity", "uid"], name="each_mail_once"),
        ]

    def __str__(self) -> str:
        return self.ref


class MailOut(models.Model):
    """One mail of the house; its text is ``line`` of the record, or sealed under ``ref``."""

    ref = models.CharField(max_length=_REF, unique=True)
    purpose = models.CharField(max_length=7, choices=[(one, one) for one in Purpose])
    request = models.CharField(max_length=_REF, default="", blank=True)
    line = models.CharField(max_length=_REF, default="", blank=True)
    channel = models.CharField(max_length=_REF, default="", blank=True)
    by = models.CharField(max_length=_REF, default="", blank=True)
    state = models.CharField(max_length=7, choices=[(one, one) for one in Delivery])
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["request"], name="mails_out_of_request"),
            models.Index(fields=["state", "id"], name="mails_out_in_state"),
        ]

    def __str__(self) -> str:
        return self.ref


class SealedFile(models.Model):
    """A file that came, sealed under a key that lies in the keyring under ``ref``: a line of the
    record, or a mail that is set aside."""

    ref = models.CharField(max_length=_REF, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.ref
