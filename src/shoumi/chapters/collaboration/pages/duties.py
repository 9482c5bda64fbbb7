"""Responsibilities in the console: who answers for each chapter, and who did at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries import duties as queries
from shoumi.chapters.collaboration.queries import shared_tasks
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.core.calendar import read_moment
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("职责分工", "Responsibilities")
_COLUMNS = (
    Column(("章", "Chapter")),
    Column(("负责人", "Who answers for it")),
    Column(("具体办理", "Works on it")),
    Column(("事先征询", "Asked before")),
    Column(("事后告知", "Told after")),
)
_AWAY = (
    Column(("谁", "Who")),
    Column(("代理", "Who stands in")),
    Column(("从", "From")),
    Column(("到", "Until")),
)
_HAS = (
    Column(("谁", "Who")),
    Column(("转让", "Deal"), "ref"),
    Column(("什么关系", "What it is")),
    Column(("申报", "Declared")),
)
_MOST, _FEW = 25, 200


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """The twenty chapters; with ``moment`` who answered for each then, by the ledger."""
    moment = _moment(request)
    try:
        found = queries.all_of_them()
    except NotAuthentic as altered:
        found, lead = [], request.tell_code(altered.code)[0]
    else:
        lead = _lead(request, found, moment)
    empty: Both = ("还没有建立。", "Nobody said yet who answers for what.")
    rows = [_row(request, one, _people(one, moment)) for one in found]
    told = [Table(_COLUMNS, rows, _TITLE, empty), _absences(request), _interests(request)]
    begin = () if found else ("raci-begin",)
    links = detail_page.offers(request, (*begin, "raci-away", "raci-declare"))
    return content_page.show(request, ContentPage(_TITLE, told, lead, links=links))


def _absences(request: PageRequest) -> Table:
    running = Absence.objects.filter(returned_at=None, until__gt=request.at).order_by("since")
    found = list(running[:_FEW])
    known = accounts.names({ref for one in found for ref in (one.person, one.deputy)})
    rows = [
        (
            Cell(known[one.person], reverse("absence", args=[one.ref])),
            known[one.deputy],
            one.since,
            one.until,
        )
        for one in found
    ]
    empty: Both = ("没有人不在。", "Nobody is away.")
    return Table(_AWAY, rows, ("不在和代理", "Who is away"), empty)


def _interests(request: PageRequest) -> Table:
    mine = scoping.deals_of(request).values("ref")
    found = list(Interest.objects.filter(cleared_at=None, deal__in=mine).order_by("id")[:_FEW])
    known = accounts.names({one.person for one in found})
    numbers = deals.numbers({one.deal for one in found})
    rows = [
        (
            Cell(known[one.person], reverse("interest", args=[one.ref])),
            numbers.get(one.deal, ""),
            names.of(Why(one.why), request.lang),
            one.declared_at,
        )
        for one in found
    ]
    empty: Both = ("没有人申报。", "Nobody declared one.")
    return Table(_HAS, rows, ("利害关系", "Interests in deals"), empty)


def _moment(request: PageRequest) -> datetime | None:
    wanted = request.GET.get("moment", "")[:_MOST]
    try:
        return read_moment(wanted) if wanted else None
    except ValueError:
        return None


def _lead(request: PageRequest, found: list[ChapterDuty], moment: datetime | None) -> str:
    if not found:
        said: Both = (
            "没有建立：第 11.3 条凭声明成立。",
            "Not begun: demand 11.3 rests on a statement.",
        )
        return request.say(said)
    if moment is not None:
        said = ("{moment} 时由谁负责，出自账本。", "Who answered at {moment}, from the ledger.")
        return request.say(said, moment=moment)
    said = (
        "每一章一位负责人；负责人离职，新的协作任务就开不出来。",
        "One person answers for each chapter; once that person has left, no shared task opens.",
    )
    return request.say(said)


def _people(one: ChapterDuty, moment: datetime | None) -> str:
    if moment is None:
        return one.accountable
    found = queries.answered(one.number, moment)
    return found.person if found else ""


def _row(request: PageRequest, one: ChapterDuty, person: str) -> tuple[Any, ...]:
    chapter = queries.chapters()[one.number]
    words = f"{one.number} {request.say((chapter.zh, chapter.en))}"
    return (
        Cell(words, reverse("chapter-duty", args=[one.ref])),
        accounts.names([person])[person] if person else "",
        _roles(request, one.responsible),
        _roles(request, one.consulted),
        _roles(request, one.informed),
    )


def _roles(request: PageRequest, words: list[str]) -> list[str]:
    return [names.of(Role(word), request.lang) for word in words]


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def one(request: PageRequest, chapterduty: str) -> HttpResponse:
    """The duty of one chapter, and everybody who answered for it."""
    found = queries.get(Ref(chapterduty))
    chapter = queries.chapters()[found.number]
    known = accounts.names([found.accountable, found.assigned_by])
    gone = shared_tasks.gone_since(Ref(found.accountable))
    said: Mapping[bool, Both] = {
        False: ("由 {name} 负责。", "{name} answers for it."),
        True: (
            "{name} 已不在职，要改由别人负责。",
            "{name} is not in the house any more; somebody else has to answer for it.",
        ),
    }
    is_gone = gone is not None and gone <= request.at
    told = DetailPage(
        title=(f"第 {found.number} 章 {chapter.zh}", f"Chapter {found.number}: {chapter.en}"),
        answer=request.say(said[is_gone], name=known[found.accountable]),
        crumbs=[(request.say(_TITLE), reverse("responsibilities"))],
        pairs=_pairs(request, found, known),
        acts=detail_page.offers(request, ("raci-assign",), chapterduty=found.ref),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)


def _pairs(
    request: PageRequest, found: ChapterDuty, known: Mapping[str, str]
) -> Iterator[tuple[Both, object]]:
    role = queries.chapters()[found.number].accountable
    yield ("手册指定的岗位", "The handbook's role"), names.of(role, request.lang)
    yield ("负责人", "Who answers for it"), known[found.accountable]
    yield ("具体办理", "Works on it"), _roles(request, found.responsible)
    yield ("事先征询", "Asked before"), _roles(request, found.consulted)
    yield ("事后告知", "Told after"), _roles(request, found.informed)
    yield ("由谁指定", "Assigned by"), known[found.assigned_by]
    yield ("何时", "When"), found.assigned_at
    if found.entry_position is not None:
        yield ("账本", "Ledger"), tables.entry(request, found.entry_position)
