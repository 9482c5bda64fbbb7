"""Small marks: the masked bar, the evidence chip, the vermilion seal, the logo."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import circle, el, figure, hatch, line, path, rect, text
from shoumi.core.messages import Both, Lang

MASKED: Both = ("已遮盖", "masked")
BAR_HEIGHT = 16.0
# One width for every value: the length of a bar tells nothing.
BAR_WIDTH = 64.0
THIN_SPACE = "\u2009"


def masked(lang: Lang, head: str = "", tail: str = "") -> SafeString:
    """A hatched bar of fixed width, with a harmless head or tail beside it."""
    if not head and not tail:
        return _bar(lang)
    return el("span", head, _hatched(lang), tail, class_="masked")


@cache
def _bar(lang: Lang) -> SafeString:
    return el("span", _hatched(lang), class_="masked")


@cache
def _hatched(lang: Lang) -> SafeString:
    box = ((0.5, 0.5), (BAR_WIDTH - 0.5, 0.5), (BAR_WIDTH - 0.5, 15.5), (0.5, 15.5))
    return figure(
        (BAR_WIDTH, BAR_HEIGHT),
        say(MASKED, lang),
        rect(0.5, 0.5, BAR_WIDTH - 1, BAR_HEIGHT - 1, "f-sunk s-line2", rx=2.5),
        path(hatch(box, 4.4), "s-ink3", stroke_width=1),
        class_="mask-bar",
    )


def position_digits(position: int) -> str:
    """``21 407`` with a thin space between thousands."""
    return f"{position:,}".replace(",", THIN_SPACE)


def position_words(position: int, lang: Lang, *, refused: bool = False) -> str:
    """What a reader hears: 账本位置 21 407, and whether it was a refusal."""
    digits = f"{position:,}".replace(",", " ")
    said = say((f"账本位置 {digits}", f"ledger position {digits}"), lang)
    return said + say(("，拒绝", ", a refusal"), lang) if refused else said


def chip(position: int, lang: Lang, *, refused: bool = False, href: str = "") -> SafeString:
    """Ink square and position; a hollow square is a refusal."""
    return el(
        "a" if href else "span",
        _square(refused),
        el("span", position_digits(position), aria_hidden="true"),
        el("span", position_words(position, lang, refused=refused), class_="unseen"),
        class_="chip chip-refused" if refused else "chip",
        href=href or None,
    )


@cache
def _square(refused: bool) -> SafeString:
    if refused:
        square = rect(2.3, 2.3, 5.4, 5.4, "f-none s-ink2", rx=0.6, stroke_width=1.6)
    else:
        square = rect(1.8, 1.8, 6.4, 6.4, "f-ink2", rx=0.6)
    return figure((10, 10), "", square, class_="chip-square")


def seal(words: str, lang: Lang) -> SafeString:
    """The vermilion seal of paper handed to a person: four characters, read from the right.

    Raises:
        ValueError: not four characters.
    """
    if len(words) != 4:
        raise ValueError("a seal has four characters")
    places = ((62, 43), (62, 74), (32, 43), (32, 74))
    letters = [
        text(x, y, letter, "seal-letter", text_anchor="middle")
        for letter, (x, y) in zip(words, places, strict=True)
    ]
    body = el(
        "g",
        rect(6, 6, 82, 82, "f-none s-cinfill", rx=8, stroke_width=3.4),
        rect(11.5, 11.5, 71, 71, "f-none s-cinfill", rx=4, stroke_width=1.1),
        *letters,
        transform="rotate(-6 47 47)",
        lang="zh",
    )
    return figure((94, 94), say((f"印：{words}", f"Seal: {words}"), lang), body, class_="seal")


@cache
def logo(lang: Lang, size: float = 24) -> SafeString:
    """A jade disc with the seal where it opens."""
    return figure(
        (24, 24),
        say(("守密", "Shoumi"), lang),
        circle(11, 11, 8.2, "f-none s-jade", stroke_width=4.6),
        rect(13.6, 13.6, 10, 10, "f-paper"),
        rect(15.2, 15.2, 7.2, 7.2, "f-cinfill", rx=0.8),
        class_="logo",
        drawn=size / 24,
    )


def progress(share: float, told: str) -> SafeString:
    """A bar of how far something is; ``share`` 0 to 1, ``told`` says it in words."""
    wide = 200 * min(max(share, 0.0), 1.0)
    return figure(
        (200, 8),
        told,
        rect(0, 0, 200, 8, "f-sunk", rx=4),
        rect(0, 0, wide, 8, "f-jade", rx=4) if wide else "",
        line((wide, 0), (wide, 8), "s-ink2", stroke_width=1) if 0 < wide < 200 else "",
        class_="progress",
    )
