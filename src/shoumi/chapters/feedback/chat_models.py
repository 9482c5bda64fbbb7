"""Chats and their lines, and which text messages came.  A chat that ended as a request has its
texts in that request's record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.feedback.events import OF_CHAT, Tag
from shoumi.chapters.feedback.rules.chats import ChatEnding, ChatPart, ChatState

_REF = 40
_DIGEST = 64


class Chat(AuthenticatedRow):
    """A conversation of a visitor with the house.

    ``digest``    of the code by which the visitor reads and writes; the receipt of the request that
                  it becomes has the same
    ``asker``     who asks, sealed in the keyring under it, as of a request
    ``assignee``  who of the house reads and writes in it
    ``places``    how many lines it has; ``moved_at`` when the newest came
    ``ended_by``  whoever ended it: somebody of the house, or the house itself for the visitor
    """

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    lang = models.CharField(max_length=2)
    digest = models.CharField(max_length=_DIGEST, unique=True)
    asker = models.CharField(max_length=_REF)
    state = models.CharField(
        max_length=7, choices=[(one, one) for one in ChatState], default=ChatState.WAITING
    )
    opened_at = models.DateTimeField()
    assignee = models.CharField(max_length=_REF, default="", blank=True)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="", blank=True)
    ending = models.CharField(
        max_length=7, choices=[(one, one) for one in ChatEnding], default="", blank=True
    )
    request = models.CharField(max_length=_REF, default="", blank=True)
    places = models.PositiveSmallIntegerField(default=0)
    moved_at = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "number", "lang", "digest", "asker", "state", "opened_at", "assignee"),
            *("taken_at", "ended_at", "ended_by", "ending", "request"),
        ),
        told_by=(("ref", OF_CHAT),),
        made_by=(Tag.CHAT_OPENED,),
    )

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="chats_in_state")]
        constraints = [
            by_someone("taken_at", "assignee", name="chat_taken_by_someone"),
            by_someone("ended_at", "ended_by", name="chat_ended_by_someone"),
            models.CheckConstraint(
                condition=Q(state=ChatState.ENDED, ended_at__isnull=False) & ~Q(ending="")
                | (~Q(state=ChatState.ENDED) & Q(ended_at__isnull=True, ending="")),
                name="ended_chat_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state=ChatState.WAITING, taken_at__isnull=True)
                | Q(state=ChatState.TAKEN, taken_at__isnull=False)
                | Q(state=ChatState.ENDED),
                name="taken_chat_says_when",
            ),
            models.CheckConstraint(
                condition=Q(ending=ChatEnding.REQUEST) & ~Q(request="")
                | (~Q(ending=ChatEnding.REQUEST) & Q(request="")),
                name="chat_ends_as_its_request",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ChatLine(models.Model):
    """One line of a chat.  A text lies sealed in the keyring under ``ref``, and stays under it when
    the line becomes one of a request's record.

    ``place``       1, 2, 3 … in the chat, given under a lock on the chat, so that no line shows
                    before one of a lower place: the id of its event
    ``by``          who of the house; empty: the visitor
    ``once``        digest of a word of the sender's, so that a text sent again is there once
    ``commitment``  as of a line of a record; empty of a line without a text
    """

    ref = models.CharField(max_length=_REF, unique=True)
    chat = models.CharField(max_length=_REF)
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=6, choices=[(one, one) for one in ChatPart])
    by = models.CharField(max_length=_REF, default="", blank=True)
    said_at = models.DateTimeField()
    once = models.CharField(max_length=_DIGEST, default="", blank=True)
    commitment = models.CharField(max_length=_DIGEST, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "place"], name="one_chat_line_a_place"),
            models.UniqueConstraint(
                fields=["chat", "once"], condition=~Q(once=""), name="one_chat_line_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class TextReply(models.Model):
    """That a message of the relay was taken in: ``once`` is a digest of the relay's own id, and
    nothing here says from whom it came or what it became."""

    once = models.CharField(max_length=_DIGEST, unique=True)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.once
