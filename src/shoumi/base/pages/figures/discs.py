"""The jade disc: 63 demands as cells in 20 groups, whole or not whole.

Three forms for three widths: ``WIDE`` has the names of the chapters and hairlines from those that
lapsed to notes beside the disc, ``PLAIN`` the names, ``SMALL`` their numbers only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import combinations

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.cells import (
    INNER,
    OUTER,
    DiscCell,
    Place,
    drawn,
    layout,
    polar,
    sector,
)
from shoumi.base.pages.figures.states import state_word
from shoumi.base.pages.figures.svg import (
    FigureTable,
    Point,
    circle,
    el,
    figure,
    join,
    number,
    path,
    text,
    width_of,
)
from shoumi.core import handbook
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import ControlState

LAPSED = (ControlState.FAIL, ControlState.STALE)
_LASTING = (ControlState.PASS, ControlState.PARTIAL, ControlState.ATTESTED)
LABEL_AT = 232.0
SMALL_LABEL_AT = 238.0
LABEL_SIZE = 13.0
NUMBER_SIZE = 11.0
LABEL_GAP = 4.0
LABEL_ROOM = 6.0
# Where a note beside the wide disc meets its hairline: x, then y by slot.
SLOTS = {"l": (244.0, (38.0, 212.0, 443.0)), "r": (904.0, (306.0, 450.0))}
LANE = 6.0
FIRST_LANE = 8.0
CORNER = 4


class Form(StrEnum):
    WIDE = "wide"
    PLAIN = "plain"
    SMALL = "small"


SIZES: dict[Form, tuple[float, float]] = {
    Form.WIDE: (1144, 592),
    Form.PLAIN: (720, 520),
    Form.SMALL: (500, 500),
}


@dataclass(frozen=True, slots=True)
class _Label:
    """Where the name of a chapter stands; ``end`` is where a hairline starts."""

    chapter: int
    at: Point
    anchor: str
    end: Point


def _worst(cells: Sequence[DiscCell]) -> dict[int, ControlState]:
    worst: dict[int, ControlState] = {}
    for cell in cells:
        if cell.state in LAPSED and worst.get(cell.chapter) is not ControlState.FAIL:
            worst[cell.chapter] = cell.state
    return worst


def _short(chapter: int) -> Both:
    """So that they fit around the disc: the handbook's own names are longer."""
    return handbook.chapters()[chapter - 1].short


def _label(chapter: int, place: Place, lang: Lang) -> _Label:
    """In the frame of the centre.  Beside the disc a name starts or ends at its place; above and
    below the disc it is centred, clear of the dot of a cell that lapses soon."""
    x, y = polar(place.middle, LABEL_AT)
    words, digits = say(_short(chapter), lang), str(chapter)
    room = width_of(words, LABEL_SIZE) + LABEL_GAP + width_of(digits, NUMBER_SIZE)
    if abs(x) < 26:
        x, y = polar(place.middle, LABEL_AT + 8)
        end = x - room / 2 - LABEL_ROOM if x < 0 else x + room / 2 + LABEL_ROOM
        return _Label(chapter, (x, y + 4.5), "middle", (end, y))
    if x > 0:
        return _Label(chapter, (x, y + 4.5), "start", (x + room + LABEL_ROOM, y))
    return _Label(chapter, (x, y + 4.5), "end", (x - room - LABEL_ROOM, y))


def _labels(middles: dict[int, Place], lang: Lang) -> list[_Label]:
    return [_label(chapter, place, lang) for chapter, place in middles.items()]


def _lapse_class(state: ControlState | None) -> str:
    if state is None:
        return ""
    return " disc-fails" if state is ControlState.FAIL else " disc-lapsed"


def _name(label: _Label, state: ControlState | None, lang: Lang) -> SafeString:
    """Number first on the right of the disc, last on the left."""
    mark = _lapse_class(state)
    digits = el("tspan", str(label.chapter), class_="disc-number")
    words = el("tspan", say(_short(label.chapter), lang))
    gap = {"dx": number(LABEL_GAP)}
    if label.anchor == "end":
        digits = el("tspan", str(label.chapter), class_="disc-number", **gap)
        inner = join((words, digits))
    else:
        words = el("tspan", say(_short(label.chapter), lang), **gap)
        inner = join((digits, words))
    return text(*label.at, inner, f"disc-label{mark}", text_anchor=label.anchor)


def _small_name(chapter: int, place: Place, state: ControlState | None) -> SafeString:
    mark = _lapse_class(state)
    x, y = polar(place.middle, SMALL_LABEL_AT)
    return text(x, y + 6, str(chapter), f"disc-label disc-label-small{mark}", text_anchor="middle")


def lapsed(cells: Sequence[DiscCell]) -> tuple[DiscCell, ...]:
    """The cells that need a note, those that fail first."""
    return tuple(cell for state in LAPSED for cell in cells if cell.state is state)


def _sides(cells: Sequence[DiscCell], lang: Lang) -> dict[str, list[tuple[DiscCell, _Label]]]:
    """Cells that need a note with the label of their chapter, by side, from the top down."""
    labels = {label.chapter: label for label in _labels(layout(cells)[1], lang)}
    sides: dict[str, list[tuple[DiscCell, _Label]]] = {"l": [], "r": []}
    for cell in cells:
        if cell.state in LAPSED:
            label = labels[cell.chapter]
            sides["l" if label.at[0] < 0 else "r"].append((cell, label))
    for pairs in sides.values():
        pairs.sort(key=lambda pair: pair[1].end[1])
    return sides


def _bend(pairs: Sequence[tuple[DiscCell, _Label]], ys: Sequence[float]) -> float:
    """How far hairlines go up and down in all, when the notes of these stand at ``ys``."""
    middle = SIZES[Form.WIDE][1] / 2
    return sum(abs(y - middle - label.end[1]) for y, (_, label) in zip(ys, pairs, strict=True))


def slots(cells: Sequence[DiscCell], lang: Lang) -> dict[str, str]:
    """Demand id to the slot of its note beside the wide disc: ``l1`` to ``l3``, ``r1``, ``r2``.

    Empty when they do not all fit, or nothing lapsed: then notes are a list below.
    """
    found: dict[str, str] = {}
    for side, pairs in _sides(cells, lang).items():
        ys = SLOTS[side][1]
        if len(pairs) > len(ys):
            return {}
        best = min(combinations(ys, len(pairs)), key=partial(_bend, pairs))
        for y, (cell, _) in zip(best, pairs, strict=True):
            found[cell.id] = f"{side}{ys.index(y) + 1}"
    return found


def _hairline(start: Point, lane: float, end: Point) -> str:
    """From a note along, up or down in its lane, along to the label, with round corners."""
    (x, y), (tx, ty) = start, end
    way, turn = (1 if lane > x else -1), (1 if ty > y else -1)
    if abs(ty - y) < 2:
        return f"M{number(x)} {number(y)}H{number(tx)}"
    if abs(ty - y) < 12:
        near, far = number(lane - 5 * way), number(lane + 5 * way)
        bend = f"C{number(lane)} {number(y)} {number(lane)} {number(ty)} {far} {number(ty)}"
        return f"M{number(x)} {number(y)}H{near}{bend}H{number(tx)}"
    across, down = CORNER * way, CORNER * turn
    return (
        f"M{number(x)} {number(y)}H{number(lane - across)}"
        f"q{across} 0 {across} {down}V{number(ty - down)}"
        f"q0 {down} {across} {down}H{number(tx)}"
    )


def _hairlines(cells: Sequence[DiscCell], lang: Lang) -> SafeString:
    """Lanes are taken so that no two hairlines cross: see the order of ``deeper``."""
    places = slots(cells, lang)
    cx, cy = SIZES[Form.WIDE][0] / 2, SIZES[Form.WIDE][1] / 2
    drawn_lines = []
    for side, pairs in _sides(cells, lang).items():
        x, ys = SLOTS[side]
        way = 1 if side == "l" else -1
        noted = [
            (cell, (x, ys[int(places[cell.id][1]) - 1]), (cx + label.end[0], cy + label.end[1]))
            for cell, label in pairs
            if cell.id in places
        ]
        down = [start[1] < end[1] for _, start, end in noted]
        for index, (cell, start, end) in enumerate(noted):
            # Going down, the upper one turns last; going up, the lower one does.
            deeper = sum(down[index + 1 :]) if down[index] else index - sum(down[:index])
            lane = x + way * (FIRST_LANE + LANE * deeper)
            paint = "cin" if cell.state is ControlState.FAIL else "och"
            drawn_lines.append(
                path(_hairline(start, lane, end), f"f-none s-{paint}", stroke_width=1)
            )
            drawn_lines.append(circle(*start, 2.6, f"f-{paint}"))
    return join(drawn_lines)


def cell_title(cell: DiscCell, lang: Lang) -> str:
    """``13.2 恢复测试：过期``."""
    said = (
        f"{cell.id} {say(cell.name, lang)}{say(('：', ': '), lang)}{state_word(cell.state, lang)}"
    )
    if cell.state in _LASTING and cell.left < 1:
        share = round(100 * max(0.0, cell.left))
        said += say((f"，有效期还剩 {share} %", f", {share} % of its validity left"), lang)
    if cell.soon:
        said += say(("，两周内失效", ", lapses within two weeks"), lang)
    reason = say(cell.reason, lang)
    return f"{said}{say(('，', ', '), lang)}{reason}" if reason else said


def _cell(cell: DiscCell, place: Place, lang: Lang, *, first: bool) -> SafeString:
    inner = join((el("title", cell_title(cell, lang)), drawn(cell, place.width)))
    turn = f"rotate({number(place.middle)})"
    if not cell.href:
        return el("g", inner, class_="disc-cell", transform=turn)
    ring = path(sector(INNER - 3, OUTER + 3, place.width + 1), "disc-focus")
    return el(
        "a",
        inner,
        ring,
        class_="disc-cell",
        transform=turn,
        href=cell.href,
        tabindex="0" if first else "-1",
    )


def counts(cells: Sequence[DiscCell]) -> dict[ControlState, int]:
    """How many are in each state, every state named."""
    found = Counter(cell.state for cell in cells)
    return {state: found[state] for state in ControlState}


def disc_title(cells: Sequence[DiscCell], lang: Lang) -> str:
    """One sentence with every count that is not nought."""
    told = [f"{n} {state_word(s, lang)}" for s, n in counts(cells).items() if n]
    zh = [f"{n} 项{state_word(s, 'zh')}" for s, n in counts(cells).items() if n]
    return say(
        (f"{len(cells)} 项要求：{'，'.join(zh)}。", f"{len(cells)} demands: {', '.join(told)}."),
        lang,
    )


def _centre(cells: Sequence[DiscCell], lang: Lang) -> SafeString:
    found = counts(cells)
    chapters = len({cell.chapter for cell in cells})
    lead = (f"{chapters} 章 {len(cells)} 项", f"{len(cells)} demands")
    partial, attested = found[ControlState.PARTIAL], found[ControlState.ATTESTED]
    in_part = (f"{partial} 项部分成立", f"{partial} hold in part")
    more = (f"{attested} 项已声明", f"{attested} attested")
    return join(
        (
            circle(0, 0, INNER - 9, "f-none s-line", stroke_width=1),
            text(0, -62, say(lead, lang), "disc-lead", text_anchor="middle"),
            text(0, 12, str(found[ControlState.PASS]), "disc-count", text_anchor="middle"),
            text(
                0, 38, say(("项完全成立", "hold in full"), lang), "disc-lead", text_anchor="middle"
            ),
            text(0, 58, say(in_part, lang), "disc-more", text_anchor="middle") if partial else "",
            text(0, 76, say(more, lang), "disc-more", text_anchor="middle") if attested else "",
        )
    )


def disc(cells: Sequence[DiscCell], lang: Lang, form: Form = Form.WIDE) -> SafeString:
    """The disc; cells come in the order of the handbook."""
    places, middles = layout(cells)
    worst = _worst(cells)
    if form is Form.SMALL:
        names = [_small_name(c, place, worst.get(c)) for c, place in middles.items()]
    else:
        names = [_name(label, worst.get(label.chapter), lang) for label in _labels(middles, lang)]
    # What is knocked out lies above its neighbours.
    order = sorted(range(len(cells)), key=lambda index: cells[index].state is ControlState.FAIL)
    first = next((index for index in range(len(cells)) if cells[index].href), -1)
    shapes = [_cell(cells[i], places[i], lang, first=i == first) for i in order]
    width, height = SIZES[form]
    middle = f"translate({number(width / 2)} {number(height / 2)})"
    return figure(
        SIZES[form],
        disc_title(cells, lang),
        _hairlines(cells, lang) if form is Form.WIDE else "",
        el("g", _centre(cells, lang), *names, *shapes, transform=middle),
        class_=f"disc disc-{form}",
        linked=any(cell.href for cell in cells),
    )


def _left_words(cell: DiscCell) -> str:
    """Only what holds, or was attested, has validity left."""
    if cell.state not in _LASTING:
        return "—"
    return f"{round(100 * max(0.0, min(cell.left, 1.0)))} %"


def disc_table(cells: Sequence[DiscCell], lang: Lang) -> FigureTable:
    """Every demand with its state, in the order of the disc."""
    heads = (
        ("要求", "demand"),
        ("状态", "state"),
        ("有效期还剩", "validity left"),
        ("两周内失效", "soon"),
    )
    rows = tuple(
        (
            f"{cell.id} {say(cell.name, lang)}",
            state_word(cell.state, lang),
            _left_words(cell),
            say(("是", "yes") if cell.soon else ("否", "no"), lang),
        )
        for cell in cells
    )
    return FigureTable(disc_title(cells, lang), tuple(say(head, lang) for head in heads), rows)
