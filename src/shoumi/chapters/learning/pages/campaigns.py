"""Awareness: what everybody reads in a quarter, and own incidents told as cases."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning.case_models import Case, CaseClearance
from shoumi.chapters.learning.models import AwarenessItem
from shoumi.chapters.learning.queries import cases as case_queries
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.verbs import lesson_html
from shoumi.chapters.learning.verbs.place import LEARNERS, case_of, item_of, keeps
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("意识教育", "Awareness")
_ITEMS = (
    Column(("季度", "Quarter")),
    Column(("标题", "Title")),
    Column(("读完期限", "To be read by")),
    Column(("我读了", "I read it")),
)
_CASES = (
    Column(("案例", "Case")),
    Column(("发生", "Happened")),
    Column(("写成案例", "Told")),
)


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def items(request: PageRequest) -> HttpResponse:
    """The newest first; drafts for those who keep them."""
    found = AwarenessItem.objects.order_by("-quarter")
    cases = Case.objects.all() if keeps(request) else case_queries.readable()
    if not keeps(request):
        found = found.exclude(published_at=None)
    read = {one.of: one.read_at for one in people.learned(request.who()).readings}
    rows = [
        (
            one.quarter,
            Cell(_name(request, one), reverse("awareness-item", kwargs={"item": one.ref})),
            one.due_at,
            read.get(one.ref),
        )
        for one in found
    ]
    told = ContentPage(
        _TITLE,
        [
            Table(
                _ITEMS,
                rows,
                _TITLE,
                ("还没有内容；每季度一份。", "Nothing yet; there is one each quarter."),
            ),
            Table(
                _CASES,
                [_case_row(request, one) for one in cases.order_by("-happened_on", "-id")],
                ("自己的案例", "Own cases"),
                (
                    "没有自己的事件。发生了就登记，三十天内写成案例。",
                    "No own incident. Note one when it happens, and tell it within thirty days.",
                ),
            ),
        ],
        crumbs=[(request.say(("我的课程", "My courses")), reverse("my-courses"))],
        links=[
            *content_page.button(request, "awareness-draft"),
            *content_page.button(request, "awareness-take"),
            *content_page.button(request, "case-note"),
            *_effect(request),
        ],
    )
    return content_page.show(request, told, "awareness")


def _effect(request: PageRequest) -> list[tuple[str, str]]:
    """What it changed, for those who keep it."""
    if not keeps(request):
        return []
    return [(request.say(("各部门前后比较", "Before and after")), reverse("learning-effect"))]


def _name(request: PageRequest, one: AwarenessItem | Case) -> str:
    return one.title_en if request.lang == "en" else one.title_zh


def _case_row(request: PageRequest, one: Case) -> tuple[object, ...]:
    waits: Both = ("等写成案例", "to be told")
    name = _name(request, one) or request.say(waits)
    return Cell(name, reverse("case", kwargs={"case": one.ref})), one.happened_on, one.told_at


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def item(request: PageRequest, item: str) -> HttpResponse:
    one = item_of(request, item)
    has_read = people.has_read(request.who(), one)
    text = one.text_en if request.lang == "en" else one.text_zh
    owed = ["awareness-publish"] if one.published_at is None else ["awareness-read"]
    told = DetailPage(
        title=(one.title_zh, one.title_en),
        answer=_read_answer(request, one, has_read=has_read),
        crumbs=[(request.say(_TITLE), reverse("awareness"))],
        pairs=[
            (("季度", "Quarter"), one.quarter),
            (("读完期限", "To be read by"), one.due_at),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        panels=[Filled("learning/lesson.html", {"text": lesson_html.html(text)})],
        next=[] if has_read else detail_page.offers(request, owed, item=one.ref),
        history=detail_page.history(request, Ref(one.ref)) if keeps(request) else (),
    )
    return detail_page.show(request, told)


def _read_answer(request: PageRequest, one: AwarenessItem, *, has_read: bool) -> str:
    if one.published_at is None:
        return request.say(("草稿，等另一个人发布。", "A draft: another person publishes it."))
    if has_read:
        return request.say(("您已签收。", "You signed for it."))
    return request.say(("{due} 前读完签收。", "Read it and sign by {due}."), due=one.due_at)


def _read_at(one: Case) -> datetime | None:
    return CaseClearance.objects.filter(case=one.ref).values_list("cleared_at", flat=True).first()


def _owed(one: Case) -> list[str]:
    if one.told_at is None:
        return ["case-tell"]
    is_read = CaseClearance.objects.filter(case=one.ref).exists()
    return [] if is_read else ["case-clear", "case-return"]


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def case(request: PageRequest, case: str) -> HttpResponse:
    one = case_of(request, case)
    text = one.text_en if request.lang == "en" else one.text_zh
    words: Both = ("等写成案例，最迟 {last}。", "To be told by {last}.")
    answer = (
        _name(request, one) if one.told_at else request.say(words, last=case_queries.last_day(one))
    )
    told = DetailPage(
        title=("案例", "Case"),
        answer=answer,
        crumbs=[(request.say(_TITLE), reverse("awareness"))],
        pairs=[
            (("发生", "Happened"), one.happened_on),
            (("写成案例", "Told"), one.told_at),
            (("别人核对", "Read by another"), _read_at(one)),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        panels=[Filled("learning/lesson.html", {"text": lesson_html.html(text)})]
        if one.told_at
        else [],
        next=detail_page.offers(request, _owed(one), case=one.ref),
        history=detail_page.history(request, Ref(one.ref)) if keeps(request) else (),
    )
    return detail_page.show(request, told)
