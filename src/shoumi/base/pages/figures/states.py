"""States of a demand as a word, a glyph and a tag: shape, word and colour together."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import circle, el, figure, join, line, path, rect
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import ControlState

STATE_WORDS: dict[ControlState, Both] = {
    ControlState.PASS: ("成立", "holds"),
    ControlState.PARTIAL: ("部分成立", "holds in part"),
    ControlState.ATTESTED: ("已声明", "attested"),
    ControlState.STALE: ("过期", "lapsed"),
    ControlState.FAIL: ("不成立", "fails"),
    ControlState.NOT_APPLICABLE: ("不适用", "does not apply"),
    ControlState.NOT_BUILT: ("还没有", "not in place"),
}
# The suffix of every class that says a state: tag-pass, ink-pass, cell-pass.
STATE_CLASS: dict[ControlState, str] = {
    ControlState.PASS: "pass",
    ControlState.PARTIAL: "partial",
    ControlState.ATTESTED: "attested",
    ControlState.STALE: "stale",
    ControlState.FAIL: "fail",
    ControlState.NOT_APPLICABLE: "na",
    ControlState.NOT_BUILT: "unbuilt",
}


def _tick(x: float = 0) -> SafeString:
    return path(f"M{4.2 + x} 8.2l2.5 2.5 4.8-5", "s-surface", stroke_width=1.8)


def _holds() -> SafeString:
    return join((circle(8, 8, 7, "f-jade"), _tick()))


def _in_part() -> SafeString:
    """Half of what holds, in the ring of the whole."""
    ring = circle(8, 8, 6.3, "f-surface s-jade", stroke_width=1.5)
    return join((ring, path("M8 1A7 7 0 0 0 8 15Z", "f-jade")))


def _attested() -> SafeString:
    """The square of a seal: somebody's word, not a check."""
    outline = rect(2, 2, 12, 12, "f-jadewash s-jade", rx=2, stroke_width=1.6)
    return join((outline, rect(5.5, 5.5, 5, 5, "f-jade")))


def _lapsed() -> SafeString:
    ring = circle(8, 8, 6.2, "f-none s-och", stroke_width=1.6)
    return join((ring, path("M8 1.8A6.2 6.2 0 0 0 8 14.2Z", "f-och")))


def _fails() -> SafeString:
    diamond = path("M8 1.2L14.8 8L8 14.8L1.2 8Z", "f-none s-cin", stroke_width=1.6)
    return join((diamond, path("M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4", "s-cin", stroke_width=1.6)))


def _does_not_apply() -> SafeString:
    return join(
        (
            line((1.5, 8), (6.5, 8), "s-na", stroke_width=2),
            line((9.5, 8), (14.5, 8), "s-na", stroke_width=2),
        )
    )


def _not_in_place() -> SafeString:
    return rect(2.5, 2.5, 11, 11, "f-none s-na", stroke_width=1.6, stroke_dasharray="2 2.4")


_GLYPHS: dict[ControlState, Callable[[], SafeString]] = {
    ControlState.PASS: _holds,
    ControlState.PARTIAL: _in_part,
    ControlState.ATTESTED: _attested,
    ControlState.STALE: _lapsed,
    ControlState.FAIL: _fails,
    ControlState.NOT_APPLICABLE: _does_not_apply,
    ControlState.NOT_BUILT: _not_in_place,
}


def state_word(state: ControlState, lang: Lang) -> str:
    return say(STATE_WORDS[state], lang)


def glyph(state: ControlState, lang: Lang, *, titled: bool = True) -> SafeString:
    """The mark of a state, 16 px; untitled beside its word."""
    title = state_word(state, lang) if titled else ""
    return figure((16, 16), title, _GLYPHS[state](), class_="glyph")


def waiting(lang: Lang, *, titled: bool = True) -> SafeString:
    """A condition that waits for somebody: not a state."""
    title = say(("在等", "waiting"), lang) if titled else ""
    ring = circle(8, 8, 6, "f-none s-ink3", stroke_width=1.6, stroke_dasharray="2.2 2.5")
    return figure((16, 16), title, ring, class_="glyph")


def tag(state: ControlState, lang: Lang) -> SafeString:
    """Glyph and word on the state's own wash."""
    return el(
        "span",
        glyph(state, lang, titled=False),
        state_word(state, lang),
        class_=f"tag tag-{STATE_CLASS[state]}",
    )
