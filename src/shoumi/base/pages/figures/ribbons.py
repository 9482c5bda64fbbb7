"""The ribbon of days: what will lapse above it, what transfers await below, rest days hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.clocks import MONTHS, day_words
from shoumi.base.pages.figures.svg import (
    NONE,
    FigureTable,
    circle,
    el,
    figure,
    hatch,
    join,
    line,
    path,
    rect,
    text,
    width_of,
)
from shoumi.core.messages import Both, Lang

WIDTH = 1096.0
LEFT = 82.0
BAND = 26.0
LANE = 32.0
LABEL_SIZE = 13.0
NOTE_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Day:
    """``rest`` as the calendar of the country says, not the weekday."""

    day: date
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something due on ``day``.

    ``lead``   a short bold start: ids of demands
    ``soon``   ochre: it lapses unless somebody acts
    ``firm``   false for a plan or a forecast: dashed and hollow
    """

    day: date
    label: Both
    lead: str = ""
    note: Both = NONE
    soon: bool = False
    firm: bool = True


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    x: float
    lane: int
    flipped: bool


def _told(mark: Mark, lang: Lang) -> float:
    """How wide the words of a mark are."""
    lead = width_of(mark.lead, LABEL_SIZE) * 1.06 + 8 if mark.lead else 0
    note = say(mark.note, lang)
    return (
        lead
        + width_of(say(mark.label, lang), LABEL_SIZE)
        + (width_of(note, NOTE_SIZE) + 8 if note else 0)
    )


def _placed(marks: Sequence[Mark], at: dict[date, float], lang: Lang) -> list[_Placed]:
    """From the last day to the first, each in the lane nearest the band where it is free.

    A stem crosses the lanes between its own and the band, so an earlier mark with words that would
    run through a stem already set goes one lane further in: later marks first makes that rare.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for mark in sorted(marks, key=lambda each: each.day, reverse=True):
        if mark.day not in at:
            continue
        x = at[mark.day]
        wide = _told(mark, lang) + 14
        flipped = x + wide > WIDTH
        span = (x - wide, x + 4) if flipped else (x - 4, x + wide)
        lane = 0
        while lane < len(taken) and any(a < span[1] and span[0] < b for a, b in taken[lane]):
            lane += 1
        while len(taken) <= lane:
            taken.append([])
        taken[lane].append(span)
        for nearer in range(lane):
            taken[nearer].append((x - 4, x + 4))
        placed.append(_Placed(mark, x, lane, flipped))
    return placed


def _words(placed: _Placed, y: float, lang: Lang) -> SafeString:
    mark = placed.mark
    tone = "soon" if mark.soon else "calm"
    note = say(mark.note, lang)
    parts = [
        el("tspan", mark.lead, class_=f"ribbon-lead ribbon-{tone}") if mark.lead else "",
        el("tspan", say(mark.label, lang), class_="ribbon-label", dx="8" if mark.lead else None),
        el("tspan", note, class_="ribbon-note", dx="8") if note else "",
    ]
    x, anchor = (placed.x - 8, "end") if placed.flipped else (placed.x + 8, None)
    return text(x, y, join(parts), "ribbon-words", text_anchor=anchor)


def _stem(placed: _Placed, band: float, tip: float, *, above: bool) -> SafeString:
    mark = placed.mark
    paint = "och" if mark.soon else "jade" if above else "ink2"
    dashes = None if mark.firm else "2.5 3"
    stem = line(
        (placed.x, band), (placed.x, tip), f"s-{paint}", stroke_width=1.5, stroke_dasharray=dashes
    )
    fill = f"f-{paint}" if mark.firm else "f-surface"
    if above:
        return join((stem, circle(placed.x, band, 3.2, f"{fill} s-{paint}", stroke_width=1)))
    square = rect(placed.x - 3.5, band - 3.5, 7, 7, f"{fill} s-{paint}", stroke_width=1.2)
    return join((stem, square))


def _side(marks: list[_Placed], band: float, lang: Lang, *, above: bool) -> SafeString:
    """Stems and words of one side; ``band`` is the edge they start from."""
    drawn = []
    for placed in marks:
        reach = LANE * (placed.lane + 1) - 8
        tip = band - reach if above else band + reach
        baseline = tip + 10 if above else tip
        drawn.append(_stem(placed, band, tip, above=above))
        drawn.append(_words(placed, baseline, lang))
    return join(drawn)


def _cells(days: Sequence[Day], pitch: float, top: float) -> SafeString:
    """Numbers of days, today on ink, rest days hatched, a rule where a month starts."""
    drawn = []
    for index, each in enumerate(days):
        x = LEFT + pitch * index
        if each.rest:
            box = ((x, top), (x + pitch, top), (x + pitch, top + BAND), (x, top + BAND))
            drawn.append(path(hatch(box, 5), "s-line", stroke_width=1))
        if index and each.day.day == 1:
            drawn.append(line((x, top), (x, top + BAND), "s-line2", stroke_width=1))
        if index == 0:
            drawn.append(rect(x + 2, top, pitch - 4, BAND, "f-ink", rx=5))
        tone = "ribbon-today" if index == 0 else "ribbon-rest" if each.rest else "ribbon-day"
        drawn.append(text(x + pitch / 2, top + 17.5, str(each.day.day), tone, text_anchor="middle"))
    return join(drawn)


def ribbon_title(
    days: Sequence[Day], above: Sequence[Mark], below: Sequence[Mark], lang: Lang
) -> str:
    """One sentence: how many days and how much falls into them."""
    inside = {each.day for each in days}
    demands = sum(mark.day in inside for mark in above)
    deals = sum(mark.day in inside for mark in below)
    return say(
        (
            f"{len(days)} 天：{demands} 项要求到期，转让有 {deals} 件事。",
            f"{len(days)} days: {demands} demands fall due, transfers have {deals} dates.",
        ),
        lang,
    )


def _months(days: Sequence[Day], lang: Lang) -> str:
    months = list(dict.fromkeys(each.day.month for each in days))
    if lang == "en":
        return "–".join(MONTHS[month - 1] for month in (months[0], months[-1]) if months)
    ends = [str(months[0]), str(months[-1])] if len(months) > 1 else [str(months[0])]
    return f"{'—'.join(ends)} 月"


def ribbon(
    days: Sequence[Day], above: Sequence[Mark], below: Sequence[Mark], lang: Lang
) -> SafeString:
    """The band with both sides; as many lanes as the words need.  ``days`` has at least one."""
    pitch = (WIDTH - LEFT) / len(days)
    at = {each.day: LEFT + pitch * (index + 0.5) for index, each in enumerate(days)}
    over, under = _placed(above, at, lang), _placed(below, at, lang)
    lanes_over = max((placed.lane + 1 for placed in over), default=1)
    lanes_under = max((placed.lane + 1 for placed in under), default=1)
    top = LANE * lanes_over + 6
    foot = top + BAND
    return figure(
        (WIDTH, foot + LANE * lanes_under + 10),
        ribbon_title(days, above, below, lang),
        _cells(days, pitch, top),
        line((0, top), (WIDTH, top), "s-line", stroke_width=1),
        line((0, foot), (WIDTH, foot), "s-line", stroke_width=1),
        text(0, top - 12, say(("要求", "Demands"), lang), "ribbon-side"),
        text(0, top + 17.5, _months(days, lang), "ribbon-rest"),
        text(0, foot + 22, say(("转让", "Transfers"), lang), "ribbon-side"),
        _side(over, top, lang, above=True),
        _side(under, foot, lang, above=False),
        class_="ribbon",
    )


def _in_order(
    days: Sequence[Day], above: Sequence[Mark], below: Sequence[Mark]
) -> list[tuple[Mark, bool]]:
    inside = {each.day for each in days}
    both = [(mark, True) for mark in above] + [(mark, False) for mark in below]
    return sorted((pair for pair in both if pair[0].day in inside), key=lambda pair: pair[0].day)


def ribbon_rows(
    days: Sequence[Day], above: Sequence[Mark], below: Sequence[Mark], lang: Lang
) -> SafeString:
    """For a phone: the same as rows, by day."""
    rows = []
    for mark, _ in _in_order(days, above, below):
        tone = "soon" if mark.soon else "calm"
        lead = el("b", f"{mark.lead} ", class_=f"row-{tone}") if mark.lead else ""
        note = say(mark.note, lang)
        rows.append(
            el(
                "li",
                el("span", day_words(mark.day, lang), class_="row-day"),
                el(
                    "span",
                    lead,
                    say(mark.label, lang),
                    el("span", f" {note}", class_="row-note") if note else "",
                ),
                class_="row",
            )
        )
    return el("ol", *rows, class_="ribbon-rows rows rows-days")


def ribbon_table(
    days: Sequence[Day], above: Sequence[Mark], below: Sequence[Mark], lang: Lang
) -> FigureTable:
    """Every date of the ribbon, by day, demands before transfers."""
    heads = (("日期", "day"), ("方面", "side"), ("事项", "matter"), ("说明", "note"))
    rows = tuple(
        (
            day_words(mark.day, lang),
            say(("要求", "demand") if is_demand else ("转让", "transfer"), lang),
            f"{mark.lead} {say(mark.label, lang)}".strip(),
            say(mark.note, lang),
        )
        for mark, is_demand in _in_order(days, above, below)
    )
    return FigureTable(
        ribbon_title(days, above, below, lang), tuple(say(head, lang) for head in heads), rows
    )
