"""How long answers take: by month with a small chart, and by what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import content_page, figures
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.feedback.queries import reply_times as known
from shoumi.chapters.feedback.rules import reply_times
from shoumi.chapters.feedback.rules.reply_times import Numbers
from shoumi.chapters.feedback.verbs.place import READERS, mine
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both

TITLE: Both = ("答复用时", "Response times")
_COUNTED = (
    Column(("件数", "Requests"), "number"),
    Column(("中位（天）", "Median, days"), "number"),
    Column(("九成以内（天）", "90% within, days"), "number"),
    Column(("按期", "In time")),
    Column(("逾期", "Late"), "number"),
    Column(("待答复", "Waiting"), "number"),
)
_EMPTY: Both = ("十二个月里没有请求。", "No request in twelve months.")


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def response_times(request: PageRequest) -> HttpResponse:
    today = day_in_china(request.at)
    found = known.courses(mine(request), request.at)
    months, kinds = reply_times.by_month(found, today), reply_times.by_kind(found, today)
    came = [(month, one) for month, one in months.items() if one.count]
    told = ContentPage(
        TITLE,
        [
            Table(
                (Column(("收到的月份", "Month of receipt")), *_COUNTED),
                [(f"{month:%Y-%m}", *_row(one)) for month, one in reversed(came)],
                ("按月", "By month"),
                _EMPTY,
            ),
            Table(
                (Column(("要什么", "What for")), *_COUNTED),
                [(names.of(kind, request.lang), *_row(one)) for kind, one in kinds.items()],
                ("按种类", "By kind"),
                _EMPTY,
            ),
        ],
        request.say(
            (
                "从收到到答复，含等对方补充的日子；没有答复又过了期的，算逾期。",
                (
                    "From receipt to answer, days of waiting for the person included; what is over "
                    "its last day without an answer is late."
                ),
            )
        ),
        crumbs=[(request.say(("请求", "Requests")), reverse("requests"))],
        pairs=_pairs(request, months, reply_times.numbers(found)),
    )
    return content_page.show(request, told, "response-times")


def _row(one: Numbers) -> tuple[Any, ...]:
    in_time = "" if one.in_time is None else f"{one.in_time}%"
    return (
        one.count,
        "" if one.median_days is None else one.median_days,
        "" if one.p90_days is None else one.p90_days,
        in_time,
        one.late,
        one.waiting,
    )


def _pairs(
    request: PageRequest, months: Mapping[date, Numbers], whole: Numbers
) -> Iterator[tuple[Both, object]]:
    # In tenths of a day, so that a short time has a bar too.
    heights = [round((one.median_days or 0) * 10) for one in months.values()]
    words: Both = (
        "每月的中位用时，十二个月：{days} 天",
        "median of each month, twelve months: {days} days",
    )
    days = tuple(str(one.median_days or "–") for one in months.values())
    spark = figures.spark(heights, request.say(words, days=days))
    yield ("每月中位用时", "Median by month"), spark
    if whole.in_time is not None:
        yield ("按期答复", "Answered in time"), f"{whole.in_time}%"
    if whole.median_days is not None:
        yield ("中位用时（天）", "Median, days"), whole.median_days
        yield ("九成以内（天）", "90% within, days"), whole.p90_days
