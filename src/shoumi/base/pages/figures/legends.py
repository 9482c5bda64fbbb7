"""What the marks of the disc mean, with how many there are of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.cells import DiscCell
from shoumi.base.pages.figures.discs import counts
from shoumi.base.pages.figures.states import state_word
from shoumi.base.pages.figures.svg import circle, figure, hatch, join, line, path, rect
from shoumi.core.messages import Lang
from shoumi.core.terms import ControlState

SIZE = (18.0, 28.0)
_CELL = "M1.5 2Q9 .4 16.5 2L13.5 26Q9 25 4.5 26Z"
_RIM = "M1.5 2Q9 .4 16.5 2L16.1 5Q9 3.6 1.9 5Z"
_LOW = "M2.9 13Q9 12 15.1 13L13.5 26Q9 25 4.5 26Z"
_BOX = ((1.5, 1.6), (16.5, 1.6), (13.5, 25.8), (4.5, 25.8))


def _holds() -> SafeString:
    return path(_CELL, "f-jade")


def _worn() -> SafeString:
    return join((path(_CELL, "f-soft"), path(_LOW, "f-jade"), path(_RIM, "f-jade")))


def _soon() -> SafeString:
    return circle(9, 14, 3, "f-ochfill")


def _in_part() -> SafeString:
    return join((path(_CELL, "f-surface s-jade", stroke_width=1.2), path(_LOW, "f-jade")))


def _attested() -> SafeString:
    outline = path(_CELL, "f-surface s-jade", stroke_width=1.2)
    return join((outline, path(_LOW, "f-soft"), rect(6, 5, 6, 6, "f-jade")))


def _lapsed() -> SafeString:
    lines = path(hatch(_BOX, 4.6), "s-ochfill", stroke_width=2)
    return join((path(_CELL, "f-ochwash s-och", stroke_width=1.3), lines))


def _fails() -> SafeString:
    cross = path("M6 11l6 6M12 11l-6 6", "s-cin", stroke_width=1.8)
    return join((path(_CELL, "f-cinwash s-cinfill", stroke_width=1.3), cross))


def _does_not_apply() -> SafeString:
    dots = {"stroke_dasharray": "0 5", "stroke_linecap": "round"}
    return line((9, 2), (9, 27), "s-na", stroke_width=2, **dots)


def _not_in_place() -> SafeString:
    return path(_CELL, "f-none s-line2", stroke_width=1.3, stroke_dasharray="1.6 2.6")


_MARKS: dict[ControlState, Callable[[], SafeString]] = {
    ControlState.PASS: _holds,
    ControlState.PARTIAL: _in_part,
    ControlState.ATTESTED: _attested,
    ControlState.STALE: _lapsed,
    ControlState.FAIL: _fails,
    ControlState.NOT_APPLICABLE: _does_not_apply,
    ControlState.NOT_BUILT: _not_in_place,
}


def cell_mark(state: ControlState) -> SafeString:
    """A cell as the legend shows it, 18 by 28."""
    return figure(SIZE, "", _MARKS[state](), class_="cell-mark")


def disc_legend(cells: Sequence[DiscCell], lang: Lang) -> tuple[tuple[SafeString, str, str], ...]:
    """Mark, words and count by row.  A state nobody is in has no row, but what holds always has."""
    found = counts(cells)
    rows = [
        (
            cell_mark(ControlState.PASS),
            state_word(ControlState.PASS, lang),
            found[ControlState.PASS],
        )
    ]
    worn = say(("深色是还剩的有效期", "dark is validity left"), lang)
    told = [(figure(SIZE, "", _worn(), class_="cell-mark"), worn, "")]
    soon = sum(cell.soon for cell in cells)
    if soon:
        words = say(("两周内失效", "lapse within two weeks"), lang)
        told.append((figure(SIZE, "", _soon(), class_="cell-mark"), words, str(soon)))
    rest = [
        (cell_mark(state), state_word(state, lang), str(found[state]))
        for state in _MARKS
        if found[state] and state is not ControlState.PASS
    ]
    return (*((mark, word, str(count)) for mark, word, count in rows), *told, *rest)
