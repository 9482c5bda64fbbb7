"""Reads of chats: which wait, what is new in one.  No text is opened here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.calendar import year_tables
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Chat, ChatLine, Request
from shoumi.chapters.feedback.rules import Way
from shoumi.chapters.feedback.rules.chats import SHOWN_OUTSIDE, ChatState, is_staffed
from shoumi.core.errors import Missing

_CHUNK = 500


class NoSuchChat(Missing):
    code = "feedback.no_chat"


def get(chat: str) -> Chat:
    """
    Raises:
        NoSuchChat
    """
    found = Chat.objects.filter(ref=chat).first()
    if found is None:
        raise NoSuchChat(chat=chat)
    return found


def by_code(code: str) -> Chat | None:
    """The chat that a visitor's code is of."""
    return Chat.objects.filter(digest=tokens.digest(code, Use.REQUEST)).first()


def is_listed() -> bool:
    """Whether the house publishes that it can be reached so."""
    return queries.listed().filter(way=Way.CHAT).exists()


def is_open(at: datetime) -> bool:
    """Whether somebody may begin one now."""
    return is_staffed(at, year_tables.china().is_workday) and is_listed()


def not_ended() -> QuerySet[Chat]:
    """The oldest first."""
    return Chat.objects.exclude(state=ChatState.ENDED).order_by("number")


def waiting() -> QuerySet[Chat]:
    return not_ended().filter(state=ChatState.WAITING)


def lines_since(chat: Chat, place: int) -> list[ChatLine]:
    """In their order."""
    found = ChatLine.objects.filter(chat=chat.ref, place__gt=place)
    return list(found.order_by("place"))


def outside_since(chat: Chat, place: int) -> list[ChatLine]:
    """The same without what stays inside the house."""
    found = ChatLine.objects.filter(chat=chat.ref, place__gt=place, part__in=SHOWN_OUTSIDE)
    return list(found.order_by("place"))


def versions(topics: Collection[str]) -> Mapping[str, str]:
    """How many lines each of these chats has: what streams of events watch."""
    wanted = list(topics)
    return {
        ref: str(places)
        for at in range(0, len(wanted), _CHUNK)
        for ref, places in Chat.objects.filter(ref__in=wanted[at : at + _CHUNK]).values_list(
            "ref", "places"
        )
    }


def is_from_chat(request: Request) -> bool:
    return request.way == Way.CHAT and Chat.objects.filter(request=request.ref).exists()
