"""How long things last, as bars side by side: one bar a thing, its length in days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.messages.text import number, say
from shoumi.base.pages.figures.svg import FigureTable, figure, rect, text
from shoumi.core.messages import Both, Lang

WIDTH, ROW = 620.0, 24.0
WORDS, END = 240.0, 100.0  # room for names on the left, for what a bar says on the right
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Span:
    """``days`` at least one."""

    name: Both
    days: int


def span_words(days: int, lang: Lang) -> str:
    """``3 年``, ``180 天``; years where they are whole."""
    if days % _YEAR == 0:
        years = days // _YEAR
        return say((f"{years} 年", f"{years} year{'' if years == 1 else 's'}"), lang)
    return say((f"{number(days)} 天", f"{number(days)} days"), lang)


def spans_title(given: Sequence[Span], lang: Lang) -> str:
    """One sentence: how many, the shortest and the longest."""
    if not given:
        return say(("还没有期限。", "No period yet."), lang)
    least = span_words(min(each.days for each in given), lang)
    most = span_words(max(each.days for each in given), lang)
    return say(
        (
            f"{len(given)} 个期限，最短 {least}，最长 {most}。",
            f"Periods: {len(given)}, the shortest {least}, the longest {most}.",
        ),
        lang,
    )


def spans(given: Sequence[Span], lang: Lang) -> SafeString:
    """A bar for each, in the order given, all from one line."""
    most = max((each.days for each in given), default=1)
    unit = (WIDTH - WORDS - END) / most
    drawn = []
    for index, each in enumerate(given):
        foot = ROW * index + 17
        drawn += [
            text(WORDS - 10, foot, say(each.name, lang), "span-name", text_anchor="end"),
            rect(WORDS, ROW * index + 7, max(2.0, each.days * unit), 11, "f-soft", rx=2),
            text(WORDS + each.days * unit + 8, foot, span_words(each.days, lang), "span-days"),
        ]
    size = (WIDTH, ROW * len(given) + 4)
    return figure(size, spans_title(given, lang), *drawn, class_="spans")


def spans_table(given: Sequence[Span], lang: Lang) -> FigureTable:
    """Each with its days, in the same order."""
    heads = (("什么", "what"), ("多久", "how long"), ("天数", "days"))
    rows = tuple(
        (say(each.name, lang), span_words(each.days, lang), number(each.days)) for each in given
    )
    return FigureTable(spans_title(given, lang), tuple(say(head, lang) for head in heads), rows)
