"""Doors: leaves folded back, one leaf shut, or both shut with the bolt across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import NONE, FigureTable, el, figure, join, line, path, rect
from shoumi.core.messages import Both, Lang

WIDTH, HEIGHT = 44.0, 54.0


class DoorState(StrEnum):
    OPEN = "open"
    PARTLY = "partly"
    CLOSED = "closed"
    UNGUARDED = "unguarded"


STATE_WORDS: dict[DoorState, Both] = {
    DoorState.OPEN: ("开", "open"),
    DoorState.PARTLY: ("对一部分关着", "closed for some"),
    DoorState.CLOSED: ("关", "closed"),
    DoorState.UNGUARDED: ("没人守", "unguarded"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """One gate of the handbook.

    ``told``    a more exact word for the state: ("1 人关", "closed for 1")
    ``duties``  ids of the demands that close it
    ``href``    where its page is, empty for none
    """

    name: Both
    state: DoorState
    told: Both = NONE
    duties: tuple[str, ...] = ()
    href: str = ""


def door_words(state: DoorState) -> Both:
    return STATE_WORDS[state]


def state_told(given: Door, lang: Lang) -> str:
    return say(given.told, lang) or say(STATE_WORDS[given.state], lang)


# The arch from foot to foot; the leaves hang inside it.
_ARCH = "M4 53V13C4 6 11 1.5 22 1.5S40 6 40 13V53"
_LINING = "M8.5 53V15C8.5 9.5 13.5 6 22 6S35.5 9.5 35.5 15V53"
_LEFT_SHUT = "M8.5 53V15C8.5 9.5 13.5 6 22 6V53Z"
_RIGHT_SHUT = "M35.5 53V15C35.5 9.5 30.5 6 22 6V53Z"
_LEFT_BACK = "M8.5 53V9.5L13.5 15V47Z"
_RIGHT_BACK = "M35.5 53V9.5L30.5 15V47Z"


def _frame(paint: str) -> SafeString:
    arch = path(_ARCH, f"f-surface s-{paint}", stroke_width=1.6)
    return join((arch, line((1, 53), (43, 53), f"s-{paint}", stroke_width=1.6)))


def door_mark(state: DoorState) -> SafeString:
    """The drawing without its ``<svg>``, 44 by 54, for lines of other figures."""
    if state is DoorState.OPEN:
        leaves = (_LEFT_BACK, _RIGHT_BACK)
        return join(
            (
                _frame("line2"),
                *(path(leaf, "f-jadewash s-line2", stroke_width=1.3) for leaf in leaves),
            )
        )
    if state is DoorState.UNGUARDED:  # a frame without leaves
        lining = path(_LINING, "f-none s-line2", stroke_width=1.3, stroke_dasharray="2 2.6")
        return join((_frame("line2"), lining))
    shut = "f-cinwash s-cinfill"
    if state is DoorState.PARTLY:
        lining = path(_LINING, "f-none s-cinfill", stroke_width=1.2)
        left = path(_LEFT_SHUT, shut, stroke_width=1.3)
        right = path(_RIGHT_BACK, shut, stroke_width=1.3)
        return join((_frame("cinfill"), lining, left, right, rect(8.5, 29, 11, 5.5, "f-cinfill")))
    leaves = (_LEFT_SHUT, _RIGHT_SHUT)
    bolt = rect(8.5, 29.5, 27, 5.5, "f-cinfill door-bolt")
    lock = rect(17.8, 28, 8.4, 8.6, "f-surface s-cinfill", rx=1.6, stroke_width=1.5)
    return join(
        (_frame("cinfill"), *(path(leaf, shut, stroke_width=1.3) for leaf in leaves), bolt, lock)
    )


def door(state: DoorState, name: Both, lang: Lang, *, titled: bool = True) -> SafeString:
    """One door; untitled where its name and state stand below in words."""
    told = say(STATE_WORDS[state], lang)
    title = say((f"{name[0]}：{told}", f"{name[1]}: {told}"), lang) if titled else ""
    return figure((WIDTH, HEIGHT), title, door_mark(state), class_=f"door door-{state}")


def doors(given: Sequence[Door], lang: Lang) -> SafeString:
    """The row of doors as a list, each with its name, its state and what closes it."""
    items = []
    for each in given:
        name: SafeString | str = say(each.name, lang)
        if each.href:
            name = el("a", name, href=each.href)
        items.append(
            el(
                "li",
                door(each.state, each.name, lang, titled=False),
                el("span", name, class_="door-name"),
                el("span", state_told(each, lang), class_="door-told"),
                el("span", " ".join(each.duties), class_="door-duties") if each.duties else "",
                class_=f"door-item door-item-{each.state}",
            )
        )
    return el("ul", *items, class_="doors")


def doors_table(given: Sequence[Door], lang: Lang) -> FigureTable:
    """The doors in the order given."""
    columns = tuple(
        say(both, lang) for both in (("门", "door"), ("状态", "state"), ("因为", "because of"))
    )
    rows = tuple(
        (say(each.name, lang), state_told(each, lang), " ".join(each.duties)) for each in given
    )
    shut = sum(each.state in (DoorState.PARTLY, DoorState.CLOSED) for each in given)
    bare = sum(each.state is DoorState.UNGUARDED for each in given)
    caption = say(
        (
            f"{len(given)} 扇门，{shut} 扇关着，{bare} 扇没人守",
            f"{len(given)} doors, {shut} closed, {bare} unguarded",
        ),
        lang,
    )
    return FigureTable(caption, columns, rows)
