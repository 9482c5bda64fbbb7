"""Letters on their way to people.  No address and no text is stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.rules import OUT, WAITING, Occasion, State, Way

REF_LENGTH = 53


class SmsAccount(models.Model):
    """The account at a vendor of text messages; its two keys are in the keyring under ``ref``.

    ``incident_template``  empty where the vendor approved no text of incidents
    ``app``  which of the account's applications, where the vendor has such
    The newest that is not ``ended_at`` is used.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    vendor = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Vendor])
    sign_name = models.CharField(max_length=40)
    app = models.CharField(max_length=20, blank=True)
    notice_template = models.CharField(max_length=40)
    reminder_template = models.CharField(max_length=40)
    incident_template = models.CharField(max_length=40, blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor"], condition=Q(ended_at__isnull=True), name="one_account_a_vendor"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Trial(models.Model):
    """The last test message of one set-up.  ``of`` is the account, or a digest of the relay.

    ``failure``  a code; empty where it left
    """

    way = models.CharField(max_length=4, choices=[(w.value, w.value) for w in Way], unique=True)
    of = models.CharField(max_length=64)
    at = models.DateTimeField()
    failure = models.CharField(max_length=60, blank=True)
    position = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.way


class Batch(models.Model):
    """Letters that one person asked for, about one thing.

    ``ways``      tried in this order, for each person
    ``held``      why the rest waits for a person, as ``refusals.kept``; empty while it goes on
    ``failure``   what went wrong last, a code or a class; the rest goes on by itself
    ``busy_until``  a worker is on it, by the time of the database server
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    about = models.CharField(max_length=REF_LENGTH, db_index=True)
    deal = models.CharField(max_length=REF_LENGTH)
    occasion = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Occasion])
    ways = models.CharField(max_length=20)
    task = models.CharField(max_length=REF_LENGTH)
    actor = models.CharField(max_length=REF_LENGTH)
    queued_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    held = models.JSONField(default=dict)
    failure = models.CharField(max_length=120, blank=True)
    busy_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.ref


class Letter(models.Model):
    """One letter to one person.

    ``turn``      1, then one more for each time it is sent another way
    ``receipt``   what the vendor calls it
    ``claimed_at``, ``asked``  by real time: when it was handed over; how often it was asked about
    ``is_noted``  who writes to people knows of its state
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="letters")
    about = models.CharField(max_length=REF_LENGTH)
    to = models.CharField(max_length=REF_LENGTH, db_index=True)
    occasion = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Occasion])
    turn = models.PositiveSmallIntegerField(default=1)
    way = models.CharField(max_length=4, blank=True, choices=[(w.value, w.value) for w in Way])
    state = models.CharField(
        max_length=9, default=State.QUEUED, choices=[(s.value, s.value) for s in State]
    )
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    is_noted = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "to", "occasion", "turn"], name="written_to_once_a_turn"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in OUT), sent_at__isnull=False)
                | ~Q(state__in=sorted(s.value for s in OUT)),
                name="letter_sent_means_dated",
            ),
            models.CheckConstraint(
                condition=Q(way="", state__in=["queued", "failed", "dropped"]) | ~Q(way=""),
                name="letter_out_has_a_way",
            ),
        ]
        indexes = [
            models.Index(fields=["about", "state", "ref"], name="letter_of_state"),
            models.Index(fields=["batch", "state", "ref"], name="letter_of_batch"),
            models.Index(
                fields=["state", "claimed_at"],
                condition=Q(way="sms", state__in=["sent", "sending"]),
                name="letter_to_ask_about",
            ),
            models.Index(fields=["batch"], condition=Q(is_noted=False), name="letter_not_noted"),
            models.Index(
                fields=["batch"],
                condition=Q(state__in=sorted(s.value for s in WAITING)),
                name="letter_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class MailboxMark(models.Model):
    """How far the mailbox of reports was read: mails of a mailbox have rising numbers (RFC 3501).

    ``of`` is a digest of its address.
    """

    of = models.CharField(max_length=64, unique=True)
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.of
