"""Chats in the console: who waits and how long, and the one that somebody has taken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, Live
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.live_events import Events, Watched, event
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.signin import tokens
from shoumi.chapters.feedback.models import Chat
from shoumi.chapters.feedback.pages import chat_lines
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.rules.chats import MOST_TEXT, ChatState, hours
from shoumi.chapters.feedback.services import chats
from shoumi.chapters.feedback.services.progress import HANDLERS
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

TITLE: Both = ("在线客服", "Chats")
_COLUMNS = (
    Column(("会话", "Chat")),
    Column(("状态", "State")),
    Column(("打开", "Opened")),
    Column(("等了（分钟）", "Waiting (minutes)")),
    Column(("语言", "Language")),
    Column(("接待", "Taken by")),
)
_LANGS: dict[str, Both] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
_MINUTE = timedelta(minutes=1)
_ACTS = ("chat-note", "chat-hand", "chat-dismiss")


@open_to(Who.STAFF, *HANDLERS)
@require_http_methods(["GET", "HEAD"])
def listed(request: PageRequest) -> HttpResponse:
    """Those that nobody ended, the one that waits longest first; no word of any."""
    version = found_chats.list_version()  # first: what comes while we read is told of again
    found = list(found_chats.not_ended())
    found.sort(key=lambda one: (one.state != ChatState.WAITING, one.number))
    people = accounts.names({one.assignee for one in found if one.assignee})
    told = ContentPage(
        TITLE,
        [Table(_COLUMNS, [_row(request, one, people) for one in found], TITLE, _empty())],
        request.say(
            ("{n} 人在等。", "{n} wait."),
            n=sum(one.state == ChatState.WAITING for one in found),
        ),
        crumbs=[(request.say(("请求", "Requests")), reverse("requests"))],
        live=Live(reverse("chats-events"), version),
    )
    return content_page.show(request, told)


@open_to(Who.STAFF, *HANDLERS)
@require_http_methods(["GET", "HEAD"])
def list_events(request: PageRequest) -> HttpResponse:
    """That a chat was opened, taken, handed over or ended since ``Last-Event-ID``; which is for the
    page to say."""
    version = found_chats.list_version()
    is_news = request.headers.get("Last-Event-ID") != version
    news = [event("changed", version, "")] if is_news else []
    told = Events(news, Watched("chats", version, found_chats.list_versions))
    return _head_alone(request, told)


def _empty() -> Both:
    since, until = hours()
    return (
        f"没有会话。公布了在线客服的，工作日 {since}:00 至 {until}:00 客户在 /ask/chat 找得到。",
        (
            "None. Where a chat is listed, people find it at /ask/chat on working days, "
            f"{since}:00 to {until}:00, China time."
        ),
    )


def _row(request: PageRequest, one: Chat, people: dict[str, str]) -> tuple[Any, ...]:
    is_waiting = one.state == ChatState.WAITING
    return (
        Cell(f"C-{one.number:04d}", reverse("chat", args=[one.ref])),
        names.of(ChatState(one.state), request.lang),
        one.opened_at,
        (request.at - one.opened_at) // _MINUTE if is_waiting else None,
        request.say(_LANGS[one.lang]),
        people.get(one.assignee, ""),
    )


@open_to(Who.STAFF, *HANDLERS)
@require_http_methods(["GET", "HEAD"])
def chat(request: PageRequest, chat: str) -> HttpResponse:
    """Its texts for whoever has taken it; for others where it stands."""
    one = found_chats.get(chat)
    if _is_theirs(request, one):
        return _desk(request, one)
    return _standing(request, one)


def _is_theirs(request: PageRequest, one: Chat) -> bool:
    return one.state == ChatState.TAKEN and one.assignee == request.actor


def _standing(
    request: PageRequest, one: Chat, error: DomainError | None = None, typed: str = ""
) -> HttpResponse:
    """Where it stands, without its texts; ``error`` is why what was ``typed`` is not in it."""
    no = request.tell(error) if error else None
    owed = {ChatState.WAITING: ["chat-take"], ChatState.TAKEN: ["chat-hand"]}
    told = DetailPage(
        title=(f"在线客服 C-{one.number:04d}", f"Chat C-{one.number:04d}"),
        answer=_answer(request, one),
        crumbs=[(request.say(TITLE), reverse("chats"))],
        cautions=[no.what, no.mend] if no else [],
        pairs=[
            (("打开", "Opened"), one.opened_at),
            (("语言", "Language"), request.say(_LANGS[one.lang])),
            (("接待", "Taken by"), accounts.names([one.assignee]).get(one.assignee)),
            (("结束", "Over"), one.ended_at),
            *([(("没有发出", "Not sent"), typed)] if typed else []),
        ],
        next=detail_page.offers(request, owed.get(ChatState(one.state), []), chat=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told, status=422 if no else 200)


def _answer(request: PageRequest, one: Chat) -> str:
    said: dict[str, Both] = {
        ChatState.WAITING: ("有人在等。", "Somebody waits."),
        ChatState.TAKEN: ("别人在接待。", "Somebody else has it."),
        ChatState.ENDED: ("已经结束。", "It is over."),
    }
    return request.say(said[one.state])


def _desk(
    request: PageRequest, one: Chat, error: DomainError | None = None, typed: str = ""
) -> HttpResponse:
    said = chats.read_inside(chat=one, since=0, actor=request.who(), at=request.at)
    told = {
        "chat": one.ref,
        "number": f"C-{one.number:04d}",
        "opened_at": one.opened_at,
        "lines": chat_lines.shown(said, with_names=True),
        "last": said[-1][0].place if said else 0,
        "once": tokens.make(),
        "most": MOST_TEXT,
        "refused": request.tell(error) if error else None,
        "typed": typed,
        "next": detail_page.offers(request, ["chat-accept"], chat=one.ref),
        "acts": detail_page.offers(request, _ACTS, chat=one.ref),
    }
    title: Both = (f"在线客服 C-{one.number:04d}", f"Chat C-{one.number:04d}")
    return page(request, "feedback/chat_desk.html", title, told, status=422 if error else 200)


@open_to(Who.STAFF, *HANDLERS)
@require_http_methods(["GET", "HEAD"])
def events(request: PageRequest, chat: str) -> HttpResponse:
    """What came after ``Last-Event-ID``, and what comes yet, for whoever has taken it."""
    one = found_chats.get(chat)
    since = chat_lines.last_seen(request)
    try:
        said = chats.read_inside(chat=one, since=since, actor=request.who(), at=request.at)
    except DomainError:  # over, or handed over: the page says how
        return HttpResponse(status=410)
    return _head_alone(request, chat_lines.events(request, one, said, with_names=True))


def _head_alone(request: PageRequest, told: Events) -> Events:
    """Where the head alone is asked for, nothing is waited for."""
    if request.method == "HEAD":
        told.watched = None
    return told


@open_to(Who.STAFF, *HANDLERS)
@require_http_methods(["POST"])
def say(request: PageRequest, chat: str) -> HttpResponse:
    """A script is told that it is kept, or why not; anybody else gets the page again."""
    text, once = request.POST.get("text", ""), request.POST.get("once", "")[: chat_lines.MOST_ONCE]
    one = found_chats.get(chat)
    try:
        chats.answer(chat=Ref(one.ref), text=text, once=once, actor=request.who(), at=request.at)
    except DomainError as no:
        if request.is_quick:
            return chat_lines.refused(request, no)
        if _is_theirs(request, one):
            return _desk(request, one, no, text)
        return _standing(request, one, no, text)
    if request.is_quick:
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("chat", args=[one.ref]), status=303)
