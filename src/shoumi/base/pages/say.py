"""Words for people, Chinese and English side by side, so that neither is added later.

A text is a pair with ``{named}`` places.  Dates and numbers are written as each language does.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from shoumi.core.calendar import CHINA
from shoumi.core.refs import Ref

Lang = Literal["zh", "en"]
Bilingual = tuple[str, str]  # Chinese, English

_WEEKDAYS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
THIN_SPACE = "\u202f"
DASH = "—"


def say(both: Bilingual, lang: Lang, /, **facts: object) -> str:
    """The text in ``lang`` with its places filled.

    Raises:
        KeyError: a bug, a place has no fact.
    """
    text = both[0] if lang == "zh" else both[1]
    if not facts:
        return text
    return text.format_map({name: shown(value, lang) for name, value in facts.items()})


def shown(value: object, lang: Lang) -> str:
    """How a value is written for a person; what is not there is a dash."""
    if type(value) is str:  # most are, and it is no other case below
        return value or DASH
    match value:
        case None | "":
            return DASH
        case bool():
            return say(("是", "yes") if value else ("否", "no"), lang)
        case datetime():
            return moment(value, lang)
        case date():
            return day(value, lang)
        case int():
            return number(value)
        case tuple() | list() | set() | frozenset():
            parts = value if isinstance(value, (tuple, list)) else sorted(map(str, value))
            return say(("、", ", "), lang).join(shown(part, lang) for part in parts)
        case Ref():
            return short(value)
    return str(value)


def number(value: int) -> str:
    """1 000: groups of three, thin spaces between, the same in both languages."""
    return f"{value:,}".replace(",", THIN_SPACE) if abs(value) >= 10_000 else str(value)


def day(value: date, lang: Lang) -> str:
    """``10-20 周二`` or ``20 Oct, Tue``; with its year it is ``full_day``."""
    weekday = _WEEKDAYS[lang][value.weekday()]
    if lang == "zh":
        return f"{value:%m-%d} {weekday}"
    return f"{value.day} {_MONTHS[value.month - 1]}, {weekday}"


def full_day(value: date, lang: Lang) -> str:
    """``2026 年 10 月 20 日 周二`` or ``Tue, 20 Oct 2026``."""
    weekday = _WEEKDAYS[lang][value.weekday()]
    if lang == "zh":
        return f"{value.year} 年 {value.month} 月 {value.day} 日 {weekday}"
    return f"{weekday}, {value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, lang: Lang) -> str:
    """A time in China, to the minute.  The end of a day is written as 24:00 of that day."""
    local = value.astimezone(CHINA)
    return f"{day(local.date(), lang)} {local:%H:%M}"


def short(ref: Ref | str) -> str:
    """A reference as shown: its kind and the first characters, enough to tell rows apart."""
    kind, _, rest = str(ref).partition("-")
    return f"{kind}-{rest[:8]}"


_HAN = re.compile(r"[\u3400-\u9fff](?:[\u3000-\u303f\uff00-\uffef\d ]*[\u3400-\u9fff])*")


def tongue(text: str, lang: Lang) -> str:
    """HTML of ``text`` with the Chinese in it marked as such, for readers of another language.

    A screen reader, and the choice of letters, need to know where a name changes the language.
    """
    if hasattr(text, "__html__"):
        return text
    told = html.escape(text)
    return told if lang == "zh" else _HAN.sub(r'<span lang="zh">\g<0></span>', told)
