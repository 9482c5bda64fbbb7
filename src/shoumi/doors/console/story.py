"""The story clock of a demo home, which stands still until somebody moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from shoumi.base.clock import queries, services
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both

_MOST_DAYS = 365


def _move(request: PageRequest, given: dict[str, Any]) -> Done:
    """To the moment where one is given, else on by days and hours; the first move begins it."""
    to: datetime | None = given["to"]
    by = timedelta(days=given["days"] or 0, hours=given["hours"] or 0)
    # Together, so that a refused first move leaves no story behind.
    with transaction.atomic():
        if queries.story_now() is None:
            services.start_story(at=request.at, actor=request.who())
        services.advance(to=to or request.at + by, actor=request.who())
    return Done(reverse("today"))


def _now(request: PageRequest) -> Iterator[tuple[Both, object]]:
    yield ("现在", "Now"), request.at


ACTS = (
    Act(
        slug="move-clock",
        place="clock",
        title=("拨动演示时间", "Move the story clock"),
        done=("时间已拨动", "The clock has moved"),
        do=_move,
        fields=(
            Field(
                "days",
                ("前进几天", "Days to move on"),
                Kind.WHOLE,
                is_needed=False,
                most=_MOST_DAYS,
            ),
            Field(
                "hours", ("前进几小时", "Hours to move on"), Kind.WHOLE, is_needed=False, most=23
            ),
            Field("to", ("或者拨到", "Or move on to"), Kind.MOMENT, is_needed=False),
        ),
        help=(
            "只能向前。期限、声明和密钥都按它计算；登录按真实时间。",
            "Forward only. Deadlines, statements and keys go by it; log-ins by real time.",
        ),
        button=("拨动", "Move it"),
        facts=_now,
    ),
)
