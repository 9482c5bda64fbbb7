"""The working group: who sits in it, its meetings, what its members said, comments on drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.rules.group import Answer, Outcome, Seat, Treatment

_REF = 40
_HEX = 64


def _word(words: type[StrEnum], **more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=12, choices=[(one, one) for one in words], **more)


def _ref(**more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=_REF, **more)


class GroupMember(AuthenticatedRow):
    """Somebody in one seat of the group; a person may have several.

    ``is_full_time``  of the protection officer: whether that is all the person does here
    """

    ref = _ref(unique=True)
    person = _ref()
    seat = _word(Seat)
    is_full_time = models.BooleanField(default=False)
    appointed_by = _ref()
    appointed_at = models.DateTimeField()
    left_by = _ref(default="")
    left_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "person", "seat", "is_full_time", "appointed_by", "appointed_at"),
            *("left_by", "left_at"),
        ),
        told_by=(("ref", (Tag.MEMBER_APPOINTED, Tag.MEMBER_LEFT)),),
        made_by=(Tag.MEMBER_APPOINTED,),
    )

    class Meta:
        constraints = [
            by_someone("left_at", "left_by", name="member_left_by_someone"),
            models.UniqueConstraint(
                fields=["person", "seat"],
                condition=Q(left_at__isnull=True),
                name="a_seat_is_taken_once_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class GroupMeeting(AuthenticatedRow):
    """A meeting about one draft, which decides on the text that stands then.

    ``members``      how many sat in the group when the minutes were written
    ``present``      who of them answered
    ``text_sha256``  of what was decided on
    """

    ref = _ref(unique=True)
    number = models.PositiveIntegerField(unique=True)
    version = _ref()
    held_at = models.DateTimeField()
    agenda = models.TextField()
    called_by = _ref()
    called_at = models.DateTimeField()
    minutes = models.TextField(default="")
    members = models.PositiveIntegerField(default=0)
    present = models.JSONField(default=list)
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    outcome = _word(Outcome, default="", blank=True)
    text_sha256 = models.CharField(max_length=_HEX, default="")
    minuted_by = _ref(default="")
    minuted_at = models.DateTimeField(null=True)
    confirmed_by = _ref(default="")
    confirmed_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "number", "version", "held_at", "agenda", "called_by", "called_at"),
            *("minutes", "members", "present", "yes", "no", "outcome", "text_sha256"),
            *("minuted_by", "minuted_at", "confirmed_by", "confirmed_at"),
        ),
        told_by=(("ref", (Tag.MEETING_CALLED, Tag.MINUTED, Tag.MINUTES_CONFIRMED)),),
        made_by=(Tag.MEETING_CALLED,),
    )

    class Meta:
        constraints = [
            by_someone("minuted_at", "minuted_by", name="meeting_minuted_by_someone"),
            by_someone("confirmed_at", "confirmed_by", name="meeting_confirmed_by_someone"),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("minuted_by")),
                name="minutes_take_two",
            ),
            models.CheckConstraint(
                condition=Q(minuted_at__isnull=True, outcome="")
                | (Q(minuted_at__isnull=False) & ~Q(outcome="")),
                name="minutes_say_what_it_came_to",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class GroupVote(AuthenticatedRow):
    """What one member said in a meeting, of the text that stood then."""

    ref = _ref(unique=True)
    meeting = _ref()
    person = _ref()
    answer = _word(Answer)
    text_sha256 = models.CharField(max_length=_HEX)
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "meeting", "person", "answer", "text_sha256", "at"),
        told_by=(("ref", (Tag.VOTED,)),),
        made_by=(Tag.VOTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "text_sha256"], name="a_member_says_it_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class DraftComment(AuthenticatedRow):
    """A remark on a draft, and what became of it."""

    ref = _ref(unique=True)
    version = _ref()
    words = models.TextField()
    by = _ref()
    at = models.DateTimeField()
    treatment = _word(Treatment, default="", blank=True)
    answer = models.TextField(default="")
    answered_by = _ref(default="")
    answered_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "version", "words", "by", "at"),
            *("treatment", "answer", "answered_by", "answered_at"),
        ),
        told_by=(("ref", (Tag.COMMENTED, Tag.COMMENT_ANSWERED)),),
        made_by=(Tag.COMMENTED,),
    )

    class Meta:
        indexes = [models.Index(fields=["version"], name="comments_of_a_draft")]
        constraints = [
            by_someone("answered_at", "answered_by", name="comment_answered_by_someone"),
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("by")),
                name="nobody_answers_an_own_comment",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
