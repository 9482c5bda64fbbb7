"""Review the algorithms in use, which takes two and is done once a year (3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import AlgorithmUse, UsedFor
from shoumi.base.rotation import (
    algorithm_review_queries,
    algorithm_reviews,
    algorithms_in_use,
    duty_clocks,
)
from shoumi.base.rotation.events import Decision
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core.messages import Both

REVIEWS = Place("", "keys/reviews")


def _review(call: Call) -> AlgorithmReview:
    return algorithm_reviews.review(actor=call.actor, at=call.at, **call.given)


def told(one: AlgorithmReview) -> dict[str, Any]:
    """A review as a command and an operation tell it."""
    columns = ("ref", "decision", "weak", "reviewed_by", "approved_by", "reviewed_at", "due_at")
    return {
        **{name: getattr(one, name) for name in columns},
        "findings": algorithm_review_queries.findings(one),
        "algorithms": one.algorithms,
        "position": one.position,
    }


def in_use() -> list[dict[str, Any]]:
    """What is in use now, as a command and an operation tell it."""
    return [asdict(one) for one in algorithms_in_use.in_use()]


def words(one: AlgorithmUse) -> Both:
    zh, en = names.pair(one.used_for)
    return f"{zh}：{one.algorithm}，{one.bits} 位", f"{en}: {one.algorithm}, {one.bits} bits"


def words_of_key(key: str) -> Both:
    """The same of what a review names."""
    used_for, _, rest = key.partition(" ")
    algorithm, _, bits = rest.rpartition(" ")
    return words(AlgorithmUse(UsedFor(used_for), algorithm, int(bits), 0))


def _weak(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in algorithms_in_use.in_use():
        yield one.key, words(one)


def _year_on(request: PageRequest, place: Mapping[str, Any]) -> date:
    return duty_clocks.latest_review(Decision.KEEP, request.at)


def _in_use_now(request: PageRequest) -> Iterator[tuple[Both, object]]:
    yield ("在用的算法", "In use"), [request.say(words(one)) for one in algorithms_in_use.in_use()]


def _schemas() -> Any:
    from shoumi.doors.api import house_schemas

    return house_schemas


REVIEW = Verb(
    noun="keys",
    name="review",
    on=REVIEWS,
    do=_review,
    tells=lambda one: {"ref": one.ref, "due_at": one.due_at},
    title=("复核在用的算法", "Review the algorithms in use"),
    done=("已复核，下次日期已定", "Reviewed, and the next day is fixed"),
    roles=algorithm_reviews.REVIEWERS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "weak",
            ("其中偏弱、要更换的", "Of these, weak and to be replaced"),
            Kind.MANY,
            (
                "都合适就不选。名称见 shoumi keys algorithms。",
                "None where all will do. shoumi keys algorithms names them.",
            ),
            is_needed=False,
            options=_weak,
        ),
        Field(
            "decision",
            ("结论", "Decision"),
            Kind.ONE,
            options=words_of(Decision),
            of=Decision,
        ),
        Field(
            "findings",
            ("复核结果", "What was found"),
            Kind.LONG,
            (
                "依据了哪些建议，看了什么，结论为何。不写人名。",
                "By which advice, what was looked at, and why. Names nobody.",
            ),
            most=1_000,
        ),
        Field(
            "next_on",
            ("下次复核不晚于", "Next review by"),
            Kind.DAY,
            (
                "最晚一年后；有待更换的，最晚三个月后。",
                "A year from now at the latest; three months where something is to be replaced.",
            ),
            initial=_year_on,
        ),
    ),
    help=(
        "信息安全负责人复核，机构负责人或保护负责人批准。逾期后先不能写入，再过一个月不能查看。",
        "Security reviews, head or protection officer approves. Overdue: no writing, then nothing.",
    ),
    button=("复核", "Review"),
    page=OnPage(back="keys", to=("algorithm-review", "review"), facts=_in_use_now),
    command=OnTerminal(said=("复核 {ref}，下次不晚于 {due_at}", "review {ref}, next by {due_at}")),
    operation=InApi(
        Scope.KEYS_ROTATE,
        "Review the algorithms in use, once a year. Takes two persons.",
        answer=lambda: _schemas().ReviewLine,
        tells=told,
        status=201,
        name="keys_review",
        path="",
    ),
)
VERBS = (REVIEW,)
