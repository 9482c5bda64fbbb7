"""What keeps a transfer where it is: under a station, the conditions it lacks and who brings them.

One block a station, led to it by a line.  Blocks stand to the right of their lines where there is
room and to the left where there is not, stacked so that no line crosses the words of another;
where neither side has room they stand in a column without lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import circle, el, join, number, width_of
from shoumi.core.messages import Both, Lang

SIZE, LEADING = 12.5, 19.0
_ASIDE, _GAP = 14.0, 12.0
# More than these a drawing cannot hold; the panel below has them all.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Lack:
    """One condition that does not hold yet, and who can make it hold."""

    what: Both
    who: Both


@dataclass(frozen=True, slots=True)
class Block:
    """``x`` of its station in px; ``rows`` of what is missing and who brings it."""

    x: float
    head: str
    rows: tuple[tuple[str, str], ...]

    def width(self) -> float:
        told = (self.head, *(f"{what}  {who}" for what, who in self.rows))
        return max(width_of(one, SIZE) for one in told)

    def height(self) -> float:
        return LEADING * (1 + len(self.rows))


def lack_words(name: Both, lacks: Sequence[Lack], lang: Lang) -> str:
    """``数据交接还缺 2 项``: which station waits, and for how many conditions."""
    n = len(lacks)
    return say((f"{name[0]}还缺 {n} 项", f"{name[1]} lacks {n}"), lang)


def block(x: float, name: Both, lacks: Sequence[Lack], lang: Lang) -> Block:
    """The block of one station at ``x`` px."""
    rows = [(say(one.what, lang), say(one.who, lang)) for one in lacks[:_MOST]]
    more = len(lacks) - _MOST
    if more > 0:
        rows.append((say((f"另有 {more} 项，见下", f"{more} more below"), lang), ""))
    return Block(x, lack_words(name, lacks, lang), tuple(rows))


def blocks(given: Sequence[Block], top: float, width: float) -> tuple[SafeString, float]:
    """All blocks from ``top`` px on, in a drawing ``width`` px wide, and where they end."""
    if not given:
        return join(()), top
    widest = _ASIDE + max(one.width() for one in given)
    aside = 0.0
    if all(one.x + widest <= width for one in given):
        aside = _ASIDE
    elif all(one.x >= widest for one in given):
        aside = -_ASIDE
    ordered = sorted(given, key=lambda one: one.x, reverse=aside > 0)
    drawn, y = [], top + _GAP
    for one in ordered:
        drawn += [_line(one.x, top, y + LEADING / 2, aside)] if aside else []
        drawn.append(_words(one, one.x + aside if aside else 0, y, "end" if aside < 0 else "start"))
        y += one.height() + _GAP
    return join(drawn), y


def _line(x: float, top: float, foot: float, aside: float) -> SafeString:
    """From the station at ``x`` down, and a little aside to the words."""
    path = f"M{number(x)} {number(top)}V{number(foot)}h{number(aside / 2)}"
    end = circle(x + aside / 2, foot, 2.6, "f-cinfill")
    return join((el("path", d=path, class_="s-cinfill", stroke_width=1.2), end))


def _words(one: Block, x: float, y: float, anchor: str) -> SafeString:
    lines = [el("tspan", one.head, x=x, y=y + 14, class_="block-head")]
    for index, (what, who) in enumerate(one.rows, 1):
        lines.append(el("tspan", what, x=x, y=y + 14 + LEADING * index))
        if who:
            lines.append(el("tspan", who, dx=8, class_="block-who"))
    return el("text", *lines, class_="block", text_anchor=anchor)
