"""The question bank with what answers tell of each question."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.messages.text import tongue
from shoumi.base.pages import content_page, detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.rules import Topic, Withdrawal, item_statistics
from shoumi.chapters.learning.rules.item_statistics import Paper
from shoumi.chapters.learning.services import bank
from shoumi.chapters.learning.verbs.place import READERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("题库", "Question bank")
_COLUMNS = (
    Column(("题目", "Question")),
    Column(("考什么", "Topic")),
    Column(("状态", "State")),
    Column(("答过", "Answered"), "number"),
    Column(("答对率", "Facility"), "number"),
    Column(("区分度", "Discrimination"), "number"),
)
_EMPTY: Both = (
    "还没有题。用现成课程会带题进来，也可以自己加，或导入 GIFT、Moodle XML 文件。",
    "None yet. A course of the library brings some; or add your own, or bring GIFT or Moodle XML.",
)
_OPTIONS = (
    Column(("选项", "Option")),
    Column(("英文", "In English")),
    Column(("对", "Right")),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def questions(request: PageRequest) -> HttpResponse:
    """The newest first; of each what examinations tell."""
    papers = queries.marked_papers()
    topic = tables.chosen(request, "topic", Topic)
    found = Question.objects.filter(topic=topic) if topic else Question.objects.all()
    part, after = tables.part(request, found, "id")
    options = [("", ("全部", "All")), *((one.value, names.pair(one)) for one in Topic)]
    table = Table(
        _COLUMNS,
        [_row(request, one, papers) for one in part],
        _TITLE,
        _EMPTY,
        after=after,
        filters=[Filter("topic", ("考什么", "Topic"), options, topic)],
    )
    links = [
        *content_page.button(request, "question-check"),
        *content_page.button(request, "question-add"),
        *content_page.button(request, "question-bring"),
        (request.say(("下载 GIFT", "Fetch as GIFT")), reverse("questions-gift")),
        (
            request.say(("下载 Moodle XML", "Fetch as Moodle XML")),
            reverse("questions-moodle"),
        ),
    ]
    told = ContentPage(
        _TITLE,
        [table],
        _lead(request, papers),
        crumbs=[(request.say(("课程", "Courses")), reverse("courses"))],
        links=links,
    )
    return content_page.show(request, told, "questions")


def _lead(request: PageRequest, papers: Sequence[Paper]) -> str:
    reliability = item_statistics.kr20(papers)
    words: Both = (
        "{papers} 份答卷，KR-20 {kr}。答过三十次还区分不出会与不会的题自己停用。",
        (
            "{papers} papers, KR-20 {kr}. A question that tells nothing at thirty answers is "
            "withdrawn by itself."
        ),
    )
    kr = "—" if reliability is None else f"{reliability:.2f}"
    return request.say(words, papers=len(papers), kr=kr)


def _row(request: PageRequest, one: Question, papers: Sequence[Paper]) -> tuple[object, ...]:
    told = item_statistics.of_question(one.ref, papers)
    facility = f"{told.facility:.2f}" if told else ""
    value = told.discrimination if told else None
    discrimination = "" if value is None else f"{value:.2f}"
    return (
        Cell(_stem(request, one), reverse("question", kwargs={"question": one.ref})),
        names.of(Topic(one.topic), request.lang),
        state(request, one),
        told.asked if told else 0,
        facility,
        discrimination,
    )


def _stem(request: PageRequest, one: Question) -> str:
    return (one.stem_en if request.lang == "en" else "") or one.stem_zh


def state(request: PageRequest, one: Question) -> str:
    if one.withdrawn_at is not None:
        reason = names.of(Withdrawal(one.reason), request.lang)
        return request.say(("已停用：{reason}", "withdrawn: {reason}"), reason=reason)
    if one.checked_at is None:
        return request.say(("等复核", "to be checked"))
    return request.say(("在用", "asked"))


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def question(request: PageRequest, question: str) -> HttpResponse:
    """One question with its answer and its basis."""
    one = queries.get(Question, question)
    known = scoping.people({one.added_by, one.checked_by} - {""})
    yes: Both = ("对", "right")
    rows = [
        (zh, _in_english(en), request.say(yes) if place in one.right else "")
        for place, (zh, en) in enumerate(one.options)
    ]
    told = DetailPage(
        title=(one.stem_zh, one.stem_en or one.stem_zh),
        answer=state(request, one),
        crumbs=[(request.say(_TITLE), reverse("questions"))],
        pairs=[
            (("考什么", "Topic"), names.of(Topic(one.topic), request.lang)),
            (("依据", "Basis"), one.basis),
            (("谁加的", "Added by"), known.get(one.added_by, "")),
            (("谁复核", "Checked by"), known.get(one.checked_by, "")),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        tables=[Table(_OPTIONS, rows, ("选项", "Options"), ("", ""))],
        acts=[]
        if one.withdrawn_at
        else detail_page.offers(request, ["question-withdraw"], question=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _in_english(words: str) -> SafeString:
    """Marked as such in a page of either language; what is Chinese in it, as everywhere."""
    return format_html('<span lang="en">{}</span>', mark_safe(tongue(words, "en")))  # noqa: S308 - escaped


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def as_gift(request: PageRequest) -> HttpResponse:
    """Every question that is not withdrawn, as a file other programs read."""
    found = list(Question.objects.filter(withdrawn_at=None))
    answer = HttpResponse(bank.as_gift(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="questions.gift"'
    return answer


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def as_moodle(request: PageRequest) -> HttpResponse:
    """The same in the XML of Moodle."""
    found = list(Question.objects.filter(withdrawn_at=None))
    answer = HttpResponse(bank.as_moodle(found), content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="questions.xml"'
    return answer
