"""A year as twelve small months: days off and make-up working days, by shape and sign and not by
colour alone."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator
from datetime import date

from django.utils.safestring import SafeString

from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages.figures.clocks import MONTHS
from shoumi.base.pages.figures.svg import FigureTable, el, figure, join, line, rect, text
from shoumi.core.calendar import Year
from shoumi.core.messages import Both, Lang

CELL, TALL = 26.0, 32.0
TOP = 46.0
_SIZE = (7 * CELL + 2, TOP + 6 * TALL)
_SATURDAY = 5
_WEEKDAYS: Both = ("一二三四五六日", "MTWTFSS")
# A sign of one letter has room below the number.
_OFF: Both = ("休", "off")
_WORKED: Both = ("班", "on")
_OFF_WORDS: Both = ("放假", "day off")
_WORKED_WORDS: Both = ("调休上班", "make-up working day")
_WEEKEND_WORDS: Both = ("周末，照常休息", "weekend, off as always")
_COLUMNS: tuple[Both, ...] = (("假期", "Holiday"), ("放假", "Off"), ("天数", "Days"))


def year_months(table: Year, lang: Lang) -> tuple[SafeString, ...]:
    """The months of ``table``, each a figure of its own, so that a page lays them in rows."""
    return tuple(_month(table, month, lang) for month in range(1, 13))


def year_legend(lang: Lang) -> tuple[tuple[SafeString, str], ...]:
    """Mark and words of each kind of day."""
    size = (CELL, TALL)
    off = figure(size, "", _off(CELL / 2, TALL / 2, "1", lang), class_="month-mark")
    worked = figure(size, "", _worked(CELL / 2, TALL / 2, "1", lang), class_="month-mark")
    weekend = figure(size, "", text(CELL / 2, TALL / 2 + 1, "1", "month-weekend"))
    words = (_OFF_WORDS, _WORKED_WORDS, _WEEKEND_WORDS)
    return tuple(
        (mark, say(told, lang)) for mark, told in zip((off, worked, weekend), words, strict=True)
    )


def year_table(table: Year, lang: Lang) -> FigureTable:
    """The same as rows: each holiday with its days, then the days off that are worked."""
    rows = [
        (names.of(one.holiday, lang), _span(one.first, one.last), str(one.length))
        for one in table.rests
    ]
    rows += [(say(_WORKED_WORDS, lang), day.isoformat(), "") for day in sorted(table.make_up)]
    caption = say((f"{table.year} 年节假日安排", f"Holidays of {table.year}"), lang)
    return FigureTable(caption, tuple(say(one, lang) for one in _COLUMNS), tuple(rows))


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first} – {last}"


def _month(table: Year, month: int, lang: Lang) -> SafeString:
    name = f"{month}月" if lang == "zh" else MONTHS[month - 1]
    heads = [
        text(_x(place), TOP - 14, word, "month-head")
        for place, word in enumerate(say(_WEEKDAYS, lang))
    ]
    return figure(
        _SIZE,
        _title(table, month, lang),
        text(2, 15, name, "month-name"),
        *heads,
        line((2, TOP - 5), (_SIZE[0] - 2, TOP - 5), "s-line"),
        join(_days(table, month, lang)),
        class_="month",
    )


def _title(table: Year, month: int, lang: Lang) -> str:
    """What of it is no ordinary day, in words."""
    off = [str(day.day) for day in sorted(table.rest) if day.month == month]
    worked = [str(day.day) for day in sorted(table.make_up) if day.month == month]
    parts = [
        say(word, lang) + say(("：", ": "), lang) + say(("、", ", "), lang).join(days)
        for word, days in ((_OFF_WORDS, off), (_WORKED_WORDS, worked))
        if days
    ]
    head = f"{table.year}年{month}月" if lang == "zh" else f"{MONTHS[month - 1]} {table.year}"
    ordinary = say(("没有放假和调休", "no holiday and no make-up day"), lang)
    return f"{head}{say(('，', ', '), lang)}{say(('；', '; '), lang).join(parts) or ordinary}"


def _days(table: Year, month: int, lang: Lang) -> Iterator[SafeString]:
    for row, week in enumerate(Weeks().monthdatescalendar(table.year, month)):
        for place, day in enumerate(week):
            if day.month != month:
                continue
            x, y, number = _x(place), TOP + row * TALL + TALL / 2, str(day.day)
            if day in table.rest:
                yield _off(x, y, number, lang)
            elif day in table.make_up:
                yield _worked(x, y, number, lang)
            else:
                is_weekend = day.weekday() >= _SATURDAY
                yield text(x, y + 1, number, "month-weekend" if is_weekend else "month-day")


def _x(place: int) -> float:
    return 1 + place * CELL + CELL / 2


def _off(x: float, y: float, number: str, lang: Lang) -> SafeString:
    """A filled shape with round ends, the number light in it, and the sign for resting below."""
    return el(
        "g",
        rect(x - 12, y - 15, 24, 30, "f-jade", rx=12),
        text(x, y - 2, number, "month-off"),
        text(x, y + 10.5, say(_OFF, lang), "month-off-sign"),
    )


def _worked(x: float, y: float, number: str, lang: Lang) -> SafeString:
    """A square outline, the number bold in it, and the sign for working below."""
    return el(
        "g",
        rect(x - 12, y - 15, 24, 30, "f-ochwash s-och", stroke_width=1.5),
        text(x, y - 2, number, "month-worked"),
        text(x, y + 10.5, say(_WORKED, lang), "month-worked-sign"),
    )
