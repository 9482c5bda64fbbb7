"""Threads in which staff talk about a deal, a paper, a shared task or a customer's reference."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules.threads import On

_REF, _HEX = 53, 64


class Thread(AuthenticatedRow):
    """One talk.

    ``about``    what it is about, by reference; ``deal`` the deal of that
    ``members``  who reads and writes; of a shared task those on it, for as long as it runs, and
                 nobody stands here
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=8, choices=[(one, one) for one in On])
    about = models.CharField(max_length=_REF)
    deal = models.CharField(max_length=_REF)
    topic = models.CharField(max_length=120)
    members = models.JSONField()
    opened_by = models.CharField(max_length=_REF)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=_REF, blank=True, default="")

    coverage = Coverage(
        columns=(
            *("ref", "number", "kind", "about", "deal", "topic", "members", "opened_by"),
            *("opened_at", "closed_at", "closed_by"),
        ),
        told_by=(("ref", (Tag.THREAD_OPENED, Tag.JOINED, Tag.THREAD_CLOSED)),),
        made_by=(Tag.THREAD_OPENED,),
    )

    class Meta:
        constraints = [by_someone("closed_at", "closed_by", name="thread_closed_by_someone")]

    def __str__(self) -> str:
        return self.ref


class ThreadMessage(AuthenticatedRow):
    """One message.  Its text lies sealed in the keyring under ``text``, scanned before it was kept.

    ``place``       in its thread, counted from one
    ``mentions``    who is meant to read it; ``customers`` whom it names, by reference
    ``scanned_at``  when it was looked at last; no door rests on it, so no code covers it
    ``found_at``    when a later look found personal information in it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    thread = models.CharField(max_length=_REF)
    place = models.PositiveIntegerField()
    author = models.CharField(max_length=_REF)
    said_at = models.DateTimeField()
    text = models.CharField(max_length=_REF)
    commitment = models.CharField(max_length=_HEX)
    mentions = models.JSONField()
    customers = models.JSONField()
    files = models.PositiveSmallIntegerField(default=0)
    scanned_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=_REF, blank=True, default="")

    coverage = Coverage(
        columns=(
            *("ref", "thread", "place", "author", "said_at", "text", "commitment", "mentions"),
            *("customers", "files", "found_at", "removed_at", "removed_by"),
        ),
        told_by=(("ref", (Tag.SAID, Tag.FOUND, Tag.REMOVED)),),
        made_by=(Tag.SAID,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "place"], name="one_message_at_a_place"),
            by_someone("removed_at", "removed_by", name="message_removed_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class Attachment(models.Model):
    """A file that came with a message, scanned before it was kept; sealed in the keyring under
    ``content``.  Its message commits to ``sha256``."""

    ref = models.CharField(max_length=_REF, unique=True)
    message = models.CharField(max_length=_REF, db_index=True)
    place = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=_HEX)
    content = models.CharField(max_length=_REF)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "place"], name="one_file_at_a_place")
        ]

    def __str__(self) -> str:
        return self.ref


class Mention(models.Model):
    """Somebody who is meant to read a message and has not yet."""

    person = models.CharField(max_length=_REF, db_index=True)
    message = models.CharField(max_length=_REF)
    thread = models.CharField(max_length=_REF)
    place = models.PositiveIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.message} {self.person}"


class ThreadRead(models.Model):
    """Up to which message somebody has read a thread."""

    thread = models.CharField(max_length=_REF)
    person = models.CharField(max_length=_REF)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person"], name="read_once_by_each"),
            models.CheckConstraint(condition=Q(place__gte=0), name="read_up_to_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.thread} {self.person}"
