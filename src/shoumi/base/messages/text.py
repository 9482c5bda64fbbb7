"""The one formatter: texts with ``{named}`` places, filled with values as their reader writes them.

A style says how: a page writes ``10-20 周二``, the command line the whole date.  Dates and numbers
are written as each language does.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from shoumi.core.calendar import CHINA
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref

Writer = Callable[[Any, Lang], str]

_WEEKDAYS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_BLANKS = re.compile(r"[ \t\r\n]+")
_CHINESE = "[\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"  # its quotation marks too
_BETWEEN_CHINESE = re.compile(f"(?<={_CHINESE}) (?={_CHINESE})")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = tuple(name[:3] for name in _MONTH_NAMES)
THIN_SPACE = "\u202f"
DASH = "—"
BETWEEN: Both = ("、", ", ")


@dataclass(frozen=True, slots=True)
class Style:
    """How values are written.

    ``writers``  by type; of a value's types the nearest that has one, else ``str``
    ``ordered``  the members of a set, as they are listed
    ``empty``    stands for a list of nothing
    ``missing``  stands for a fact that is not there; None where that is a bug
    """

    writers: Mapping[type, Writer]
    ordered: Callable[[Iterable[Any]], list[Any]] = sorted
    empty: str = ""
    missing: str | None = None


def yes_no(value: bool, lang: Lang) -> str:
    return say(("是", "yes") if value else ("否", "no"), lang)


def number(value: int) -> str:
    """1 000: groups of three, thin spaces between, the same in both languages."""
    return f"{value:,}".replace(",", THIN_SPACE) if abs(value) >= 10_000 else str(value)


# The year it is for whoever reads now; None where nobody said, as in a mail that is read later.
_this_year: ContextVar[int | None] = ContextVar("this_year", default=None)


def reading_at(at: datetime | None) -> None:
    """Say when what is written here will be read: a day of another year then shows its year."""
    _this_year.set(None if at is None else at.astimezone(CHINA).year)


def is_of_another_year(value: date) -> bool:
    """What is read later, where nobody said when, shows the year too."""
    return _this_year.get() != value.year


def day(value: date, lang: Lang) -> str:
    """``10-20 周二`` or ``20 Oct, Tue``; of another year than the reader's, or where nobody reads
    yet, ``2025-10-20 周一`` or ``20 Oct 2025, Mon``.  Always with its year, it is ``full_day``."""
    weekday = _WEEKDAYS[lang][value.weekday()]
    is_other = is_of_another_year(value)
    if lang == "zh":
        return f"{value:%Y-%m-%d} {weekday}" if is_other else f"{value:%m-%d} {weekday}"
    year = f" {value.year}" if is_other else ""
    return f"{value.day} {_MONTHS[value.month - 1]}{year}, {weekday}"


def full_day(value: date, lang: Lang) -> str:
    """``2026 年 10 月 20 日 周二`` or ``Tue, 20 Oct 2026``."""
    weekday = _WEEKDAYS[lang][value.weekday()]
    if lang == "zh":
        return f"{value.year} 年 {value.month} 月 {value.day} 日 {weekday}"
    return f"{weekday}, {value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date, lang: Lang) -> str:
    """``2026 年 9 月`` or ``September 2026``."""
    if lang == "zh":
        return f"{value.year} 年 {value.month} 月"
    return f"{_MONTH_NAMES[value.month - 1]} {value.year}"


def moment(value: datetime, lang: Lang) -> str:
    """A time in China, to the minute.  The end of a day is written as 24:00 of that day."""
    local = value.astimezone(CHINA)
    return f"{day(local.date(), lang)} {local:%H:%M}"


def minute(value: datetime) -> str:
    """``2026-10-20 16:00``, the time in China."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def short(ref: Ref | str) -> str:
    """A reference as shown: its kind and the first characters, enough to tell rows apart."""
    kind, _, rest = str(ref).partition("-")
    return f"{kind}-{rest[:8]}"


def _or_dash(value: str | None, lang: Lang) -> str:
    return str(value) if value else DASH


PAGE = Style(
    {
        str: _or_dash,
        type(None): _or_dash,
        bool: yes_no,
        int: lambda value, lang: number(value),
        datetime: moment,
        date: day,
        Ref: lambda value, lang: short(value),
    },
    ordered=lambda members: sorted(map(str, members)),
)
TERMINAL = Style(
    {
        str: _or_dash,
        type(None): _or_dash,
        bool: yes_no,
        datetime: lambda value, lang: minute(value),
        bytes: lambda value, lang: value.hex(),
        memoryview: lambda value, lang: value.hex(),
        Enum: lambda value, lang: str(value.value),
    },
    empty=DASH,
)


def say(both: Both, lang: Lang, style: Style = PAGE, /, **facts: object) -> str:
    """The text in ``lang`` with its places filled.

    Raises:
        KeyError: a bug, a place has no fact.
    """
    text = both[0] if lang == "zh" else both[1]
    return fill(text, facts, lang, style) if facts else text


def joined(lines: str) -> str:
    """A text that was written on several lines; Chinese has no space where a line ends."""
    return _BETWEEN_CHINESE.sub("", _BLANKS.sub(" ", lines).strip(" "))


def fill(text: str, facts: Mapping[str, object], lang: Lang, style: Style = PAGE) -> str:
    """``text`` with its places filled; ``{{`` is a brace.

    Raises:
        KeyError: a bug, a place has no fact and the style has nothing in its stead.
    """
    return text.format_map(_Places(facts, lang, style))


@dataclass(frozen=True, slots=True)
class _Places:
    """A place is filled with a text, so that nothing of the value itself can be reached by it."""

    facts: Mapping[str, object]
    lang: Lang
    style: Style

    def __getitem__(self, name: str) -> str:
        if name in self.facts:
            return shown(self.facts[name], self.lang, self.style)
        if self.style.missing is None:
            raise KeyError(name)
        return self.style.missing


def shown(value: object, lang: Lang, style: Style = PAGE) -> str:
    """How a value is written for a person."""
    for kind in type(value).__mro__:
        if kind in style.writers:
            return style.writers[kind](value, lang)
    if isinstance(value, set | frozenset):
        value = style.ordered(value)
    if isinstance(value, tuple | list):
        parts = say(BETWEEN, lang).join(shown(part, lang, style) for part in value)
        return parts or style.empty
    return str(value)


_HAN = re.compile(r"[\u3400-\u9fff](?:[\u3000-\u303f\uff00-\uffef\d ]*[\u3400-\u9fff])*")


def tongue(text: str, lang: Lang) -> str:
    """HTML of ``text`` with the Chinese in it marked as such, for readers of another language.

    A screen reader, and the choice of letters, need to know where a name changes the language.
    """
    if hasattr(text, "__html__"):
        return text
    told = html.escape(text)
    return told if lang == "zh" else _HAN.sub(r'<span lang="zh">\g<0></span>', told)
