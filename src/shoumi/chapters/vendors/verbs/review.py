"""The verbs of the questionnaire: send it, judge what came back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.queries import NoSuchReview
from shoumi.chapters.vendors.rules import Scope, questions
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.verbs.place import VENDOR
from shoumi.chapters.vendors.verbs.register import about, lines
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def told(found: Review) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "vendor": found.vendor,
        "due": found.due,
        "answered": len(found.answers),
        "points": found.points,
        "next_due": found.next_due,
    }


# A command loads no pages, and tells the link all the same.
PAGE = "/vendor"


def link_of(token: str) -> str:
    """Where somebody at the vendor answers."""
    return f"{server_address.public_site()}{PAGE}#{token}"


def _ask(call: Call) -> tuple[Review, str]:
    return reviews.ask(vendor=call.on, actor=call.actor, at=call.at)


def _told_asked(made: tuple[Review, str]) -> dict[str, Any]:
    found, token = made
    return {**told(found), "link": link_of(token)}


def _shown(request: PageRequest, made: tuple[Review, str]) -> HttpResponse:
    """Once: the link is kept nowhere."""
    found, token = made
    words: Both = (
        "把它交给供应商；不用账号，几个人可以先后填。只显示这一次，{due} 前有效。",
        (
            "Hand it to the vendor: no account is needed and several may fill it in. It is shown "
            "this once and good until {due}."
        ),
    )
    told_ = {
        "lead": request.say(words, due=found.due),
        "word": link_of(token),
        "vendor": found.vendor,
    }
    return page(request, "vendors/shown_once.html", ("问卷的链接", "The link to answer by"), told_)


def newest(vendor: str) -> Review:
    """
    Raises:
        NoSuchReview: it was never asked.
    """
    found = Review.objects.filter(vendor=vendor).order_by("-id").first()
    if found is None:
        raise NoSuchReview(vendor=vendor)
    return found


def _judge(call: Call) -> Review:
    return reviews.judge(review=Ref(newest(call.on).ref), actor=call.actor, at=call.at)


def _answers(request: PageRequest, vendor: str) -> Iterator[tuple[Both, object]]:
    """Every answer in the vendor's own words, and what it is worth today."""
    yield from about(request, vendor)
    found = newest(vendor)
    score = reviews.score_of(found, day_in_china(request.at))
    yield ("得分", "Score"), score.points
    href = reverse("vendor-review", args=[vendor, found.ref])
    yield (
        ("证明和上次的回答", "Evidence, and the last answers"),
        tables.link(
            request.say(("逐题看，打开证明", "Question by question, with the evidence")), href
        ),
    )
    for one in questions.current().questions:
        given = found.answers.get(one.code)
        if given is None:
            yield one.text, request.say(("没有答", "no answer"))
            continue
        shown = names.of(Value(given["value"]), request.lang)
        paper = found.evidence.get(one.code)
        proof = request.say(("没有证明，算一半", "no evidence: counts half"))
        if paper:
            proof = request.say(
                ("证明有效至 {until}", "evidence until {until}"), until=paper["until"]
            )
        yield one.text, " · ".join(part for part in (shown, given["words"], proof) if part)


ASK = Verb(
    noun="vendor",
    name="ask",
    on=VENDOR,
    do=_ask,
    tells=_told_asked,
    title=("发问卷", "Send the questionnaire"),
    done=("问卷已发出", "It is sent"),
    roles=reviews.SENDERS,
    help=(
        "第一次是全套问题；复查时带着上次的回答，对方只改变了的。",
        "All questions the first time; at a review with the last answers, to be changed.",
    ),
    button=("生成链接", "Make the link"),
    page=OnPage(back="vendor", facts=about, shows=_shown),
    command=OnTerminal(said=("{link}（{due} 前有效）", "{link} (until {due})")),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Send the questionnaire; its link is told this once.",
        answer=lambda: lines().VendorQuestionnaireLine,
        tells=_told_asked,
        status=201,
    ),
)
JUDGE = Verb(
    noun="vendor",
    name="judge",
    on=VENDOR,
    do=_judge,
    tells=told,
    title=("审核回答", "Judge the answers"),
    done=("审完了，下次复查的日子已定", "Judged; the next review has its day"),
    roles=reviews.JUDGES,
    help=(
        "审过才算数。没有证明的回答算一半，而且一天比一天少；低于 70 分，数据到不了它那里。",
        (
            "Answers count once judged. Without evidence one counts half, and less every day; "
            "below 70 points nothing reaches the vendor."
        ),
    ),
    button=("审核通过", "Take them"),
    page=OnPage(back="vendor", facts=_answers),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Judge the newest answers.",
        answer=lambda: lines().VendorReviewLine,
        tells=told,
    ),
)
VERBS = (ASK, JUDGE)
