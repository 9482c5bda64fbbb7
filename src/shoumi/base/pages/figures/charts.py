"""Counts as bars: by day, what was refused hollow on top; by page, how often it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.clocks import day_words
from shoumi.base.pages.figures.svg import FigureTable, el, figure, join, line, rect, text
from shoumi.core.messages import Both, Lang

WIDTH, HEIGHT = 640.0, 128.0
FOOT, HEAD = 104.0, 20.0


@dataclass(frozen=True, slots=True)
class DayCount:
    """``done`` and ``refused`` are nought or more; their sum is the height of the bar."""

    day: date
    done: int
    refused: int = 0


def bars_title(given: Sequence[DayCount], matter: Both, lang: Lang) -> str:
    """One sentence: of what, how many days, how many in all."""
    done, refused = sum(each.done for each in given), sum(each.refused for each in given)
    return say(
        (
            f"{matter[0]}：{len(given)} 天，{done} 次，拒绝 {refused} 次。",
            f"{matter[1]}: {len(given)} days, {done} done, {refused} refused.",
        ),
        lang,
    )


def _bar(each: DayCount, x: float, width: float, most: int) -> SafeString:
    unit = (FOOT - HEAD) / most
    done, refused = each.done * unit, each.refused * unit
    parts = []
    if each.done:
        parts.append(rect(x, FOOT - done, width, done, "f-ink2"))
    if each.refused:
        inset = min(0.6, refused / 2, width / 2)
        parts.append(
            rect(
                x + inset,
                FOOT - done - refused + inset,
                width - 2 * inset,
                refused - 2 * inset,
                "f-none s-ink2",
                stroke_width=1.2,
            )
        )
    return join(parts)


def bars(given: Sequence[DayCount], matter: Both, lang: Lang) -> SafeString:
    """One bar a day; the first, the last and the highest day are named."""
    most = max((each.done + each.refused for each in given), default=0)
    pitch = WIDTH / max(1, len(given))
    width = max(1.0, pitch * 0.72)
    drawn = [
        _bar(each, pitch * index + (pitch - width) / 2, width, most)
        for index, each in enumerate(given)
        if most
    ]
    words = []
    if given:
        words.append(text(0, FOOT + 18, day_words(given[0].day, lang), "chart-words"))
    if len(given) > 1:
        last = day_words(given[-1].day, lang)
        words.append(text(WIDTH, FOOT + 18, last, "chart-words", text_anchor="end"))
    if most:
        top = max(range(len(given)), key=lambda index: given[index].done + given[index].refused)
        x = min(max(pitch * (top + 0.5), 16), WIDTH - 16)
        words.append(text(x, HEAD - 6, str(most), "chart-most", text_anchor="middle"))
    return figure(
        (WIDTH, HEIGHT),
        bars_title(given, matter, lang),
        el("g", *drawn),
        line((0, FOOT), (WIDTH, FOOT), "s-line2", stroke_width=1),
        *words,
        class_="bars",
    )


def spark(given: Sequence[int], told: str) -> SafeString:
    """Counts as a row of thin bars in a line of text, 4 px each; ``told`` says them in words."""
    most = max(given, default=0)
    heights = [14 * count / most if most else 0.0 for count in given]
    drawn = [
        rect(4 * index, 15 - tall, 3, tall, "f-ink3") for index, tall in enumerate(heights) if tall
    ]
    wide = max(4.0, 4.0 * len(given))
    foot = line((0, 15.5), (wide, 15.5), "s-line2", stroke_width=1)
    return figure((wide, 16), told, *drawn, foot, class_="spark")


def bars_table(given: Sequence[DayCount], matter: Both, lang: Lang) -> FigureTable:
    """Day by day, in order."""
    heads = (("日期", "day"), ("做了", "done"), ("拒绝了", "refused"))
    rows = tuple((day_words(e.day, lang), str(e.done), str(e.refused)) for e in given)
    return FigureTable(bars_title(given, matter, lang), tuple(say(h, lang) for h in heads), rows)


def pages_title(given: Sequence[int], matter: Both, lang: Lang) -> str:
    """One sentence: of what, how many pages, how often in all."""
    return say(
        (
            f"{matter[0]}：{len(given)} 页，共 {sum(given)} 次。",
            f"{matter[1]}: {len(given)} pages, {sum(given)} looks.",
        ),
        lang,
    )


def pages_seen(given: Sequence[int], matter: Both, lang: Lang) -> SafeString:
    """One bar a page from the first; the first, the last and the page seen most are named."""
    most = max(given, default=0)
    pitch = min(40.0, WIDTH / max(1, len(given)))
    width = max(1.0, pitch * 0.72)
    drawn = [
        rect(
            pitch * at + (pitch - width) / 2,
            FOOT - (FOOT - HEAD) * count / most,
            width,
            (FOOT - HEAD) * count / most,
            "f-ink2",
        )
        for at, count in enumerate(given)
        if count
    ]
    first = pitch / 2
    words = [text(first, FOOT + 18, "1", "chart-words", text_anchor="middle")] if given else []
    if len(given) > 1:
        last = pitch * (len(given) - 0.5)
        words.append(text(last, FOOT + 18, str(len(given)), "chart-words", text_anchor="middle"))
    if most:
        x = min(max(pitch * (given.index(most) + 0.5), 16), WIDTH - 16)
        words.append(text(x, HEAD - 6, str(most), "chart-most", text_anchor="middle"))
    return figure(
        (WIDTH, HEIGHT),
        pages_title(given, matter, lang),
        el("g", *drawn),
        line((0, FOOT), (WIDTH, FOOT), "s-line2", stroke_width=1),
        *words,
        class_="bars",
    )


def pages_seen_table(given: Sequence[int], matter: Both, lang: Lang) -> FigureTable:
    """Page by page, in order."""
    heads = (("页", "page"), ("次数", "looks"))
    rows = tuple((str(page), str(count)) for page, count in enumerate(given, 1))
    return FigureTable(pages_title(given, matter, lang), tuple(say(h, lang) for h in heads), rows)
