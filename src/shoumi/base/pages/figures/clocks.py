"""A deadline: a pie of what is left, then words with the kind of day and the weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString

from shoumi.base.messages import text
from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import NONE, FigureTable, circle, el, figure, join, path, pie
from shoumi.core.messages import Both, Lang

SOON_SHARE = 0.25
LATE_DAYS = 2
WEEKDAYS: Both = ("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Unit(StrEnum):
    """What is counted.  MINUTES are told as hours and minutes."""

    MINUTES = "minutes"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class ClockKind(StrEnum):
    RUNNING = "running"
    NOT_STARTED = "not_started"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Clock:
    """``share_left`` 0 to 1; ``amount`` left, over, or (not started) in all, in ``unit``.

    ``after``        what starts a clock that has not started, as a noun: ("领照", "the licence")
    ``time``         the end on ``due`` as a wall clock shows it, "24:00"
    ``forecast``     the day follows from a plan: 约
    ``provisional``  the calendar of that year is not published: 暂定
    """

    kind: ClockKind
    unit: Unit
    amount: int
    share_left: float = 1.0
    due: date | None = None
    time: str = ""
    after: Both = NONE
    forecast: bool = False
    provisional: bool = False


def tone(clock: Clock) -> str:
    """``late`` within two days, ``soon`` within a quarter of the period or over, else plain."""
    if clock.kind is ClockKind.NOT_STARTED:
        return "plain"
    if clock.kind is ClockKind.EXPIRED:
        return "soon"
    days = clock.amount / 1440 if clock.unit is Unit.MINUTES else clock.amount
    if days <= LATE_DAYS:
        return "late"
    return "soon" if clock.share_left <= SOON_SHARE else "plain"


def amount_words(amount: int, unit: Unit, lang: Lang) -> str:
    """``2 个工作日``, ``30 小时 50 分``; ``1 working day``, ``30 h 50 min``."""
    if unit is Unit.MINUTES:
        hours, minutes = divmod(amount, 60)
        parts = [(hours, ("小时", "h")), (minutes, ("分", "min"))]
        told = [f"{count} {say(word, lang)}" for count, word in parts if count]
        return " ".join(told) or f"0 {say(('分', 'min'), lang)}"
    if lang == "en":
        noun = "working day" if unit is Unit.WORKING_DAYS else "day"
        return f"{amount} {noun}{'' if amount == 1 else 's'}"
    return f"{amount} {'个工作日' if unit is Unit.WORKING_DAYS else '天'}"


def day_words(day: date, lang: Lang) -> str:
    """``10-22 周四`` or ``Thu 22 Oct``; of another year than the reader's with that year."""
    is_other = text.is_of_another_year(day)
    if lang == "en":
        year = f" {day.year}" if is_other else ""
        return f"{WEEKDAYS[1].split()[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"
    told = f"{day:%Y-%m-%d}" if is_other else f"{day:%m-%d}"
    return f"{told} 周{WEEKDAYS[0][day.weekday()]}"


def left_words(clock: Clock, lang: Lang) -> str:
    """The first half: how much is left, over, or will start."""
    amount = amount_words(clock.amount, clock.unit, lang)
    if clock.kind is ClockKind.EXPIRED:
        return say((f"过期 {amount}", f"{amount} over"), lang)
    if clock.kind is ClockKind.NOT_STARTED:
        zh, en = clock.after
        return say((f"{zh}后 {amount}", f"{amount} after {en}"), lang)
    return say((f"剩 {amount}", f"{amount} left"), lang)


def due_words(clock: Clock, lang: Lang) -> str:
    """The second half: the day, the weekday and the time, and how sure they are."""
    if clock.due is None:
        return ""
    told = " ".join(part for part in (day_words(clock.due, lang), clock.time) if part)
    if clock.forecast:
        told = say((f"约 {told}", f"about {told}"), lang)
    if clock.provisional:
        told = say((f"{told}，暂定", f"{told}, provisional"), lang)
    return told


def clock_words(clock: Clock, lang: Lang) -> str:
    """``剩 2 个工作日 · 10-22 周四 24:00``."""
    return " · ".join(part for part in (left_words(clock, lang), due_words(clock, lang)) if part)


def _face(clock: Clock) -> SafeString:
    paint = {"late": "cin", "soon": "och", "plain": "ink3"}[tone(clock)]
    ring = circle(9, 9, 7.6, f"f-none s-{paint}", stroke_width=1.5)
    if clock.kind is ClockKind.NOT_STARTED:
        return circle(9, 9, 6.6, "f-none s-ink3", stroke_width=1.6, stroke_dasharray="2.2 2.9")
    if clock.kind is ClockKind.EXPIRED:
        return join((ring, path("M9 4.8v5.2M9 12.2v.6", f"s-{paint}", stroke_width=1.8)))
    share = min(max(clock.share_left, 0.0), 1.0)
    if share > 0.995:
        return join((ring, circle(9, 9, 5.2, f"f-{paint}")))
    if share < 0.005:
        return ring
    return join((ring, path(pie(9, 9, 5.2, share), f"f-{paint}")))


def clock_face(clock: Clock, lang: Lang, *, titled: bool = True) -> SafeString:
    """The pie alone, 18 px; untitled beside its words."""
    title = clock_words(clock, lang) if titled else ""
    return figure((18, 18), title, _face(clock), class_="clock-face")


def clock(given: Clock, lang: Lang) -> SafeString:
    """Pie and words."""
    due = due_words(given, lang)
    return el(
        "span",
        clock_face(given, lang, titled=False),
        el("b", left_words(given, lang), class_="clock-left"),
        el("span", f"· {due}", class_="clock-due") if due else "",
        class_=f"clock clock-{tone(given)}",
    )


def clocks_table(given: tuple[tuple[str, Clock], ...], lang: Lang) -> FigureTable:
    """Named clocks in the order given."""
    columns = say(("事项", "matter"), lang), say(("剩余", "left"), lang), say(("到期", "due"), lang)
    rows = tuple((name, left_words(c, lang), due_words(c, lang)) for name, c in given)
    return FigureTable(say(("期限", "Deadlines"), lang), columns, rows)
