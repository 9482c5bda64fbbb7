"""An examination: the paper with its clock, handed in by its form; then the result.

Of a paper nothing is shown of what is right; of one that was handed in, which were right and the
basis of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import clocks, detail_page, figures, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Exam, Question
from shoumi.chapters.learning.pages.learner import result
from shoumi.chapters.learning.services import exams
from shoumi.chapters.learning.verbs import told
from shoumi.chapters.learning.verbs.exams import LETTERS
from shoumi.chapters.learning.verbs.place import LEARNERS, exam_of, keeps
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("考试", "Examination")
_MARKED = (
    Column(("题目", "Question")),
    Column(("对不对", "Right")),
    Column(("依据", "Basis")),
)


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sit(request: PageRequest, exam: str) -> HttpResponse:
    one = exam_of(request, exam)
    if request.method == "POST":
        return _hand_in(request, one)
    is_running = one.handed_in_at is None and request.at < one.ends_at
    if is_running and one.person == request.who():
        return _paper(request, one)
    return _result(request, one)


def _hand_in(request: PageRequest, one: Exam) -> HttpResponse:
    answers = {
        each.ref: [int(place) for place in request.POST.getlist(each.ref) if place.isdecimal()]
        for each in queries.paper_of(one)
    }
    try:
        exams.hand_in(exam=Ref(one.ref), answers=answers, actor=request.who(), at=request.at)
    except DomainError as error:
        return _paper(request, one, request.tell(error))
    return HttpResponseRedirect(reverse("exam", kwargs={"exam": one.ref}), status=303)


def _paper(request: PageRequest, one: Exam, refused: RefusalWords | None = None) -> HttpResponse:
    clock = clocks.until(one.started_at, one.ends_at, request.at)
    shown = {
        "exam": one.ref,
        "name": told.course_name(one.course, request.lang),
        "clock": figures.clock(clock, request.lang),
        "ends_at": one.ends_at,
        "questions": list(_asked(request, one)),
        "refused": refused,
    }
    return page(request, "learning/exam.html", _TITLE, shown, status=422 if refused else 200)


def _asked(request: PageRequest, one: Exam) -> Iterator[dict[str, Any]]:
    at = 1 if request.lang == "en" else 0
    for each in told.asked(one):
        options = [words[at] or words[0] for words in each["options"]]
        yield {
            "ref": each["ref"],
            "stem": (each["stem_en"] if at else "") or each["stem"],
            "several": each["several"],
            "options": list(zip(range(len(options)), LETTERS, options, strict=False)),
        }


def _result(request: PageRequest, one: Exam) -> HttpResponse:
    is_own = one.person == request.who()
    words: Both = ("{of} 题对 {right} 题：{result}。", "{right} of {of} right: {result}.")
    shown = DetailPage(
        title=_TITLE,
        answer=request.say(
            words, right=sum(one.marks.values()), of=len(one.paper), result=result(request, one)
        ),
        crumbs=[
            (
                told.course_name(one.course, request.lang),
                reverse("course", kwargs={"course": one.course}),
            )
        ],
        pairs=[
            (("考生", "Person"), scoping.people({one.person}).get(one.person, "")),
            (("开始", "Begun"), one.started_at),
            (("交卷", "Handed in"), one.handed_in_at),
            (("抽题的种子", "Seed of the paper"), one.seed),
            (("准许再考", "Let try again"), one.released_at),
        ],
        tables=[Table(_MARKED, _marked(request, one), ("逐题", "Question by question"), ("", ""))],
        next=[] if is_own else detail_page.offers(request, ["exam-release"], exam=one.ref),
        history=detail_page.history(request, Ref(one.ref)) if keeps(request) else (),
    )
    return detail_page.show(request, shown)


def _marked(request: PageRequest, one: Exam) -> Sequence[tuple[object, ...]]:
    refs = [each.ref for each in queries.paper_of(one)]
    known = {row.ref: row for row in Question.objects.filter(ref__in=refs)}
    marks: dict[bool | None, Both] = {
        True: ("对", "right"),
        False: ("错", "wrong"),
        None: ("没有交", "not handed in"),
    }
    return [
        (
            (known[ref].stem_en if request.lang == "en" else "") or known[ref].stem_zh,
            request.say(marks[one.marks.get(ref)]),
            known[ref].basis,
        )
        for ref in refs
    ]
