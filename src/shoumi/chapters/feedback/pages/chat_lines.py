"""Lines of a chat as both its pages show them, at once and as events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import refusals
from shoumi.base.pages.live_events import Events, Watched, event
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.feedback.models import Chat, ChatLine
from shoumi.chapters.feedback.queries import chats
from shoumi.chapters.feedback.rules.chats import ChatPart, ChatState
from shoumi.core.errors import DomainError, Unavailable

MOST_ONCE = 100  # characters of the word by which a text that is sent again is known
_MOST_DIGITS = 6
_LINE = "feedback/chat_line.html"
Said = Sequence[tuple[ChatLine, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """``who`` is empty on the visitor's page, where nobody of the house has a name."""

    place: int
    part: ChatPart
    text: str = field(repr=False)
    at: datetime
    who: str


def shown(said: Said, *, with_names: bool) -> list[Shown]:
    known = accounts.names({line.by for line, _ in said if line.by}) if with_names else {}
    return [
        Shown(line.place, ChatPart(line.part), text, line.said_at, known.get(line.by, ""))
        for line, text in said
    ]


def last_seen(request: PageRequest) -> int:
    """The place of the last line that the browser has; no header is believed to be a number."""
    told = request.headers.get("Last-Event-ID", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < _MOST_DIGITS else 0


def events(request: PageRequest, chat: Chat, said: Said, *, with_names: bool) -> Events:
    """These lines, and what comes yet unless the chat is over.

    ``said`` was read after ``chat`` was, so it may have a line more than that counts: what is
    watched, and where a stream goes on, is the last of both, or that line came twice.
    """
    lines = [
        event("line", one.place, render_to_string(_LINE, {"line": one, "request": request}))
        for one in shown(said, with_names=with_names)
    ]
    if chat.state == ChatState.ENDED:
        return Events(lines, None)
    last = max(chat.places, *(line.place for line, _ in said[-1:]), 0)
    return Events(lines, Watched(chat.ref, str(last), chats.versions))


def refused(request: PageRequest, error: DomainError) -> HttpResponse:
    """What a script shows beside what was typed."""
    words = refusals.tell(error, request.lang)
    status = error.status if isinstance(error, Unavailable) else 422
    return JsonResponse({"what": words.what, "mend": words.mend}, status=status)
