"""The matrix of an impact assessment: where each risk stood, and where its measures bring it.

Rows are impacts, the worst on top; columns likelihoods, rising to the right.  A hollow ring is a
risk before its measures, a disc what is left of it, both with its number; a line joins the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import (
    FigureTable,
    Point,
    circle,
    el,
    figure,
    hatch,
    join,
    line,
    path,
    rect,
    text,
)
from shoumi.core import risk
from shoumi.core.messages import Both, Lang
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import RiskGrade

LEFT, TOP = 60.0, 8.0
CELL, TALL = 96.0, 66.0
RADIUS = 8.5
A_ROW, MOST = 4, 8  # marks that a cell has room for
GRADE_WORDS: dict[RiskGrade, Both] = {
    RiskGrade.LOW: ("低", "low"),
    RiskGrade.MEDIUM: ("中", "medium"),
    RiskGrade.HIGH: ("高", "high"),
    RiskGrade.SEVERE: ("严重", "severe"),
}
IMPACT_WORDS: dict[Impact, Both] = {
    Impact.LOW: ("低", "low"),
    Impact.MEDIUM: ("中", "medium"),
    Impact.HIGH: ("高", "high"),
    Impact.SEVERE: ("严重", "severe"),
}
LIKELIHOOD_WORDS: dict[Likelihood, Both] = {
    Likelihood.LOW: ("低", "low"),
    Likelihood.MEDIUM: ("中", "medium"),
    Likelihood.HIGH: ("高", "high"),
    Likelihood.VERY_HIGH: ("很高", "very high"),
}
_PAINT: dict[RiskGrade, str] = {
    RiskGrade.LOW: "f-surface",
    RiskGrade.MEDIUM: "f-jadewash",
    RiskGrade.HIGH: "f-cinwash",
    RiskGrade.SEVERE: "f-cinwash",
}
Square = tuple[Impact, Likelihood]


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """``before`` any measure and ``after``: impact and likelihood."""

    name: Both
    before: Square
    after: Square


def matrix_title(given: Sequence[RiskPoint], lang: Lang) -> str:
    """One sentence: how many risks, the worst before and after."""
    if not given:
        return say(("还没有风险。", "No risk yet."), lang)
    before = say(GRADE_WORDS[_worst([each.before for each in given])], lang)
    after = say(GRADE_WORDS[_worst([each.after for each in given])], lang)
    words: Both = (
        f"{len(given)} 项风险，最高是“{before}”，采取措施后是“{after}”。",
        f"Risks: {len(given)}; the worst is {before}, with its measures {after}.",
    )
    return say(words, lang)


def _worst(squares: Sequence[Square]) -> RiskGrade:
    return risk.worst(*(risk.grade(*square) for square in squares))


def _corner(square: Square) -> Point:
    row = len(Impact) - 1 - list(Impact).index(square[0])
    return LEFT + CELL * list(Likelihood).index(square[1]), TOP + TALL * row


def _square(square: Square, lang: Lang) -> SafeString:
    grade = risk.grade(*square)
    x, y = _corner(square)
    drawn = [rect(x + 1, y + 1, CELL - 2, TALL - 2, f"{_PAINT[grade]} s-line", stroke_width=1)]
    if risk.blocks(grade):
        # The grade in the corner stands on plain ground; the hatch is below it.
        foot = [(x + 1, y + TALL - 7), (x + CELL - 1, y + TALL - 7)]
        foot += [(x + CELL - 1, y + TALL - 1), (x + 1, y + TALL - 1)]
        drawn.append(path(hatch(foot, 4), "f-none s-cinfill", stroke_width=1))
    drawn.append(text(x + 8, y + 17, say(GRADE_WORDS[grade], lang), "matrix-grade"))
    return join(drawn)


def _place(square: Square, index: int) -> Point:
    x, y = _corner(square)
    return x + 17 + 20.5 * (index % A_ROW), y + 31 + 19 * (index // A_ROW)


def _mark(at: Point, number: int, *, is_left: bool) -> SafeString:
    x, y = at
    ring = (
        circle(x, y, RADIUS, "f-ink s-ink", stroke_width=1.2)
        if is_left
        else circle(x, y, RADIUS, "f-surface s-ink2", stroke_width=1.2, stroke_dasharray="2.4 2")
    )
    told = text(
        x,
        y + 4,
        str(number),
        "matrix-number-left" if is_left else "matrix-number",
        text_anchor="middle",
    )
    return join((ring, told))


def _marks(given: Sequence[RiskPoint]) -> list[SafeString]:
    """Lines first, marks over them; what a cell has no room for is in the table alone."""
    taken: dict[Square, int] = defaultdict(int)
    lines, marks = [], []

    def put(square: Square) -> Point | None:
        index = taken[square]
        taken[square] += 1
        return _place(square, index) if index < MOST else None

    for number, each in enumerate(given, start=1):
        left = put(each.after)
        was = put(each.before) if each.before != each.after else None
        if was and left:
            lines.append(line(was, left, "s-ink3", stroke_width=1.2))
        marks += [_mark(was, number, is_left=False)] if was else []
        marks += [_mark(left, number, is_left=True)] if left else []
    return [*lines, *marks]


def matrix(given: Sequence[RiskPoint], lang: Lang) -> SafeString:
    """Sixteen squares with their grade, and the risks on them by number."""
    width, foot = LEFT + CELL * len(Likelihood) + 2, TOP + TALL * len(Impact)
    words = []
    for impact in Impact:
        _, y = _corner((impact, Likelihood.LOW))
        told = say(IMPACT_WORDS[impact], lang)
        words.append(text(LEFT - 8, y + TALL / 2 + 4, told, "matrix-words", text_anchor="end"))
    for likelihood in Likelihood:
        x, _ = _corner((Impact.LOW, likelihood))
        told = say(LIKELIHOOD_WORDS[likelihood], lang)
        words.append(text(x + CELL / 2, foot + 18, told, "matrix-words", text_anchor="middle"))
    axes = say(("↑ 影响　→ 可能性", "↑ impact   → likelihood"), lang)
    words.append(text(width - 2, foot + 38, axes, "matrix-words", text_anchor="end"))
    squares = [_square((impact, chance), lang) for impact in Impact for chance in Likelihood]
    return figure(
        (width, foot + 44),
        matrix_title(given, lang),
        el("g", *squares),
        *words,
        *_marks(given),
        class_="matrix",
    )


def matrix_table(given: Sequence[RiskPoint], lang: Lang) -> FigureTable:
    """Each risk by its number, before and after."""
    heads: tuple[Both, ...] = (
        ("号", "no."),
        ("风险", "risk"),
        ("之前：影响 × 可能性", "before: impact × likelihood"),
        ("等级", "grade"),
        ("之后：影响 × 可能性", "after: impact × likelihood"),
        ("等级", "grade"),
    )
    rows = tuple(
        (
            str(number),
            say(each.name, lang),
            _told(each.before, lang),
            say(GRADE_WORDS[risk.grade(*each.before)], lang),
            _told(each.after, lang),
            say(GRADE_WORDS[risk.grade(*each.after)], lang),
        )
        for number, each in enumerate(given, start=1)
    )
    return FigureTable(matrix_title(given, lang), tuple(say(head, lang) for head in heads), rows)


def _told(square: Square, lang: Lang) -> str:
    return f"{say(IMPACT_WORDS[square[0]], lang)} × {say(LIKELIHOOD_WORDS[square[1]], lang)}"
