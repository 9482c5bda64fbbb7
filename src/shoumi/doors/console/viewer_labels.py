"""What is told about pages and questions of a room: covers in words, askers by name, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.calendar import year_tables
from shoumi.base.messages import names
from shoumi.base.pages.figures import Clock, ClockKind, Unit
from shoumi.base.pages.request import PageRequest as Request
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.rooms import inquiries as asking
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import Inquiry, Room
from shoumi.base.vault.errors import NoKey
from shoumi.core.calendar import CHINA, day_in_china, end_of_day
from shoumi.core.messages import Both
from shoumi.core.redact.cover import ASKED, NUMBER, PICTURE
from shoumi.core.refs import Ref
from shoumi.core.scan import Label

_OTHERS: Mapping[str, Both] = {
    NUMBER: ("号码", "number"),
    PICTURE: ("图片", "picture"),
    ASKED: ("其他", "other"),
}


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One question as shown; ``clock`` while it waits for an answer."""

    row: Inquiry
    question: str
    answer: str
    asker: str
    answerer: str
    clock: Clock | None


def label(request: Request, what: str) -> str:
    """A class of data in words."""
    return request.say(_OTHERS[what]) if what in _OTHERS else names.of(Label(what), request.lang)


def covered(request: Request, found: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(label(request, what), count) for what, count in sorted(found.items())]


def listed(request: Request, found: Mapping[str, int]) -> str:
    """How much of what, on one line."""
    each = [f"{name} {count}" for name, count in covered(request, found)]
    return request.say(("，", ", ")).join(each)


def labels(request: Request, found: Iterable[str]) -> str:
    """What was found, as a list in words."""
    counts: dict[str, int] = {}
    for what in found:
        counts[what] = counts.get(what, 0) + 1
    told = covered(request, counts)
    each = [request.say(("{name} {n} 个", "{n} × {name}"), n=n, name=name) for name, n in told]
    return request.say(("，", ", ")).join(each)


def answers(request: Request, room: Room) -> bool:
    """Does this person answer for the seller, or prepare or approve the room?"""
    held = accounts.roles(request.who(), request.at, Ref(room.deal))
    return bool(held & {*rules.ANSWERERS, *rules.PREPARERS, *rules.APPROVERS})


def may_answer(request: Request, room: Room) -> bool:
    held = accounts.roles(request.who(), request.at, Ref(room.deal))
    return bool(held & set(rules.ANSWERERS))


@sharing()
def inquiries(request: Request, rows: Sequence[Inquiry]) -> list[InquiryRow]:
    """The rows with their texts, all opened at once."""
    try:
        texts: Mapping[str, str] = asking.texts(rows)
    except NoKey:
        texts = {}
    who = {ref for row in rows for ref in (row.asked_by, row.answered_by) if ref}
    known = dict(Person.objects.filter(ref__in=who).values_list("ref", "name"))
    gone = request.say(("已随数据室内容销毁。", "Destroyed with the room's content."))
    return [
        InquiryRow(
            row,
            texts.get(row.question, gone),
            texts.get(row.answer, gone) if row.answer else "",
            known.get(row.asked_by, ""),
            known.get(row.answered_by, ""),
            None if row.answer else waiting(row, request.at),
        )
        for row in rows
    ]


def waiting(row: Inquiry, at: datetime) -> Clock:
    """The working days that are left to answer."""
    until = end_of_day(row.due_on)
    begun = datetime.combine(day_in_china(row.asked_at), time.min, CHINA)
    first, last = sorted((day_in_china(at), row.due_on))
    calendar = year_tables.china()
    days = sum(
        calendar.is_workday(day) for day in _days(first.toordinal() + 1, last.toordinal() + 1)
    )
    return Clock(
        kind=ClockKind.RUNNING if at < until else ClockKind.EXPIRED,
        unit=Unit.WORKING_DAYS,
        amount=days,
        share_left=min(1.0, max(0.0, (until - at) / (until - begun))),
        due=row.due_on,
        time="24:00",
    )


def _days(first: int, last: int) -> Iterable[Any]:
    return (datetime.fromordinal(number).date() for number in range(first, last))
