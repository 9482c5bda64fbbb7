"""A visitor's chat at ``/ask/chat``: begun, followed, written in, ended as a request.

The code comes in the body of a request and never in an address, as in ``portal``; so do requests
for news, which a script reads as a stream.  Without a script the page is asked for again.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import forms
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import Submission, submit
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.signin import throttle, tokens
from shoumi.chapters.feedback.models import Chat
from shoumi.chapters.feedback.pages import chat_lines
from shoumi.chapters.feedback.pages.portal import WHOSE, private
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.rules import Kind
from shoumi.chapters.feedback.rules.chats import MOST_TEXT, ChatState, hours
from shoumi.chapters.feedback.services import chat_endings, chats
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("在线客服", "Chat")
_MOST_NAME = 200
_FIRST = (
    Field(
        "text",
        ("您要问什么", "What you ask"),
        forms.Kind.LONG,
        ("不用写身份证号、银行卡号。", "No numbers of identity or bank cards, please."),
        most=MOST_TEXT,
    ),
    Field(
        "name",
        ("怎样称呼您", "Your name"),
        most=_MOST_NAME,
        is_needed=False,
        hints={"autocomplete": "name"},
    ),
)
_LAST = (
    Field(
        "kind", ("您要什么", "What you ask for"), forms.Kind.ONE, options=words_of(Kind), of=Kind
    ),
)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def talk(request: PageRequest) -> HttpResponse:
    """The chat of a code; without one the beginning of another."""
    if request.POST.get("code"):
        found = _of_code(request)
        return _unknown(request) if found is None else _shown(request, found)
    if not found_chats.is_open(request.at):
        return _beginning(request, None)
    filled = submit(_FIRST, request, lambda given: _begun(request, given))
    if filled.result is None:
        return _beginning(request, filled)
    made, code = filled.result
    return _shown(request, made, new_code=code)


def _begun(request: PageRequest, given: dict[str, Any]) -> tuple[Chat, str]:
    """
    Raises:
        Throttled, ChatShut, ChatsFull, TextMissing, ChatLineLong
    """
    address = throttle.address_key(request.META.get("REMOTE_ADDR", ""), WHOSE)
    throttle.reserve([address], real_at=request.at)
    who = Asker(given["name"] or "")
    return chats.open_chat(text=given["text"], who=who, lang=request.lang, at=request.at)


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def say(request: PageRequest) -> HttpResponse:
    """A script is told that it is kept, or why not; anybody else gets the page again."""
    found = _of_code(request)
    if found is None:
        return _unknown(request)
    text, once = request.POST.get("text", ""), request.POST.get("once", "")[: chat_lines.MOST_ONCE]
    try:
        chats.say(chat=Ref(found.ref), text=text, once=once, at=request.at)
    except DomainError as no:
        if request.is_quick:
            return chat_lines.refused(request, no)
        return _shown(request, found, refused=request.tell(no), typed=text)
    if request.is_quick:
        return HttpResponse(status=204)
    return _shown(request, found_chats.get(found.ref))


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def events(request: PageRequest) -> HttpResponse:
    """What came after ``Last-Event-ID``, and what comes yet."""
    found = _of_code(request)
    if found is None:
        return _unknown(request)
    said = chats.read_outside(chat=found, since=chat_lines.last_seen(request))
    return chat_lines.events(request, found, said, with_names=False)


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def end(request: PageRequest) -> HttpResponse:
    """The visitor makes it a request, read by the same code."""
    found = _of_code(request)
    if found is None:
        return _unknown(request)
    if found.state == ChatState.ENDED:  # by the house, or in another window
        return _shown(request, found)
    filled = submit(
        _LAST,
        request,
        lambda given: chat_endings.leave(chat=Ref(found.ref), kind=given["kind"], at=request.at),
    )
    return _shown(request, found_chats.get(found.ref), refused=filled.refused)


def _of_code(request: PageRequest) -> Chat | None:
    code = _code(request)
    return found_chats.by_code(code) if code else None


def _code(request: PageRequest) -> str:
    return "".join(request.POST.get("code", "").split())


def _unknown(request: PageRequest) -> HttpResponse:
    return page(request, "feedback/chat_start.html", _TITLE, {"is_unknown": True}, status=404)


def _beginning(request: PageRequest, filled: Submission[tuple[Chat, str]] | None) -> HttpResponse:
    since, until = hours()
    told = {
        "form": filled.form if filled else None,
        "refused": filled.refused if filled else None,
        "is_listed": found_chats.is_listed(),
        "since": since,
        "until": until,
    }
    status = filled.status if filled else 200
    return page(request, "feedback/chat_start.html", _TITLE, told, status=status)


def _shown(
    request: PageRequest,
    found: Chat,
    *,
    new_code: str = "",
    refused: RefusalWords | None = None,
    typed: str = "",
) -> HttpResponse:
    said = chats.read_outside(chat=found, since=0)
    is_over = found.state == ChatState.ENDED
    told = {
        "code": new_code or _code(request),
        "is_new": bool(new_code),
        "is_over": is_over,
        "is_request": bool(found.request),
        "lines": chat_lines.shown(said, with_names=False),
        "last": said[-1][0].place if said else 0,
        "once": tokens.make(),
        "most": MOST_TEXT,
        "refused": refused,
        "typed": typed,
        "form": None if is_over else forms.build(_LAST, request, {}, is_sent=False),
    }
    return page(request, "feedback/chat_talk.html", _TITLE, told, status=422 if refused else 200)
