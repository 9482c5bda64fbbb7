"""What somebody asked the house for before, for that person."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.messages import names
from shoumi.base.registry.held_data import HeldPart
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Outcome
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def of(subject: Ref) -> Iterator[HeldPart]:
    asked = Request.objects.filter(subject=subject).order_by("number")
    yield HeldPart(
        ("您提出的请求", "Your requests"),
        (("编号", "number"), ("要什么", "what for"), ("收到", "received"), ("结果", "outcome")),
        [
            (
                f"DSR-{one.number:04d}",
                names.pair(Kind(one.kind)),
                day_in_china(one.received_at).isoformat(),
                names.pair(Outcome(one.outcome)) if one.outcome else "",
            )
            for one in asked
        ],
    )
