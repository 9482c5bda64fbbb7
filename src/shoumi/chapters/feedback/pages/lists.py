"""Requests and channels in the console: what waits, by whom, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Channel, Request
from shoumi.chapters.feedback.pages import board, chats, numbers, request_filters
from shoumi.chapters.feedback.queries import Phase, Timed
from shoumi.chapters.feedback.rules import Kind, Way, channel_trials
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services.mails_aside import LOOKERS
from shoumi.chapters.feedback.services.progress import HANDLERS
from shoumi.chapters.feedback.verbs.place import KEEPERS, READERS, channel_of, mine
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("请求", "Requests")
_COLUMNS = (
    Column(("请求", "Request")),
    Column(("转让", "Deal")),
    Column(("渠道", "Channel")),
    Column(("状态", "State")),
    Column(("答复期限", "Answer by")),
    Column(("负责", "Assigned to")),
)
_EMPTY: Both = (
    "没有请求。有人来电、来信、到柜台提出的，在这里登记；网上的自己会来。先公布联系渠道。",
    (
        "None. Take in here what comes by telephone, letter or at the counter; what is asked on "
        "line comes by itself. List your channels first."
    ),
)
_CHANNELS: Both = ("联系渠道", "Channels")
_CHANNEL_COLUMNS = (
    Column(("渠道", "Channel")),
    Column(("公布的号码或地址", "As it is published")),
    Column(("最近一次试", "Tried")),
    Column(("结果", "What came back")),
    Column(("试到哪天为止有效", "Counts until")),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def requests(request: PageRequest) -> HttpResponse:
    """The newest first; in one phase, of one channel, kind, language or deal, or one's own."""
    found = mine(request)
    lead = _waiting(request, found)
    found = request_filters.of_deal(request, found)
    links = content_page.button(request, "request-receive")
    links.append((request.say(board.TITLE), reverse("request-board")))
    links.append((request.say(_CHANNELS), reverse("contacts")))
    if set(LOOKERS) & set(request.roles):
        links.append((request.say(("来信", "Mails")), reverse("mails")))
    if set(HANDLERS) & set(request.roles):
        links.append((request.say(chats.TITLE), reverse("chats")))
    links.append((request.say(numbers.TITLE), reverse("response-times")))
    told = ContentPage(_TITLE, [_table(request, found)], lead, links=links)
    return content_page.show(request, told, "requests")


def _waiting(request: PageRequest, found: QuerySet[Request]) -> str:
    waiting = found & queries.unanswered()
    phases = [one.phase(request.at) for one in queries.all_timed(waiting)]
    return request.say(
        (
            "{n} 件待答复，其中 {late} 件逾期，{alone} 件没有人负责。",
            "{n} to be answered, {late} of them overdue, nobody assigned to {alone}.",
        ),
        n=len(phases),
        late=phases.count(Phase.OVERDUE),
        alone=sum(not one.assignee for one in waiting),
    )


def _table(request: PageRequest, found: QuerySet[Request]) -> Table:
    phase = tables.chosen(request, "phase", Phase)
    if phase:
        found = found.filter(queries.in_phase(Phase(phase), request.at))
    found, filters = request_filters.narrowed(request, found)
    part, after = tables.part(request, found, "number")
    deal_numbers = deals.numbers({one.deal for one in part if one.deal})
    people = scoping.people({one.assignee for one in part if one.assignee})
    phases = [request_filters.ALL, *((p.value, names.pair(p)) for p in Phase)]
    rows = [_row(request, one, deal_numbers, people) for one in queries.all_timed(part)]
    filters = (Filter("phase", ("状态", "State"), phases, phase), *filters)
    return Table(_COLUMNS, rows, _TITLE, _EMPTY, after=after, filters=filters)


def _row(
    request: PageRequest, timed: Timed, deal_numbers: Mapping[str, str], people: Mapping[str, str]
) -> tuple[Any, ...]:
    one = timed.request
    return (
        Cell(
            f"DSR-{one.number:04d}",
            reverse("request", kwargs={"asked": one.ref}),
            names.of(Kind(one.kind), request.lang),
        ),
        deal_numbers.get(one.deal, ""),
        names.of(Way(one.way), request.lang),
        names.of(timed.phase(request.at), request.lang),
        timed.due.on,
        people.get(one.assignee, one.assignee),
    )


@open_to(Who.STAFF, *READERS, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def contacts(request: PageRequest) -> HttpResponse:
    """The channels that are listed, and which of them are known to work."""
    found = queries.channels()
    lacking = channel_trials.lacks(queries.newest_trials(found), day_in_china(request.at))
    rows = [_channel_row(request, one) for one in found]
    empty: Both = (
        "还没有公布联系渠道。电话、邮件、在线至少各一种，公布后每月试一次。",
        "None yet. List telephone, mail and something on line, and try each once a month.",
    )
    told = ContentPage(
        _CHANNELS,
        [Table(_CHANNEL_COLUMNS, rows, _CHANNELS, empty)],
        _reachable(request, [names.of(one, request.lang) for one in lacking]),
        crumbs=[(request.say(_TITLE), reverse("requests"))],
        links=[
            *content_page.button(request, "contact-add"),
            *content_page.button(request, "contact-mailbox"),
        ],
    )
    return content_page.show(request, told, "contacts")


def _reachable(request: PageRequest, lacking: list[str]) -> str:
    if not lacking:
        return request.say(("每种渠道都试过，都通。", "Each was tried, and each works."))
    return request.say(("还缺：{what}。", "Lacking: {what}."), what=tuple(lacking))


def _channel_row(request: PageRequest, one: Channel) -> tuple[Any, ...]:
    trial = queries.newest_trials([one])[Way(one.way)]
    return (
        Cell(names.of(Way(one.way), request.lang), reverse("contact", args=[one.ref])),
        one.contact,
        one.tried_at,
        names.of(Back(one.back), request.lang) if one.back else "",
        channel_trials.lasts_until(trial) if trial else None,
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def contact(request: PageRequest, contact: str) -> HttpResponse:
    """One channel: what is published, and each trial of it in its history."""
    one = channel_of(contact)
    told = DetailPage(
        title=names.pair(Way(one.way)),
        answer=_works(request, one),
        crumbs=[(request.say(_CHANNELS), reverse("contacts"))],
        pairs=[
            (("公布的号码或地址", "As it is published"), one.contact),
            (("公布", "Listed"), one.listed_at),
            (("停用", "Taken off"), one.ended_at),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        next=[] if one.ended_at else detail_page.offers(request, _trials(one), contact=one.ref),
        acts=[] if one.ended_at else detail_page.offers(request, ["contact-end"], contact=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _trials(one: Channel) -> Sequence[str]:
    return ("contact-probe", "contact-try") if one.way == Way.MAIL else ("contact-try",)


def _works(request: PageRequest, one: Channel) -> str:
    if one.ended_at:
        return request.say(("已经停用。", "It is off the list."))
    trial = queries.newest_trials([one])[Way(one.way)]
    if trial is None:
        return request.say(("还没有人试过。", "Nobody tried it yet."))
    return request.say(
        ("最近一次：{back}；{until} 前再试一次。", "Last time: {back}. Try it again by {until}."),
        back=names.of(trial.back, request.lang),
        until=channel_trials.lasts_until(trial),
    )
