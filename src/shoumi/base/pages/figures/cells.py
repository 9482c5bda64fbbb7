"""The cells of the disc: where each stands and how each state is drawn.

A cell is drawn upright about the centre of the disc and turned into place.  Lengths are CSS px of
the design, angles degrees clockwise from twelve o'clock.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.pages.figures.svg import (
    NONE,
    Point,
    circle,
    hatch,
    join,
    line,
    number,
    path,
    points,
    rect,
)
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState

INNER, OUTER = 116.0, 214.0
CELL_GAP, CHAPTER_GAP = 0.5, 2.9
LEAST_LEFT = 0.16
RIM = 3.0
KNOCKED_OUT = 8.0
SOON_AT = OUTER + 9


@dataclass(frozen=True, slots=True)
class DiscCell:
    """One demand on the disc.

    ``chapter``  1 to 20; the cells of a chapter follow one another
    ``left``     share of its validity left, 0 to 1
    ``soon``     lapses within 14 days
    ``href``     its page; empty makes no link
    """

    id: str
    chapter: int
    name: Both
    state: ControlState
    left: float = 1.0
    soon: bool = False
    href: str = ""
    reason: Both = NONE


@dataclass(frozen=True, slots=True)
class Place:
    """``middle`` of a cell or a chapter and the ``width`` of a cell, in degrees."""

    middle: float
    width: float


def layout(cells: Sequence[DiscCell]) -> tuple[tuple[Place, ...], dict[int, Place]]:
    """Where each cell stands, and where each chapter has its middle."""
    chapters = list(dict.fromkeys(cell.chapter for cell in cells))
    gaps = CHAPTER_GAP * len(chapters) + CELL_GAP * (len(cells) - len(chapters))
    width = (360 - gaps) / max(1, len(cells))
    places: list[Place] = []
    spans: dict[int, list[float]] = {}
    at = CHAPTER_GAP / 2
    for index, cell in enumerate(cells):
        if index:
            at += CELL_GAP if cells[index - 1].chapter == cell.chapter else CHAPTER_GAP
        places.append(Place(at + width / 2, width))
        spans.setdefault(cell.chapter, []).append(at + width / 2)
        at += width
    middles = {
        chapter: Place((spans[chapter][0] + spans[chapter][-1]) / 2, width) for chapter in chapters
    }
    return tuple(places), middles


def polar(angle: float, radius: float) -> Point:
    turn = math.radians(angle)
    return radius * math.sin(turn), -radius * math.cos(turn)


def sector(inner: float, outer: float, width: float) -> str:
    """Path data of an upright piece of a ring, clockwise from its lower left corner."""
    (ax, ay), (bx, by) = polar(-width / 2, inner), polar(-width / 2, outer)
    return (
        f"M{number(ax)} {number(ay)}L{number(bx)} {number(by)}"
        f"A{number(outer)} {number(outer)} 0 0 1 {number(-bx)} {number(by)}"
        f"L{number(-ax)} {number(ay)}"
        f"A{number(inner)} {number(inner)} 0 0 0 {number(ax)} {number(ay)}Z"
    )


def _corners(inner: float, outer: float, width: float) -> tuple[Point, ...]:
    half = width / 2
    return polar(-half, inner), polar(-half, outer), polar(half, outer), polar(half, inner)


def _holds(cell: DiscCell, width: float) -> SafeString:
    """Dark jade for the validity left, never less than a sixth, within a whole rim."""
    left = max(LEAST_LEFT, min(cell.left, 1.0))
    reach = INNER + (OUTER - INNER) * left
    if reach > OUTER - RIM - 1:
        return path(sector(INNER, OUTER, width), "f-jade")
    return join(
        (
            path(sector(INNER, OUTER, width), "f-soft"),
            path(sector(INNER, reach, width), "f-jade"),
            path(sector(OUTER - RIM, OUTER, width), "f-jade"),
        )
    )


def _in_part(cell: DiscCell, width: float) -> SafeString:
    """The inner half of what holds, in the outline of the whole."""
    outline = sector(INNER + 0.6, OUTER - 0.6, width - 0.35)
    return join(
        (
            path(outline, "f-surface s-jade", stroke_width=1.2),
            path(sector(INNER, (INNER + OUTER) / 2, width), "f-jade"),
        )
    )


def _attested(cell: DiscCell, width: float) -> SafeString:
    """Somebody's word, not a check: an outline, light inside, the square of a seal at its head."""
    left = max(LEAST_LEFT, min(cell.left, 1.0))
    head = OUTER - 18
    reach = INNER + (head - INNER) * left
    side = 6.0
    return join(
        (
            path(
                sector(INNER + 0.6, OUTER - 0.6, width - 0.35), "f-surface s-jade", stroke_width=1.2
            ),
            path(sector(INNER + 2, reach, width - 1.3), "f-soft"),
            rect(-side / 2, -OUTER + 6, side, side, "f-jade"),
        )
    )


def _lapsed(cell: DiscCell, width: float) -> SafeString:
    box = path(sector(INNER, OUTER, width), "f-ochwash s-och", stroke_width=1.2)
    lines = hatch(_corners(INNER, OUTER, width), 5)
    return join((box, path(lines, "s-ochfill", stroke_width=1.8)))


def _fails(cell: DiscCell, width: float) -> SafeString:
    """A chip knocked out of the disc: a straight-edged piece, shifted outwards, crossed."""
    corners = _corners(INNER + KNOCKED_OUT, OUTER + KNOCKED_OUT, width)
    middle = -(INNER + OUTER) / 2 - KNOCKED_OUT
    cross = f"M-5 {number(middle - 5)}l10 10M5 {number(middle - 5)}l-10 10"
    return join(
        (
            path(points(corners), "f-cinwash s-cinfill", stroke_width=1.4),
            path(cross, "s-cinfill", stroke_width=1.8),
        )
    )


def _does_not_apply(cell: DiscCell, width: float) -> SafeString:
    start, end = (0.0, -INNER - 1), (0.0, -OUTER + 1)
    return line(start, end, "s-na", stroke_width=2, stroke_dasharray="0 5", stroke_linecap="round")


def _not_in_place(cell: DiscCell, width: float) -> SafeString:
    shape = sector(INNER + 1, OUTER - 1, width - 0.6)
    return path(shape, "f-none s-line2", stroke_width=1.2, stroke_dasharray="1.6 2.6")


_DRAWN: dict[ControlState, Callable[[DiscCell, float], SafeString]] = {
    ControlState.PASS: _holds,
    ControlState.PARTIAL: _in_part,
    ControlState.ATTESTED: _attested,
    ControlState.STALE: _lapsed,
    ControlState.FAIL: _fails,
    ControlState.NOT_APPLICABLE: _does_not_apply,
    ControlState.NOT_BUILT: _not_in_place,
}


def drawn(cell: DiscCell, width: float) -> SafeString:
    """One cell upright, with a dot outside when it lapses soon."""
    dot = circle(0, -SOON_AT, 2.6, "f-ochfill") if cell.soon else ""
    return join((_DRAWN[cell.state](cell, width), dot))
