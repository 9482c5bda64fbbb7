"""The receipt of a request as a paper: when it came, until when it is answered, where it stands.
It
names nobody."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.documents.signed_documents import make
from shoumi.base.messages import names
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Outcome, State, Way
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both

_CLOCK: Both = (
    (
        "收到之日起十五个工作日（App违法违规收集使用个人信息行为认定方法六）和三十日（GB/T "
        "35273-2020 8.7）以内答复，先到的为准；请您补充的日子不计。"
    ),
    (
        "Answered within fifteen working days (App rules, 6) and thirty days (GB/T 35273-2020 8.7) "
        "of receipt, whichever ends first; days on which you were asked for more do not count."
    ),
)


def paper(found: Request, at: datetime) -> bytes:
    due = queries.timed(found).due
    return make(
        "request_receipt",
        f"DSR-{found.number:04d}",
        at,
        facts=[
            _fact("要什么", "what for", names.pair(Kind(found.kind))),
            _fact("渠道", "channel", names.pair(Way(found.way))),
            ["收到", "received", day_in_china(found.received_at).isoformat()],
            ["最迟答复", "answered by", (due.on or day_in_china(due.until)).isoformat()],
            _fact("状态", "state", names.pair(State(found.state))),
            ["答复", "answered", _day(found.answered_at)],
            _fact("结果", "outcome", _outcome(found)),
        ],
        clock=list(_CLOCK),
        record=found.trail,
    )


def _fact(zh: str, en: str, said: Both) -> list[str]:
    return [zh, en, f"{said[0]} {said[1]}".strip() or "–"]


def _day(at: datetime | None) -> str:
    return day_in_china(at).isoformat() if at else "–"


def _outcome(found: Request) -> Both:
    return names.pair(Outcome(found.outcome)) if found.outcome else ("", "")
