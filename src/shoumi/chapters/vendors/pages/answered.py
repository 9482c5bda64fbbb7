"""A questionnaire in the console: each answer beside its evidence and what it said last time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.documents import store
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.pages.details import READERS
from shoumi.chapters.vendors.queries import NoSuchReview, Papers
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.verbs.place import vendor_of
from shoumi.core import constants
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = (
    Column(("问题", "Question")),
    Column(("回答", "Answer")),
    Column(("说明", "In its words")),
    Column(("证明", "Evidence")),
    Column(("和上次比", "Since last time")),
)
# How a paper begins (``upload_rules``): kind and ending.
_KINDS = {b"%PDF-": ("application/pdf", "pdf"), b"\x89PNG": ("image/png", "png")}
_OTHER = ("image/jpeg", "jpg")


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def review(request: PageRequest, vendor: str, questionnaire: str) -> HttpResponse:
    """Every answer of one questionnaire, the newest as well before it is judged."""
    papers = queries.papers(Ref(vendor_of(vendor).ref))
    found = next((one for one in papers.reviews if one.ref == questionnaire), None)
    if found is None:
        raise NoSuchReview(review=questionnaire)
    waits = found.answered_at is not None and found.judged_at is None
    told = DetailPage(
        title=("供应商问卷", "Questionnaire of a vendor"),
        answer=_answer(request, found),
        crumbs=[(papers.vendor.name, reverse("vendor", args=[vendor]))],
        pairs=_pairs(request, found),
        tables=[_answers(request, papers, found)],
        next=detail_page.offers(request, ("vendor-judge",) if waits else (), vendor=vendor),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, vendor: str, evidence: str) -> HttpResponse:
    """A paper about this vendor, as it was handed in.

    Raises:
        Http404: none about it.
        NoSuchDocument, DocumentDamaged, NoKey
    """
    papers = queries.papers(Ref(vendor_of(vendor).ref))
    if evidence not in papers.documents:
        raise Http404
    content = store.get(Ref(evidence))
    begins = (told for start, told in _KINDS.items() if content.startswith(start))
    kind, ending = next(begins, _OTHER)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{evidence}.{ending}"'
    return answer


def _answer(request: PageRequest, found: Review) -> str:
    if found.answered_at is None:
        words: Both = (
            "对方还没有交，{due} 前有效；已经填了 {count} 题。",
            "Not handed in; good until {due}. {count} are filled in.",
        )
        return request.say(words, due=found.due, count=len(found.answers))
    points = reviews.score_of(found, day_in_china(request.at)).points
    if found.judged_at is None:
        return request.say(
            (
                "已经交了，还没有审；今天值 {points} 分。",
                "Not judged; worth {points} today.",
            ),
            points=points,
        )
    return request.say(
        (
            "审过，当时 {then} 分，今天值 {points} 分。",
            "Judged at {then}; worth {points} today.",
        ),
        then=found.points,
        points=points,
    )


def _pairs(request: PageRequest, found: Review) -> Iterator[tuple[Both, object]]:
    yield ("发出", "Sent"), found.asked_at
    yield ("交回", "Handed in"), found.answered_at
    yield ("审核", "Judged"), found.judged_at
    yield ("最低分", "At least"), constants.get("contract.vendor_score_min").number
    yield ("下次复查", "Next review"), found.next_due


def _answers(request: PageRequest, papers: Papers, found: Review) -> Table:
    before = [one for one in papers.reviews if one.judged_at and one.asked_at < found.asked_at]
    last = before[-1] if before else None
    rows = [_row(request, one, found, last) for one in questions.current().questions]
    return Table(_COLUMNS, rows, ("回答", "Answers"), ("还没有回答。", "None yet."))


def _row(
    request: PageRequest, one: questions.Question, found: Review, last: Review | None
) -> tuple[Any, ...]:
    given, shown = found.answers.get(one.code), found.evidence.get(one.code)
    asked = Cell(request.say(one.text), note=request.say(one.basis))
    if given is None:
        return asked, request.say(("没有答", "none")), "", "", ""
    evidence: Any = request.say(("没有，算一半", "none: counts half"))
    if shown:
        href = reverse("vendor-paper", args=[found.vendor, shown["paper"]])
        until = request.say(("至 {until}", "until {until}"), until=shown["until"])
        evidence = Cell(request.say(one.paper), href, until)
    return (
        asked,
        names.of(Value(given["value"]), request.lang),
        given["words"],
        evidence,
        _since(request, one.code, found, last),
    )


def _since(request: PageRequest, code: str, found: Review, last: Review | None) -> str:
    """What is different from the answers that were judged before, so that only that is read."""
    if last is None:
        return ""
    was, now = last.answers.get(code), found.answers.get(code)
    if was is None or now is None:
        return request.say(("新的问题", "a new question"))
    changed = []
    if was["value"] != now["value"]:
        value = names.of(Value(was["value"]), request.lang)
        changed.append(request.say(("上次答“{value}”", "was “{value}”"), value=value))
    if was["words"] != now["words"]:
        changed.append(request.say(("说明改了", "other words")))
    if last.evidence.get(code) != found.evidence.get(code):
        changed.append(request.say(("证明换了", "other evidence")))
    return " · ".join(changed) or request.say(("没有变", "unchanged"))
