"""Threads in the console: one's own, and one with its messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.queries.threads import NoSuchMessage
from shoumi.chapters.collaboration.rules import threads as rules
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.services import texts, threads
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("讨论", "Threads")
_COLUMNS = (
    Column(("讨论", "Thread")),
    Column(("关于", "About")),
    Column(("转让", "Deal"), "ref"),
    Column(("未读", "Unread"), "number"),
    Column(("打开", "Opened")),
)
_OPEN, _OVER = "open", "over"
_WHICH: tuple[tuple[str, Both], ...] = (
    (_OPEN, ("进行中", "Open")),
    (_OVER, ("已关闭", "Closed")),
)
_PAGE = 50


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """Those in which the reader takes part, the newest first."""
    which = tables.chosen(request, "which", (_OPEN, _OVER)) or _OPEN
    mine = queries.of(request.who(), request.at)
    found = [one for one in mine if (one.closed_at is None) == (which == _OPEN)]
    start = tables.place(request) or 0
    part = found[start : start + tables.PAGE]
    numbers = deals.numbers({one.deal for one in part})
    empty: Both = (
        "没有讨论。关于一笔转让、文件、协作任务或客户，可以开一个。",
        "No thread. Open one about a deal, a paper, a shared task or a customer.",
    )
    told = Table(
        _COLUMNS,
        [_row(request, one, numbers) for one in part],
        _TITLE,
        empty,
        after=start + tables.PAGE if len(found) > start + tables.PAGE else None,
        filters=(Filter("which", ("状态", "State"), _WHICH, which),),
    )
    lead = request.say(
        (
            "每条消息和附件先扫描再保存；通知里只有链接。",
            "Every message and file is scanned before it is kept; a notice carries a link alone.",
        )
    )
    links = content_page.button(request, "thread-open")
    return content_page.show(request, ContentPage(_TITLE, [told], lead, links=links))


def _row(request: PageRequest, one: Thread, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        Cell(f"{one.number} {one.topic}", reverse("thread", args=[one.ref])),
        names.of(On(one.kind), request.lang),
        numbers.get(one.deal, ""),
        queries.unread(Ref(one.ref), request.who()).count(),
        one.opened_at,
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def one(request: PageRequest, thread: str) -> HttpResponse:
    """One thread; who looks at its newest page has read it."""
    found = queries.seen(Ref(thread), request.who(), request.at)
    before = tables.number(request.GET.get("before", ""))
    messages = queries.messages(Ref(found.ref))
    shown = messages.filter(place__lt=before) if before else messages
    part = list(shown.order_by("-place")[:_PAGE])[::-1]
    people = {ref for each in part for ref in (each.author, *each.mentions)}
    known = accounts.names(people)
    if part and not before and request.method == "GET":
        threads.mark_read(thread=Ref(found.ref), place=part[-1].place, actor=request.who())
    over = queries.is_over(found, request.at)
    told = {
        "topic": found.topic,
        "lead": _lead(request, found, is_over=over),
        "lines": [_line(request, each, known) for each in part],
        "earlier": part[0].place if part and part[0].place > 1 else None,
        "pairs": [(request.say(label), value) for label, value in _pairs(request, found)],
        "next": [] if over else detail_page.offers(request, ["thread-say"], thread=found.ref),
        "acts": [] if over else _acts(request, found),
    }
    title: Both = (f"讨论 {found.number}", f"Thread {found.number}")
    return page(request, "collaboration/thread.html", title, told)


def _acts(request: PageRequest, found: Thread) -> list[tuple[str, str]]:
    slugs = ["thread-close"] if found.kind == On.TASK else ["thread-join", "thread-close"]
    return detail_page.offers(request, slugs, thread=found.ref)


def _lead(request: PageRequest, found: Thread, *, is_over: bool) -> str:
    said: Both = ("进行中。", "It is open.")
    if found.closed_at is not None:
        said = ("已关闭，只能查阅。", "It is closed and can be read.")
    elif is_over:
        said = ("它的协作任务已经结束。", "Its shared task is over.")
    return request.say(said)


def _line(request: PageRequest, one: ThreadMessage, known: Mapping[str, str]) -> dict[str, object]:
    is_removed = one.removed_at is not None
    text = "" if is_removed else texts.opened(one.text)
    return {
        "place": one.place,
        "author": known[one.author],
        "said_at": one.said_at,
        "mentions": [known[ref] for ref in one.mentions],
        "is_removed": is_removed or not text,
        "text": _drawn(text),
        "files": [] if is_removed else list(_files(request, one)),
        "acts": _removal(request, one),
    }


def _removal(request: PageRequest, one: ThreadMessage) -> Sequence[tuple[str, str]]:
    if one.author != request.who() and not request.roles & queries.REMOVERS:
        return ()
    return detail_page.offers(request, ["message-remove"], threadmessage=one.ref)


def _drawn(text: str) -> SafeString:
    """The words, with a chip in place of each reference."""
    return format_html_join("", "{}{}", ((words, _chip(ref)) for words, ref in rules.parts(text)))


def _chip(ref: str) -> SafeString:
    if not ref:
        return SafeString("")
    if Ref(ref).kind == "person":
        return format_html('<span class="chip">{}</span>', accounts.names([ref])[ref])
    href = reverse("customer", kwargs={"subject": ref})
    return format_html('<a class="chip" href="{}">{}</a>', href, ref)


def _files(request: PageRequest, one: ThreadMessage) -> Iterator[tuple[str, str]]:
    said: Both = (
        "附件 {place}（{format}，{kilobytes} KB）",
        "File {place} ({format}, {kilobytes} KB)",
    )
    for each in queries.files(Ref(one.ref)):
        told = {"place": each.place, "format": each.format, "kilobytes": -(-each.size // 1024)}
        yield request.say(said, **told), reverse("thread-file", args=[one.ref, each.place])


def _pairs(request: PageRequest, found: Thread) -> Iterator[tuple[Both, object]]:
    people = queries.readers(found, request.at)
    known = accounts.names([*people, found.opened_by])
    yield ("关于", "About"), names.of(On(found.kind), request.lang)
    yield ("编号", "Reference"), found.about
    yield ("转让", "Deal"), deals.numbers([found.deal]).get(found.deal, "")
    yield ("参加的人", "Who takes part"), [known[ref] for ref in people]
    yield ("谁开的", "Opened by"), known[found.opened_by]
    yield ("何时", "When"), found.opened_at


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, threadmessage: str, place: int) -> HttpResponse:
    """A file of a message, for who reads its thread."""
    message = queries.message_seen(Ref(threadmessage), request.who(), request.at)
    found = queries.files(Ref(message.ref)).filter(place=place).first()
    if found is None or message.removed_at is not None:
        raise NoSuchMessage(message=threadmessage)
    answer = HttpResponse(texts.file(found.content), content_type="application/octet-stream")
    name = content_disposition_header(as_attachment=True, filename=f"{found.ref}.{found.format}")
    answer["Content-Disposition"] = name or "attachment"
    return answer


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def message(request: PageRequest, threadmessage: str) -> HttpResponse:
    """One message without its text, for its readers and for who removes what a later look found."""
    found = queries.removable(Ref(threadmessage), request.who(), request.at)
    known = accounts.names([found.author])
    said: Both = ("在讨论里。", "It stands in its thread.")
    if found.removed_at is not None:
        said = ("已撤下。", "It is removed.")
    elif found.found_at is not None:
        said = ("复查发现其中有个人信息，要撤下。", "A later look found somebody named; remove it.")
    told = DetailPage(
        title=("消息", "Message"),
        answer=request.say(said),
        crumbs=[(request.say(_TITLE), reverse("threads"))],
        pairs=(
            (("谁发的", "From"), known[found.author]),
            (("何时", "When"), found.said_at),
            (("第几条", "Which one"), found.place),
            (("附件", "Files"), found.files),
            (("撤下", "Removed"), found.removed_at),
        ),
        acts=[] if found.removed_at else _removal(request, found),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)
