"""What follows from a request elsewhere: whose data rest, copies made for a person, and who outside
the house was told to delete or correct.  ``models`` hands them on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.feedback.events import OF_MERGE, OF_NOTICE, OF_RESTRICTION, Tag
from shoumi.chapters.feedback.rules.recipients import Answer, Wanted
from shoumi.chapters.feedback.rules.restrictions import Ending

_REF = 40
_DIGEST = 64
_NAME = 120


class Restriction(AuthenticatedRow):
    """Data of a customer rest, because that person asked for it; the gate asks for these rows.

    ``request``  by which it was asked for
    ``subject``  whose data rest until ``ended_at``
    """

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF, unique=True)
    subject = models.CharField(max_length=_REF)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="", blank=True)
    ending = models.CharField(
        max_length=10, choices=[(one, one) for one in Ending], default="", blank=True
    )

    coverage = Coverage(
        columns=("ref", "request", "subject", "begun_at", "ended_at", "ended_by", "ending"),
        told_by=(("ref", OF_RESTRICTION),),
        made_by=(Tag.RESTRICTED,),
    )

    class Meta:
        indexes = [models.Index(fields=["subject"], name="restrictions_of_subject")]
        constraints = [
            by_someone("ended_at", "ended_by", name="restriction_ended_by_someone"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="ended_restriction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class DataPackage(models.Model):
    """All that is held of a person, made for that person.  The archive lies sealed in the keyring
    under ``ref`` until it is replaced, its term is over or the customer is destroyed.

    ``until``   the last day on which it can be fetched
    ``sha256``  of the sealed archive, in hex
    """

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF)
    made_at = models.DateTimeField()
    until = models.DateField()
    sha256 = models.CharField(max_length=_DIGEST)

    class Meta:
        indexes = [models.Index(fields=["request"], name="packages_of_request")]

    def __str__(self) -> str:
        return self.ref


class RecipientNotice(AuthenticatedRow):
    """A party or a vendor was told to delete or to correct what it holds of who asked.

    ``handle``   by what it finds that, in both languages: rows and days, nothing of the person
    ``writes_to``  whose mail address it is written to; empty where nobody's is known
    ``digest``   of the token in the link by which it answers without an account; empty: none made
    ``until``    the last day for its answer
    ``by``       the account that answered; empty where the link did
    ``reason``   the line of the record that says why it is waited for no longer
    """

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF)
    recipient = models.CharField(max_length=_REF)
    name = models.CharField(max_length=_NAME)
    handle = models.JSONField()
    wanted = models.CharField(max_length=7, choices=[(one, one) for one in Wanted])
    writes_to = models.CharField(max_length=_REF, default="", blank=True)
    digest = models.CharField(max_length=_DIGEST, default="", blank=True)
    told_at = models.DateTimeField()
    until = models.DateField()
    answer = models.CharField(
        max_length=11, choices=[(one, one) for one in Answer], default="", blank=True
    )
    answered_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=_REF, default="", blank=True)
    reason = models.CharField(max_length=_REF, default="", blank=True)
    let_go_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            "ref", "request", "recipient", "name", "handle", "wanted", "writes_to", "told_at",
            "until", "answer", "answered_at", "by", "reason", "let_go_at",
        ),
        told_by=(("ref", OF_NOTICE),),
        made_by=(Tag.TOLD,),
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["request"], name="notices_of_request")]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "recipient", "wanted"],
                condition=Q(answer="", let_go_at__isnull=True),
                name="each_recipient_waited_for_once",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="one_notice_of_a_link"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_notice_says_what",
            ),
            models.CheckConstraint(
                condition=Q(let_go_at__isnull=True, reason="")
                | (Q(let_go_at__isnull=False) & ~Q(reason="")),
                name="notice_let_go_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Correction(models.Model):
    """A field of who asks, as the first of two people entered it; the value lies sealed in the
    keyring under ``ref`` until the second has entered it too."""

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF)
    field = models.CharField(max_length=24)
    entered_by = models.CharField(max_length=_REF)
    entered_at = models.DateTimeField()
    taken_by = models.CharField(max_length=_REF, default="", blank=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "field"],
                condition=Q(taken_at__isnull=True),
                name="one_correction_of_a_field",
            ),
            models.CheckConstraint(
                condition=~Q(taken_by=models.F("entered_by")), name="correction_takes_two"
            ),
            by_someone("taken_at", "taken_by", name="correction_taken_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class Merge(AuthenticatedRow):
    """``request`` asks for the same as ``into``, of the same person, who proved it alike; both keep
    their records, and the earlier clock counts for both until that is undone."""

    ref = models.CharField(max_length=_REF, unique=True)
    request = models.CharField(max_length=_REF)
    into = models.CharField(max_length=_REF)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=_REF)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=_REF, default="", blank=True)

    coverage = Coverage(
        columns=("ref", "request", "into", "merged_at", "merged_by", "undone_at", "undone_by"),
        told_by=(("ref", OF_MERGE),),
        made_by=(Tag.MERGED,),
    )

    class Meta:
        indexes = [models.Index(fields=["into"], name="merges_into_request")]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(undone_at__isnull=True), name="merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(request=models.F("into")), name="merge_of_two"),
            by_someone("undone_at", "undone_by", name="merge_undone_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class ReceiptPaper(models.Model):
    """The receipt of a request as a paper: what it says, and the stored document.  It names nobody
    and stays."""

    request = models.CharField(max_length=_REF)
    state = models.CharField(max_length=8)
    trail = models.CharField(max_length=_DIGEST)
    due = models.DateField()
    document = models.CharField(max_length=_REF)

    class Meta:
        indexes = [models.Index(fields=["request"], name="receipt_of_request")]

    def __str__(self) -> str:
        return self.document
