"""Where a person's data would go: the one picture of the consent page."""

from __future__ import annotations

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import (
    FigureTable,
    Value,
    circle,
    el,
    figure,
    join,
    line,
    path,
    text,
)
from shoumi.core.messages import Both, Lang

WIDTH, HEIGHT = 566.0, 120.0
AXIS = 44.0
STOPS = (54.0, 222.0, 374.0, 518.0)
# On a phone a Chinese character is 19 wide here: so many end before the next stop or the edge.
_FITS, _STEP = 5, 21.0


def _person(x: float) -> SafeString:
    shoulders = f"M{x - 15:g} {AXIS + 17:g}c0-10 6-14 15-14s15 4 15 14"
    return join(
        (
            circle(x, AXIS, 27, "f-surface s-ink", stroke_width=1.6),
            circle(x, AXIS - 8, 7, "f-none s-ink", stroke_width=1.6),
            path(shoulders, "f-none s-ink", stroke_width=1.6),
        )
    )


def _door(x: float) -> SafeString:
    """Neither open nor closed by us: two leaves and two handles."""
    left = f"M{x - 19:g} {AXIS + 26:g}V{AXIS - 20:g}c0-6 8-9 19-9s19 3 19 9V{AXIS + 26:g}"
    inner = f"M{x - 15:g} {AXIS + 26:g}V{AXIS - 17:g}c0-5 6-8 15-8s15 3 15 8V{AXIS + 26:g}"
    return join(
        (
            path(left, "f-surface s-ink", stroke_width=1.6),
            path(inner, "f-none s-ink", stroke_width=1.2),
            line((x, AXIS - 25), (x, AXIS + 26), "s-ink", stroke_width=1.2),
            line((x - 23, AXIS + 26), (x + 23, AXIS + 26), "s-ink", stroke_width=1.6),
            circle(x - 4, AXIS + 3, 1.6, "f-ink"),
            circle(x + 4, AXIS + 3, 1.6, "f-ink"),
        )
    )


def _words(keeper: Both, taker: Both) -> tuple[tuple[Both, Both], ...]:
    return (
        (("您", "You"), ("", "")),
        (keeper, ("保管您的资料", "keeps your data")),
        (("您来定", "You decide"), ("", "")),
        (taker, ("另存一份", "a copy of its own")),
    )


def _broken(name: str, lang: Lang) -> list[str]:
    """A company's name in two lines where one is too long; the page says it in full elsewhere."""
    if lang == "en" or len(name) <= _FITS:
        return [name]
    rest = name[_FITS:]
    return [name[:_FITS], rest if len(rest) <= _FITS else f"{rest[: _FITS - 1]}…"]


def path_picture(keeper: Both, taker: Both, lang: Lang) -> SafeString:
    """You, who keeps the data as before, a door that is yours, and who asks for a copy."""
    title = say(
        (
            f"{keeper[0]}照旧保管您的资料；{taker[0]}想另存一份，门由您来定。",
            f"{keeper[1]} keeps your data as before; {taker[1]} asks for a copy, and you decide.",
        ),
        lang,
    )
    you, keeps, door, asks = STOPS
    dots: dict[str, Value] = {"stroke_width": 1.6, "stroke_dasharray": "3 5"}
    words = _words(keeper, taker)
    broken = [_broken(say(name, lang), lang) for name, _ in words]
    lower = _STEP * (max(map(len, broken)) - 1)
    names = [
        el(
            "text",
            join(
                el("tspan", part, x=x, y=AXIS + 50 + _STEP * number, class_="path-name")
                for number, part in enumerate(parts)
            ),
            el("tspan", say(note, lang), x=x, y=AXIS + 71 + lower, class_="path-note"),
            text_anchor="middle",
        )
        for x, parts, (_, note) in zip(STOPS, broken, words, strict=True)
    ]
    return figure(
        (WIDTH, HEIGHT + lower),
        title,
        line((you + 33, AXIS), (keeps - 35, AXIS), "s-jade", stroke_width=2.2),
        text(
            (you + keeps) / 2,
            AXIS - 11,
            say(("照旧", "as before"), lang),
            "path-kept",
            text_anchor="middle",
        ),
        line((keeps + 40, AXIS), (door - 30, AXIS), "s-line2", **dots),
        line((door + 30, AXIS), (asks - 34, AXIS), "s-line2", **dots),
        _person(you),
        circle(keeps, AXIS, 23.5, "f-surface s-jade", stroke_width=12),
        _door(door),
        circle(asks, AXIS, 24, "f-none s-line2", stroke_width=1.6, stroke_dasharray="3 4.5"),
        *names,
        class_="path-fig",
    )


def path_table(keeper: Both, taker: Both, lang: Lang) -> FigureTable:
    """The stops in order, with what each does."""
    heads = say(("谁", "who"), lang), say(("做什么", "does what"), lang)
    rows = tuple((say(name, lang), say(note, lang)) for name, note in _words(keeper, taker))
    return FigureTable(say(("资料会去哪里", "Where the data would go"), lang), heads, rows)
