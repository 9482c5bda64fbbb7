"""Elements as safe text, the words beside them, and the table every figure can be read as.

A figure is one ``<svg>`` with a ``<title>`` in the language asked.  Geometry stands in attributes,
in CSS px of the design; colour comes from classes (``figures.css``).  Nothing has an id, so the
same figure can stand on a page twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from shoumi.core.messages import Both

Point = tuple[float, float]
Value = str | float | None

NONE: Both = ("", "")
WIDE_FROM = "\u2e80"  # from here on a character takes the whole em


@dataclass(frozen=True, slots=True)
class FigureTable:
    """What a figure shows, in its order: ``columns`` and ``rows`` of as many cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, no negative nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def el(tag: str, *children: str, **attributes: Value) -> SafeString:
    """One element.  ``class_`` gives ``class``, ``stroke_width`` gives ``stroke-width``; an
    attribute that is None is left out; children that are not safe are escaped."""
    parts = []
    for name, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else number(value)
        parts.append(f' {name.rstrip("_").replace("_", "-")}="{conditional_escape(text)}"')
    inner = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{tag}{''.join(parts)}>{inner}</{tag}>")  # noqa: S308 - all of it escaped


def join(parts: Iterable[str]) -> SafeString:
    """Many elements in a row."""
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308


def figure(
    size: tuple[float, float],
    title: str,
    *children: str,
    class_: str = "",
    linked: bool = False,
    drawn: float = 1.0,
) -> SafeString:
    """The ``<svg>`` around a figure, ``drawn`` times as large as its units.

    Without a title it is decoration beside words and hidden from readers.  What holds links is a
    group: the children of an image cannot be reached.
    """
    width, height = size
    role = None if not title else "group" if linked else "img"
    return el(
        "svg",
        el("title", title) if title else "",
        *children,
        class_=f"fig {class_}".strip(),
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width * drawn,
        height=height * drawn,
        role=role,
        aria_hidden=None if title else "true",
        focusable="false",
    )


def circle(cx: float, cy: float, r: float, class_: str, **more: Value) -> SafeString:
    return el("circle", cx=cx, cy=cy, r=r, class_=class_, **more)


def line(start: Point, end: Point, class_: str, **more: Value) -> SafeString:
    return el("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_, **more)


def rect(x: float, y: float, width: float, height: float, class_: str, **more: Value) -> SafeString:
    return el("rect", x=x, y=y, width=width, height=height, class_=class_, **more)


def path(d: str, class_: str, **more: Value) -> SafeString:
    return el("path", d=d, class_=class_, **more)


def text(x: float, y: float, words: str, class_: str, **more: Value) -> SafeString:
    return el("text", words, x=x, y=y, class_=class_, **more)


def points(shape: Sequence[Point]) -> str:
    """A closed polygon as path data."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in shape) + "Z"


def pie(cx: float, cy: float, r: float, share: float) -> str:
    """Path data of a slice from twelve o'clock, clockwise; ``share`` above 0 and below 1."""
    turn = 2 * math.pi * share
    x, y = cx + r * math.sin(turn), cy - r * math.cos(turn)
    large = int(share > 0.5)
    return (
        f"M{number(cx)} {number(cy)}V{number(cy - r)}"
        f"A{number(r)} {number(r)} 0 {large} 1 {number(x)} {number(y)}Z"
    )


def _inside(shape: Sequence[Point], origin: Point, along: Point) -> tuple[float, float] | None:
    """Where the line ``origin + t * along`` is inside a convex shape (clockwise on the screen)."""
    first, last = -math.inf, math.inf
    for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True):
        normal = (by - ay, ax - bx)
        slope = normal[0] * along[0] + normal[1] * along[1]
        gap = normal[0] * (ax - origin[0]) + normal[1] * (ay - origin[1])
        if abs(slope) < 1e-9:
            if gap < 0:
                return None
        elif slope > 0:
            last = min(last, gap / slope)
        else:
            first = max(first, gap / slope)
    return (first, last) if last - first > 1e-6 else None


def hatch(shape: Sequence[Point], step: float) -> str:
    """Path data of strokes at 45° that fill a convex shape, ``step`` px apart.

    The corners run clockwise as seen on the screen.  Drawn, not a pattern: a pattern needs an id.
    """
    sums = [x + y for x, y in shape]
    half = math.sqrt(0.5)
    data = []
    offset = min(sums) + step * half
    while offset < max(sums):
        origin = (offset / 2, offset / 2)
        cut = _inside(shape, origin, (half, -half))
        if cut is not None:
            ends = [(origin[0] + t * half, origin[1] - t * half) for t in cut]
            data.append("M" + "L".join(f"{number(x)} {number(y)}" for x, y in ends))
        offset += step / half
    return "".join(data)


def width_of(words: str, size: float) -> float:
    """Roughly how many px a text takes: a Chinese character one em, another 0.56."""
    return sum(size if letter >= WIDE_FROM else 0.56 * size for letter in words)


def wrapped(words: str, room: float, size: float) -> list[str]:
    """Lines at most ``room`` px wide where the words allow it."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
