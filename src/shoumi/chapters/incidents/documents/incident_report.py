"""The report of an incident in the authority's order: what, when, how grave, what was done, who was
told, why, what is learned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shoumi.base.documents.signed_documents import make, moment
from shoumi.base.messages import names
from shoumi.chapters.incidents.models import Breach, BreachNotice, BreachStep
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules.words import Addressee, Kind, Root, Source, StepKind, Way
from shoumi.chapters.incidents.services import texts
from shoumi.core.incident_clock import Level, Severity

_NONE = "—"


def of(one: Breach, at: datetime) -> bytes:
    return make(
        "incident_report",
        f"{'DRILL' if one.is_drill else 'INC'}-{one.number:03d}",
        at,
        drill=one.is_drill,
        facts=[
            ["事件", "what happened", _word(Kind(one.kind))],
            ["发现方式", "how it became known", _word(Source(one.source))],
            ["发现时间", "found", moment(one.found_at)],
            ["法定级别", "statutory level", _word(Level(one.level))],
            ["内部级别", "severity", _word(Severity(one.severity))],
            ["涉及人数", "people", str(one.persons)],
            ["经过", "what is known", texts.opened(one.account) or _NONE],
            ["止损", "contained", _when(one.contained_at)],
            ["结案", "closed", _when(one.closed_at)],
        ],
        clocks=[
            [_word(clock.what), _when(clock.due), _when(clock.done_at)]
            for clock in courses.clocks(one)
        ],
        steps=[
            [
                moment(step.at),
                _word(StepKind(step.kind)),
                texts.opened(step.words) or _NONE,
                step.sha256[:16] or _NONE,
            ]
            for step in BreachStep.objects.filter(breach=one.ref).order_by("at", "id")
        ],
        notices=[
            [
                _word(Addressee(each.addressee)),
                _word(Way(each.way)) if each.way else "不必通知 / spared",
                str(each.count),
                moment(each.sent_at),
            ]
            for each in BreachNotice.objects.filter(breach=one.ref).order_by("sent_at", "id")
        ],
        cause=_cause(one),
        lesson=texts.opened(one.lesson) or _NONE,
    )


def _cause(one: Breach) -> str:
    if not one.root:
        return _NONE
    return f"{_word(Root(one.root))}：{texts.opened(one.cause_text) or _NONE}"


def _word(word: Any) -> str:
    zh, en = names.pair(word)
    return f"{zh} / {en}"


def _when(at: datetime | None) -> str:
    return moment(at) if at else _NONE
