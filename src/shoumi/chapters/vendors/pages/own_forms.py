"""Questionnaires of the house's own in the console: all of them, and one with its mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.vendors.models import OwnForm
from shoumi.chapters.vendors.pages.details import READERS
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.verbs.place import form_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

TITLE: Both = ("公司自己的问卷", "Forms of your own")
_VENDORS: Both = ("供应商", "Vendors")
_EMPTY: Both = (
    "没有。公司有自己的供应商问卷（XLSX）的，在这里登记一份空白的，对应到我们的题；供应商填好以后，在它的问卷网页上传。",
    (
        "None. Bring an empty questionnaire of your own (XLSX) and map it to our questions; a "
        "vendor uploads it, filled in, on its page."
    ),
)
_COLUMNS = (
    Column(("问卷", "Form")),
    Column(("版次", "Version"), "number"),
    Column(("对应的题", "Questions"), "number"),
    Column(("从", "Since")),
    Column(("状态", "State")),
)
_MAPPING = (Column(("我们的题", "Our question")), Column(("表里的格", "Cell")))


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def forms(request: PageRequest) -> HttpResponse:
    """Every version of each, the newest first."""
    part, after = tables.part(request, OwnForm.objects.all())
    rows = [_row(request, one) for one in part]
    told = ContentPage(
        TITLE,
        [Table(_COLUMNS, rows, TITLE, _EMPTY, after=after)],
        crumbs=[(request.say(_VENDORS), reverse("vendors"))],
        links=content_page.button(request, "vendor-form-add"),
    )
    return content_page.show(request, told, "vendor-forms")


def _row(request: PageRequest, one: OwnForm) -> tuple[Any, ...]:
    return (
        Cell(one.name, reverse("vendor-form", args=[one.ref])),
        one.version,
        len(one.places),
        one.made_at,
        request.say(_state(one)),
    )


def _state(one: OwnForm) -> Both:
    if one.ended_at is not None:
        return ("停用", "ended")
    if not one.version:
        return ("还没有对应题目", "not mapped")
    if one.questions != questions.current().version:
        return ("对应的是旧题，要重新对应", "mapped to earlier questions: map it anew")
    return ("在用", "in use")


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def form(request: PageRequest, ownform: str) -> HttpResponse:
    """One version, and which of its cells ask what."""
    one = form_of(ownform)
    acts = [] if one.ended_at else ["vendor-form-map", "vendor-form-end"]
    told = DetailPage(
        title=(one.name, one.name),
        answer=f"{request.say(_state(one))}",
        crumbs=[(request.say(TITLE), reverse("vendor-forms"))],
        pairs=_pairs(request, one),
        tables=[_mapping(request, one)] if one.version else [],
        next=detail_page.offers(request, acts[:1], ownform=one.ref) if not one.version else [],
        acts=detail_page.offers(request, acts if one.version else acts[1:], ownform=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _pairs(request: PageRequest, one: OwnForm) -> Iterator[tuple[Both, object]]:
    yield ("版次", "Version"), one.version
    yield ("从", "Since"), one.made_at
    yield ("谁", "By"), accounts.names([one.made_by]).get(one.made_by, one.made_by)
    for name, label in (
        ("answer", ("回答的列", "Answers")),
        ("words", ("说明的列", "Words")),
        ("until", ("证明有效期的列", "Last days")),
    ):
        if told := one.columns.get(name):
            yield label, told
    for value, words in one.spellings.items():
        if words:
            yield names.pair(Value(value)), tuple(words)
    yield ("停用", "Ended"), one.ended_at
    yield ("账本", "Entry"), tables.entry(request, one.entry_position)


def _mapping(request: PageRequest, one: OwnForm) -> Table:
    left: Both = ("表里没有，在网页上答", "not in the form: answered on the page")
    rows = [
        (
            request.say(each.text),
            Cell(place, note=one.texts.get(place, "")) if place else request.say(left),
        )
        for each in questions.current().questions
        for place in [one.places.get(each.code, "")]
    ]
    return Table(_MAPPING, rows, ("对应", "Mapping"), ("没有。", "None."))
