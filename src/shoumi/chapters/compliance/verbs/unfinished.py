"""The places of an assessment that nobody wrote, in words, with the act that writes each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules.completeness import (
    OF_ACTIVITY,
    OF_PASSAGE,
    OF_RISK,
    Lack,
    Missing,
)
from shoumi.chapters.compliance.verbs.place import own
from shoumi.chapters.compliance.verbs.records import about
from shoumi.core.messages import Both


@dataclass(frozen=True, slots=True)
class Unwritten:
    """``section``  of the page, which is its anchor; ``act`` and ``query`` where it is written"""

    words: Both
    section: str
    act: str
    query: dict[str, object] = field(default_factory=dict)


def of(found: Assessment) -> Iterator[Unwritten]:
    """What holds the approval back, in the order of the page."""
    for (kind, number), each in groupby(queries.lacking(found), key=_place):
        yield _told(kind, number, [one.what for one in each])


def _place(one: Missing) -> tuple[str, int]:
    if one.what in OF_ACTIVITY:
        return "activities", one.number
    if one.what in OF_RISK:
        return "risks", one.number
    return one.what.value, one.number


def _told(kind: str, number: int, lacks: list[Lack]) -> Unwritten:
    if kind == Lack.ACTIVITIES and not number:
        words: Both = ("没有写处理活动", "No processing activity")
        return Unwritten(words, kind, "assessment-activity")
    if kind == "activities":
        words = listed(("处理活动 {n} 没有写", "Activity {n}"), number, lacks)
        return Unwritten(words, kind, "assessment-activity", {"number": number})
    if kind == "risks":
        words = listed(("风险 {n} 没有写", "Risk {n}"), number, lacks)
        return Unwritten(words, kind, "assessment-describe", {"risk": number})
    if kind == Lack.MEASURE:
        words = (f"风险 {number} 没有写措施", f"Risk {number}: a measure")
        return Unwritten(words, "measures", "assessment-measure", {"step": number})
    part = OF_PASSAGE[lacks[0]]
    zh, en = names.pair(part)
    words = (f"没有写{zh}", en[:1].upper() + en[1:])
    return Unwritten(words, part.value, "assessment-passage", {"part": part.value})


def listed(words: Both, number: int, lacks: list[Lack]) -> Both:
    zh, en = words
    told = [names.pair(one) for one in lacks]
    return (
        f"{zh.format(n=number)}{'、'.join(one[0] for one in told)}",
        f"{en.format(n=number)}: {', '.join(one[1] for one in told)}",
    )


def links(request: PageRequest, found: Assessment) -> SafeString:
    """A list with a link to each passage of the page; empty where nothing is missing."""
    page = reverse("assessment", kwargs={"assessment": found.ref})
    told = [(page, one.section, request.say(one.words)) for one in of(found)]
    if not told:
        return SafeString("")
    rows = format_html_join("", '<li><a href="{}#{}">{}</a></li>', told)
    return format_html('<ul class="links-list">{}</ul>', rows)


def approval_facts(request: PageRequest, assessment: str) -> Iterator[tuple[Both, object]]:
    """What is decided about, and what holds it back with a link to each passage."""
    yield from about(request, assessment)
    if lacks := links(request, own(request, assessment)):
        yield ("还没写完的", "Not finished yet"), lacks
