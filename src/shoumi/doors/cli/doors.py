"""``shoumi doors``: which doors are open, shut or unguarded now, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shoumi.core.calendar import day_in_china

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shoumi.base.attestations.doors import Standing

COLOURS = {"open": "green", "shut": "red", "unguarded": "yellow"}
STATES = {
    "zh": {"open": "开", "shut": "关", "unguarded": "没人守"},
    "en": {"open": "open", "shut": "shut", "unguarded": "unguarded"},
}
HEADINGS = {
    "zh": ("门", "状态", "要求", "因为", "对谁", "到何时", "谁补正"),
    "en": ("door", "state", "demand", "because", "for", "until", "who mends"),
}
_PLAIN_WIDTH = 140


@click.command("doors")
@click.option("--deal", help="只看一笔转让 / For this deal.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, deal: str | None, as_json: bool) -> None:
    """二十四扇门现在开还是关 / The 24 doors now: what each act that passes them is answered.

    \b
    open       every demand of it holds, in part holds, or is attested
    shut       a demand lapsed, or was never stated
    unguarded  nobody checks or states a demand of it yet; acts pass
    """
    from shoumi.base import clock
    from shoumi.base.attestations.doors import as_data, standings
    from shoumi.base.commands import answers, lookup

    found = standings(clock.now(), lookup.deal(deal) if deal else None)
    if as_json:
        answers.document({"doors": [as_data(one) for one in found]})
        return
    _print(found)


def _print(found: Sequence[Standing]) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    from shoumi.base.messages.reader import language

    lang = language()
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PLAIN_WIDTH)
    # Chinese has no blanks to break a line at, and nothing of a reason is left out.
    columns = [Column(head, overflow="fold") for head in HEADINGS[lang]]
    table = Table(*columns, box=None, pad_edge=False)
    for one in found:
        for row in _rows(one, lang):
            table.add_row(*row)
    console.print(table)


def _rows(one: Standing, lang: Any) -> list[tuple[str, ...]]:
    from shoumi.base.messages import names, refusals
    from shoumi.base.messages.text import say

    word = STATES[lang][one.state]
    head = (getattr(one.door, lang), f"[{COLOURS[one.state]}]{word}[/]")
    rows: list[tuple[str, ...]] = [
        (
            *head,
            lapse.demand,
            _because(lapse.reason, lang),
            ", ".join(sorted(lapse.deals or lapse.subjects)) or lapse.reach.value,
            day_in_china(lapse.until).isoformat() if lapse.until else "",
            names.of(lapse.who, lang),
        )
        for lapse in one.lapses
    ]
    rows += [
        (
            *head,
            lapse.demand,
            refusals.tell_code(lapse.reason, lang).what,
            say(("宽限中", "in grace"), lang),
            day_in_china(lapse.grace_until).isoformat() if lapse.grace_until else "",
            names.of(lapse.who, lang),
        )
        for lapse in one.graced
    ]
    if one.unbuilt:
        rows.append((*head, " ".join(one.unbuilt), "", "", "", ""))
    return rows or [(*head, "", "", "", "", "")]


def _because(reason: str, lang: Any) -> str:
    """What stops the whole house is mended where it says itself; the rest at the demand."""
    from shoumi.base.attestations import house_stops
    from shoumi.base.messages import refusals

    told = refusals.tell_code(reason, lang)
    return f"{told.what} {told.own_mend}" if reason in house_stops.REASONS else told.what
