"""The stage line of a transfer: stations done, now, ahead, a door where it is closed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.blocks import Lack, block, blocks, lack_words
from shoumi.base.pages.figures.doors import DoorState, door, door_mark
from shoumi.base.pages.figures.svg import (
    NONE,
    FigureTable,
    circle,
    el,
    figure,
    join,
    line,
    number,
    rect,
    text,
    width_of,
    wrapped,
)
from shoumi.core.messages import Both, Lang

WIDTH = 1116.0
LINE_AT = 66.0
LABEL_SIZE = 12.5
_GAP = 4  # between two names of a row
_NEVER_FIRST = tuple("、，：；）”")  # no line begins with one


class StationState(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    CLOSED = "closed"


STATION_WORDS: dict[StationState, Both] = {
    StationState.DONE: ("已完成", "done"),
    StationState.NOW: ("现在", "now"),
    StationState.AHEAD: ("以后", "ahead"),
    StationState.CLOSED: ("关着", "closed"),
}


@dataclass(frozen=True, slots=True)
class Station:
    """``when`` is a day as told ("08-24", "about 30 Oct"); ``paused`` says how long the transfer
    was suspended before this station ("中止 3 天"); ``refused``: a refusal happened here;
    ``lacks``: the conditions that keep it from being entered or done."""

    name: Both
    when: Both
    state: StationState
    refused: bool = False
    paused: Both = NONE
    lacks: tuple[Lack, ...] = ()


def stages_title(given: Sequence[Station], lang: Lang) -> str:
    """One sentence: where it stands and what is closed."""
    done = sum(station.state is StationState.DONE for station in given)
    now = [station.name for station in given if station.state is StationState.NOW]
    shut = [station.name for station in given if station.state is StationState.CLOSED]
    zh = f"{len(given)} 个阶段，已完成 {done} 个"
    en = f"{len(given)} stages, {done} done"
    if now:
        zh, en = f"{zh}，现在是{now[0][0]}", f"{en}, now {now[0][1]}"
    if shut:
        zh = f"{zh}，{'、'.join(name[0] for name in shut)}关着"
        en = f"{en}, closed: {', '.join(name[1] for name in shut)}"
    for each in given:
        if each.lacks:
            zh = f"{zh}，{lack_words(each.name, each.lacks, 'zh')}"
            en = f"{en}, {lack_words(each.name, each.lacks, 'en')}"
    return say((f"{zh}。", f"{en}."), lang)


def _mark(x: float, y: float, state: StationState, scale: float = 1.0) -> SafeString:
    if state is StationState.DONE:
        return circle(x, y, 6 * scale, "f-surface s-jade", stroke_width=4 * scale)
    if state is StationState.NOW:
        halo = circle(x, y, 13 * scale, "f-sunk")
        return join((halo, circle(x, y, 8.5 * scale, "f-surface s-ink", stroke_width=5 * scale)))
    if state is StationState.AHEAD:
        return circle(x, y, 6.5 * scale, "f-surface s-line2", stroke_width=1.5 * scale)
    size = 0.62 * scale
    place = f"translate({number(x - 22 * size)} {number(y - 31 * size)}) scale({number(size)})"
    back = rect(x - 17 * scale, y - 3, 34 * scale, 6, "f-surface")
    return join((back, el("g", door_mark(DoorState.CLOSED), transform=place)))


def _track(xs: Sequence[float], y: float, given: Sequence[Station]) -> SafeString:
    """Solid up to where it stands, dotted from there on."""
    reached = max(
        (
            index
            for index, station in enumerate(given)
            if station.state in (StationState.DONE, StationState.NOW)
        ),
        default=0,
    )
    if not xs:
        return join(())
    solid = line((xs[0], y), (xs[reached], y), "s-jade", stroke_width=2)
    dotted = line(
        (xs[reached], y),
        (xs[-1], y),
        "s-line2",
        stroke_width=1.5,
        stroke_dasharray="0 5",
        stroke_linecap="round",
    )
    return join((dotted, solid))


def _pause(x: float, y: float, told: str) -> SafeString:
    """Two strokes on the line, the length above them."""
    return join(
        (
            rect(x - 6, y - 8, 12, 16, "f-surface"),
            line((x - 2.8, y - 7), (x - 2.8, y + 7), "s-och", stroke_width=2),
            line((x + 2.8, y - 7), (x + 2.8, y + 7), "s-och", stroke_width=2),
            text(x, y - 17, told, "stage-paused", text_anchor="middle"),
        )
    )


def _staggered(given: Sequence[Station], lang: Lang, pitch: float) -> bool:
    """Names too wide for one row stand in two, every other one lower.  Chinese ones may take two
    lines before they are too wide."""
    if lang == "en":
        return any(width_of(say(each.name, lang), LABEL_SIZE) > pitch + 4 for each in given)
    return any(
        width_of(words, LABEL_SIZE) > pitch - _GAP
        for each in given
        for words in _lines(each, lang, pitch - _GAP)
    )


def _lines(station: Station, lang: Lang, room: float) -> list[str]:
    words = say(station.name, lang)
    if lang == "en":
        return wrapped(words, room, LABEL_SIZE)
    if width_of(words, LABEL_SIZE) <= room:
        return [words]
    half = (len(words) + 1) // 2  # Chinese breaks anywhere, and reads best in even halves
    while words[half : half + 1] in _NEVER_FIRST:
        half += 1
    return [words[:half], words[half:]]


def _station(x: float, station: Station, lang: Lang, *, room: float, down: float) -> SafeString:
    lines = _lines(station, lang, room)
    top = LINE_AT + 38 + down
    spans = [
        el("tspan", words, x=x, y=top + 15 * index, class_="stage-name")
        for index, words in enumerate(lines)
    ]
    when = el(
        "tspan", say(station.when, lang), x=x, y=top + 15 * len(lines) + 3, class_="stage-when"
    )
    refused = ""
    if station.refused:
        refused = rect(x - 4, LINE_AT - 30, 8, 8, "f-surface s-ink", rx=1, stroke_width=1.5)
    return join(
        (
            line((x, LINE_AT + 24), (x, top - 13), "s-line", stroke_width=1) if down else "",
            refused,
            _mark(x, LINE_AT, station.state),
            el("text", *spans, when, class_=f"stage stage-{station.state}", text_anchor="middle"),
        )
    )


def _names(given: Sequence[Station], xs: Sequence[float], lang: Lang) -> tuple[SafeString, float]:
    """Marks and names of all stations, and how far down they reach."""
    pitch = WIDTH / max(1, len(given))
    staggered = _staggered(given, lang, pitch)
    room = (1.85 if staggered else 1) * pitch - _GAP
    height = 15 * max((len(_lines(each, lang, room)) for each in given), default=1) + 22
    drawn = [
        _station(x, each, lang, room=room, down=height if staggered and index % 2 else 0)
        for index, (x, each) in enumerate(zip(xs, given, strict=True))
    ]
    return join(drawn), LINE_AT + 24 + height * (2 if staggered else 1)


def stages(given: Sequence[Station], lang: Lang) -> SafeString:
    """The whole line with names and days, and under it what the stations that wait lack."""
    pitch = WIDTH / max(1, len(given))
    xs = [pitch * (index + 0.5) for index in range(len(given))]
    pauses = [
        _pause(xs[index] - pitch * 0.42, LINE_AT, say(station.paused, lang))
        for index, station in enumerate(given)
        if say(station.paused, lang)
    ]
    note = say(("这一阶段有过拒绝", "a refusal happened here"), lang)
    refused = any(station.refused for station in given)
    key = (
        join(
            (
                rect(10, 10, 8, 8, "f-surface s-ink", rx=1, stroke_width=1.5),
                text(26, 18.5, note, "stage-note"),
            )
        )
        if refused
        else ""
    )
    names, low = _names(given, xs, lang)
    waits = [
        block(x, each.name, each.lacks, lang)
        for x, each in zip(xs, given, strict=True)
        if each.lacks
    ]
    told, foot = blocks(waits, low, WIDTH)
    return figure(
        (WIDTH, foot),
        stages_title(given, lang),
        key,
        _track(xs, LINE_AT, given),
        names,
        told,
        *pauses,
        class_="stages",
    )


def told_on_a_phone(given: Sequence[Station]) -> tuple[Station, ...]:
    """The last one done, the current one and all that come."""
    first = next(
        (i for i, station in enumerate(given) if station.state is not StationState.DONE), len(given)
    )
    return tuple(given[max(0, first - 1) :])


def _lacks(station: Station, lang: Lang) -> SafeString:
    """What is missing and who brings it, under the name of the station."""
    rows = [
        el("li", say(one.what, lang), " ", el("span", say(one.who, lang), class_="block-who"))
        for one in station.lacks
    ]
    return el("ul", *rows, class_="stage-lacks") if rows else join(())


def _row(station: Station, lang: Lang) -> SafeString:
    if station.state is StationState.CLOSED:
        mark = door(DoorState.CLOSED, station.name, lang, titled=False)
    else:
        mark = figure((28, 28), "", _mark(14, 14, station.state), class_="stage-mark")
    return el(
        "li",
        mark,
        el("span", say(station.name, lang), class_="stage-name"),
        el("span", say(station.when, lang), class_="stage-when"),
        _lacks(station, lang),
        class_=f"stage-row stage-row-{station.state}",
    )


def stages_small(given: Sequence[Station], lang: Lang) -> SafeString:
    """For a phone: the dots alone, then rows for the last, the current and the coming."""
    xs = [10 + 19 * index for index in range(len(given))]
    line_of_dots = figure(
        (19 * len(given) + 4, 40),
        stages_title(given, lang),
        _track(xs, 20, given),
        *(_mark(x, 20, station.state, 0.72) for x, station in zip(xs, given, strict=True)),
        class_="stages-dots",
    )
    rows = [_row(station, lang) for station in told_on_a_phone(given)]
    return el("div", line_of_dots, el("ol", *rows, class_="stage-rows"), class_="stages-small")


def stages_table(given: Sequence[Station], lang: Lang) -> FigureTable:
    """Every station with its state, in order."""
    heads = (
        ("阶段", "stage"),
        ("状态", "state"),
        ("日期", "day"),
        ("拒绝", "refusal"),
        ("中止", "paused"),
        ("还缺", "missing"),
    )
    rows = tuple(
        (
            say(station.name, lang),
            say(STATION_WORDS[station.state], lang),
            say(station.when, lang),
            say(("有过", "yes") if station.refused else ("没有", "no"), lang),
            say(station.paused, lang),
            say(("；", "; "), lang).join(say(one.what, lang) for one in station.lacks),
        )
        for station in given
    )
    return FigureTable(stages_title(given, lang), tuple(say(head, lang) for head in heads), rows)
