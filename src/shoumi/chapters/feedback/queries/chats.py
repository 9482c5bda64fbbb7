"""Reads of chats: which wait, what is new in one.  No text is opened here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from shoumi.base.calendar import year_tables
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Chat, ChatLine, Request
from shoumi.chapters.feedback.rules import Way
from shoumi.chapters.feedback.rules.chats import (
    SHOWN_OUTSIDE,
    ChatPart,
    ChatState,
    idle_before,
    is_staffed,
)
from shoumi.core.errors import Missing
from shoumi.core.refs import SYSTEM

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


def list_version() -> str:
    """Another whenever a chat is opened, taken, handed over or ended, and by no line of one: each
    of these gives its row a newer entry, and one that ended is counted no more."""
    live = Chat.objects.filter(state__in=(ChatState.WAITING, ChatState.TAKEN))
    found = live.aggregate(count=Count("pk"), newest=Max("entry_position"))
    return f"{found['count']}.{found['newest'] or 0}"


def list_versions(topics: Collection[str]) -> Mapping[str, str]:
    """The same for streams that watch the list, of whatever name."""
    version = list_version()
    return dict.fromkeys(topics, version)


def ended_in_silence(request: Request) -> bool:
    """Whether it was a chat in which nobody wrote any more: nobody said what it asks for."""
    found = Chat.objects.filter(request=request.ref, ended_by=SYSTEM).first()
    if found is None or found.ended_at is None:
        return False
    before = ChatLine.objects.filter(chat=found.ref).exclude(part=ChatPart.ENDED)
    newest = before.aggregate(at=Max("said_at"))["at"]
    return newest is not None and newest < idle_before(found.ended_at)


def is_from_chat(request: Request) -> bool:
    return request.way == Way.CHAT and Chat.objects.filter(request=request.ref).exists()
