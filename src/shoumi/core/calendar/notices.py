"""Reading the State Council's notice of a year's holidays, and the lines that people write instead.

A notice has a paragraph a holiday::

    二、春节：2月15日（农历腊月二十八、周日）至23日放假调休，共9天。2月14日（周六）上班。

Weekdays and numbers of days that stand there are held
against the calendar, so that the notice of another year, or one that was copied in part, is not
taken for this one's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shoumi.core.calendar.holidays import Holiday, Rest, called
from shoumi.core.errors import Invalid

_SATURDAY = 5
_WEEKDAYS = "一二三四五六日"
_PARAGRAPH = re.compile(r"(?m)^(?:[一二三四五六七八九十]+|\d+)[、.]([^::]{2,20}):")
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
_REST, _WORK, _UNTIL = "放假", "上班", ("至", "到", "—", "-", "~")
_LINE_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class NoticeUnread(Invalid):
    """No holiday could be read.  Facts: ``line`` of the text, 1 for the first, or 0."""

    code = "calendar.notice_unread"


class NoSuchDay(Invalid):
    """Facts: ``line``."""

    code = "calendar.no_such_day"


class WeekdayDiffers(Invalid):
    """The notice says another weekday than that day of the year has.  Facts: ``day``."""

    code = "calendar.weekday_differs"


class CountDiffers(Invalid):
    """The notice says another number of days.  Facts: ``first``, ``last``, ``told``."""

    code = "calendar.count_differs"


@dataclass(frozen=True, slots=True)
class Notice:
    """What was read, not yet held against the rules of a table."""

    rests: tuple[Rest, ...]
    make_up: tuple[date, ...]


def read(text: str, year: int) -> Notice:
    """What the official text says of ``year``; of a text without a paragraph of a holiday nothing.

    Raises:
        NoticeUnread: a paragraph has no days.
        NoSuchDay, WeekdayDiffers, CountDiffers
    """
    plain = _plain(text)
    heads = list(_PARAGRAPH.finditer(plain))
    ends = [*(head.start() for head in heads[1:]), len(plain)][: len(heads)]
    rests: list[Rest] = []
    make_up: list[date] = []
    for head, end in zip(heads, ends, strict=True):
        line = plain.count("\n", 0, head.start()) + 1
        found = list(_rests(called(head[1]), plain[head.end() : end], year, line))
        if not found:
            raise NoticeUnread(line=line)
        rests += found
        make_up += _worked(plain[head.end() : end], year, line)
    return Notice(tuple(rests), tuple(make_up))


def rest_lines(text: str) -> tuple[Rest, ...]:
    """One holiday a line: its name, its first and its last day (``春节 2027-02-05 2027-02-11``).

    Raises:
        NoticeUnread: a line without a name, without a day, or with more than two.
        NoSuchDay
    """
    return tuple(_rest_line(line, number) for number, line in _lines(text))


def day_lines(text: str) -> tuple[date, ...]:
    """Days, as many a line as one likes.

    Raises:
        NoticeUnread: a line without a day.
        NoSuchDay
    """
    found: list[date] = []
    for number, line in _lines(text):
        days = _line_days(line, number)
        if not days:
            raise NoticeUnread(line=number)
        found += days
    return tuple(found)


def _rest_line(line: str, number: int) -> Rest:
    days = _line_days(line, number)
    name = _LINE_DATE.sub("", line).strip(" 至到~-—:")
    if not name or not 1 <= len(days) <= 2:
        raise NoticeUnread(line=number)
    word = name.casefold().replace(" ", "_")
    known = Holiday(word) if word in set(Holiday) else called(name)
    return Rest(days[0], days[-1], known)


def _line_days(line: str, number: int) -> list[date]:
    return [
        _day(int(found[1]), int(found[2]), int(found[3]), number)
        for found in _LINE_DATE.finditer(line)
    ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def _plain(text: str) -> str:
    """Full-width signs as plain ones, no spaces, but lines as they are."""
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return "\n".join("".join(line.split()) for line in lines)


def _rests(holiday: Holiday, told: str, year: int, line: int) -> Iterator[Rest]:
    for sentence in told.split("。"):
        before, is_there, after = sentence.partition(_REST)
        found = list(_days(before, year, line))
        if not is_there or not found:
            continue
        first, last = found[0][0], found[-1][0]
        if len(found) > 2 or (len(found) == 2 and not _is_range(before, found[0][1])):
            raise NoticeUnread(line=line)
        count = _COUNT.search(is_there + after)
        if count and int(count[1]) != (last - first).days + 1:
            raise CountDiffers(first=first, last=last, told=int(count[1]))
        yield Rest(_in_year(first, year), last, holiday)


def _in_year(first: date, year: int) -> date:
    """New Year may begin at the weekend before; those days rest in any case."""
    while first.year < year and first.weekday() >= _SATURDAY:
        first += timedelta(days=1)
    return first


def _is_range(text: str, end: int) -> bool:
    return text[end:].startswith(_UNTIL)


def _worked(told: str, year: int, line: int) -> Iterator[date]:
    for sentence in told.split("。"):
        before, is_there, _ = sentence.partition(_WORK)
        # "…放假，…上班" in one sentence: the days before the comma rest.
        if is_there:
            yield from (day for day, _ in _days(before.rpartition(_REST)[2], year, line))


def _days(text: str, year: int, line: int) -> Iterator[tuple[date, int]]:
    """The days a sentence names and where each ends in it; a month holds until another comes."""
    month = 0
    for found in _DATE.finditer(text):
        month = int(found[2] or month)
        day = _day(int(found[1] or year), month, int(found[3]), line)
        told = _WEEKDAY.search(found[4] or "")
        if told and _WEEKDAYS[day.weekday()] != told[1].replace("天", "日"):
            raise WeekdayDiffers(day=day)
        yield day, found.end()


def _day(year: int, month: int, day: int, line: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(line=line) from None
