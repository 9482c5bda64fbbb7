"""Shares before and after, a line a thing: a ring where it stood, a dot where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import FigureTable, circle, figure, line, text
from shoumi.core.messages import Both, Lang

WIDTH, ROW = 620.0, 30.0
WORDS, END = 190.0, 60.0  # room for names on the left, for what the dot says on the right
_FOOT = 22.0
_RADIUS = 4.5
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class SharePair:
    """``before`` and ``after`` from 0 to 1; both None where they may not be told."""

    name: str
    before: float | None
    after: float | None


def percent(share: float | None) -> str:
    return "–" if share is None else f"{round(share * _WHOLE)}%"


def shares_title(given: Sequence[SharePair], lang: Lang) -> str:
    """One sentence: how many, of how many it can be told, how many stand higher."""
    told = [one for one in given if one.before is not None and one.after is not None]
    higher = sum((one.after or 0) > (one.before or 0) for one in told)
    return say(
        (
            f"{len(given)} 个部门，{len(told)} 个可以比较，其中 {higher} 个提高。",
            f"Departments: {len(given)}; compared: {len(told)}; higher: {higher}.",
        ),
        lang,
    )


def shares(given: Sequence[SharePair], lang: Lang) -> SafeString:
    """Each on a line of its own from 0 to 100 %."""
    drawn = []
    for place, one in enumerate(given):
        middle = ROW * place + ROW / 2
        # A department is called as its people call it.
        drawn.append(
            text(WORDS - 12, middle + 4, one.name, "span-name", text_anchor="end", lang="zh")
        )
        drawn.append(line((WORDS, middle), (WIDTH - END, middle), "s-line2", stroke_width=1))
        if one.before is None or one.after is None:
            few: Both = ("人数不足，不显示", "too few to tell")
            drawn.append(text(WORDS + 8, middle - 4, say(few, lang), "span-days"))
            continue
        start, end = _x(one.before), _x(one.after)
        drawn += [
            line((start, middle), (end, middle), "s-ink2", stroke_width=2),
            circle(start, middle, _RADIUS, "f-none s-ink2", stroke_width=1.6),
            circle(end, middle, _RADIUS, "f-ink2"),
            text(WIDTH - END + 10, middle + 4, percent(one.after), "span-days"),
        ]
    foot = ROW * len(given) + 14
    ends = [
        text(WORDS, foot, "0%", "chart-words"),
        text(WIDTH - END, foot, "100%", "chart-words", text_anchor="end"),
    ]
    size = (WIDTH, ROW * len(given) + _FOOT)
    return figure(size, shares_title(given, lang), *drawn, *ends, class_="spans")


def _x(share: float) -> float:
    return WORDS + (WIDTH - END - WORDS) * share


def shares_table(given: Sequence[SharePair], lang: Lang) -> FigureTable:
    """Each with both shares, in the same order."""
    heads: tuple[Both, ...] = (("部门", "department"), ("之前", "before"), ("之后", "after"))
    rows = tuple((one.name, percent(one.before), percent(one.after)) for one in given)
    return FigureTable(shares_title(given, lang), tuple(say(head, lang) for head in heads), rows)
