"""What goes from where to whom: names on the left, ways to names on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.messages.text import number as told
from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import FigureTable, figure, number, path, rect, text
from shoumi.core.messages import Both, Lang

WIDTH, ROW = 620.0, 34.0
LEFT, RIGHT = 190.0, 430.0  # where ways begin and end
_THIN, _THICK = 1.5, 12.0


@dataclass(frozen=True, slots=True)
class Flow:
    """``count`` things that go from ``source`` to ``target``, at least one."""

    source: Both
    target: Both
    count: int


def flows_title(given: Sequence[Flow], lang: Lang) -> str:
    """One sentence: how many ways between how many places."""
    if not given:
        return say(("没有流向。", "Nothing flows."), lang)
    sources, targets = len({one.source for one in given}), len({one.target for one in given})
    words: Both = (
        f"{len(given)} 条流向，从 {sources} 处到 {targets} 处。",
        f"Ways: {len(given)}, from places: {sources}, to places: {targets}.",
    )
    return say(words, lang)


def flows(given: Sequence[Flow], lang: Lang) -> SafeString:
    """A way for each, as thick as what goes along it; names in the order in which they come."""
    sources, targets = (
        _places([one.source for one in given]),
        _places([one.target for one in given]),
    )
    most = max((one.count for one in given), default=1)
    drawn = []
    for one in given:
        start, end = sources[one.source], targets[one.target]
        width = _THIN + (_THICK - _THIN) * one.count / most
        middle = (LEFT + RIGHT) / 2
        bend = (
            f"M{number(LEFT)} {number(start)}C{number(middle)} {number(start)} "
            f"{number(middle)} {number(end)} {number(RIGHT)} {number(end)}"
        )
        drawn.append(path(bend, "s-jade", stroke_width=width, stroke_opacity=0.45))
    for place, words, at, anchor in (
        (sources, LEFT - 12, LEFT - 6, "end"),
        (targets, RIGHT + 12, RIGHT, "start"),
    ):
        for name, foot in place.items():
            drawn.append(rect(at, foot - 9, 6, 18, "f-ink", rx=1))
            drawn.append(text(words, foot + 4, say(name, lang), "span-name", text_anchor=anchor))
    size = (WIDTH, ROW * max(len(sources), len(targets)) + 8)
    return figure(size, flows_title(given, lang), *drawn, class_="spans")


def _places(names: Sequence[Both]) -> Mapping[Both, float]:
    return {name: ROW * place + ROW / 2 for place, name in enumerate(dict.fromkeys(names))}


def flows_table(given: Sequence[Flow], lang: Lang) -> FigureTable:
    """Each with how much goes along it, in the same order."""
    heads = (("从", "from"), ("到", "to"), ("字段", "fields"))
    rows = tuple((say(one.source, lang), say(one.target, lang), told(one.count)) for one in given)
    return FigureTable(flows_title(given, lang), tuple(say(head, lang) for head in heads), rows)
