"""Dots: one dot is one person while they fit, then one dot stands for as many as it says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import (
    FigureTable,
    Point,
    circle,
    figure,
    line,
    number,
    path,
    rect,
)
from shoumi.core.messages import Both, Lang

MOST_DOTS = 1000
PITCH = 9.3


class Answer(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    SILENT = "silent"
    UNDELIVERED = "undelivered"


ANSWER_WORDS: dict[Answer, Both] = {
    Answer.AGREED: ("同意", "agreed"),
    Answer.REFUSED: ("不同意", "refused"),
    Answer.SILENT: ("没有答复", "no answer"),
    Answer.UNDELIVERED: ("没有送达", "not delivered"),
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """People of one answer; ``count`` is nought or more."""

    answer: Answer
    count: int


def people_in_a_dot(given: Sequence[Crowd]) -> int:
    """1 while everybody fits, then 2, 5, 10, 20, 50 and so on."""
    total = sum(crowd.count for crowd in given)
    if total <= MOST_DOTS:
        return 1
    least = math.ceil(total / MOST_DOTS)
    scale: int = 10 ** (len(str(least)) - 1)
    return next(scale * step for step in (1, 2, 5, 10) if scale * step >= least)


def shares(given: Sequence[Crowd]) -> tuple[int, ...]:
    """Dots of each crowd.  Nobody is rounded away: whoever is there has a dot."""
    each = people_in_a_dot(given)
    return tuple(math.ceil(crowd.count / each) for crowd in given)


def _dots(answer: Answer, places: Sequence[Point]) -> SafeString:
    """One path for all dots of an answer: circle, square, ring, dash."""
    if answer is Answer.AGREED:
        data = "".join(f"M{number(x)} {number(y)}h0" for x, y in places)
        return path(data, "s-jade", stroke_width=6.8, stroke_linecap="round")
    if answer is Answer.REFUSED:
        data = "".join(f"M{number(x - 3.1)} {number(y)}h6.2" for x, y in places)
        return path(data, "s-ink", stroke_width=6.2)
    if answer is Answer.SILENT:
        ring = "a2.9 2.9 0 1 1 5.8 0a2.9 2.9 0 1 1-5.8 0"
        data = "".join(f"M{number(x - 2.9)} {number(y)}{ring}" for x, y in places)
        return path(data, "f-none s-ink3", stroke_width=1)
    data = "".join(f"M{number(x - 3.1)} {number(y)}h6.2" for x, y in places)
    return path(data, "s-ochfill", stroke_width=1.8)


def answer_mark(answer: Answer) -> SafeString:
    """The mark of an answer beside its word, 12 px."""
    drawn = {
        Answer.AGREED: lambda: circle(6, 6, 4.6, "f-jade"),
        Answer.REFUSED: lambda: rect(2, 2, 8, 8, "f-ink"),
        Answer.SILENT: lambda: circle(6, 6, 4, "f-none s-ink3", stroke_width=1.3),
        Answer.UNDELIVERED: lambda: line((1.5, 6), (10.5, 6), "s-ochfill", stroke_width=2.2),
    }
    return figure((12, 12), "", drawn[answer](), class_="glyph")


def dots_title(given: Sequence[Crowd], lang: Lang) -> str:
    """One sentence: how many, of what, and what a dot stands for."""
    total = sum(crowd.count for crowd in given)
    each = people_in_a_dot(given)
    zh = "，".join(f"{c.count} 人{ANSWER_WORDS[c.answer][0]}" for c in given)
    en = ", ".join(f"{c.count} {ANSWER_WORDS[c.answer][1]}" for c in given)
    told = (
        f"{total} 人：{zh}；{dot_words(given, 'zh')}。",
        f"{total} people: {en}; {dot_words(given, 'en')}.",
    )
    if each == 1:
        told = f"{total} 人：{zh}。", f"{total} people: {en}."
    return say(told, lang)


def dot_words(given: Sequence[Crowd], lang: Lang) -> str:
    """``一点一人`` or ``一点代表 5 人``."""
    each = people_in_a_dot(given)
    if each == 1:
        return say(("一点一人", "one dot is one person"), lang)
    return say((f"一点代表 {each} 人", f"one dot stands for up to {each} people"), lang)


def dots(given: Sequence[Crowd], lang: Lang, columns: int = 76) -> SafeString:
    """The crowd in columns from the left, each filled from the top.

    As many columns as asked, and as many rows as they need.
    """
    amounts = shares(given)
    rows = max(1, math.ceil(sum(amounts) / columns))
    paths = []
    start = 0
    for crowd, amount in zip(given, amounts, strict=True):
        places = [
            ((index // rows + 0.5) * PITCH, (index % rows + 0.5) * PITCH)
            for index in range(start, start + amount)
        ]
        start += amount
        if places:
            paths.append(_dots(crowd.answer, places))
    return figure((columns * PITCH, rows * PITCH), dots_title(given, lang), *paths, class_="dots")


def dots_table(given: Sequence[Crowd], lang: Lang) -> FigureTable:
    """Answer and people, in the order drawn."""
    columns = say(("答复", "answer"), lang), say(("人数", "people"), lang)
    rows = tuple((say(ANSWER_WORDS[c.answer], lang), str(c.count)) for c in given)
    return FigureTable(dots_title(given, lang), columns, rows)
