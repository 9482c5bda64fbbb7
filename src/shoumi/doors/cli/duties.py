"""``shoumi duties``: which of the handbook's demands hold right now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from shoumi.core.calendar import day_in_china
from shoumi.core.terms import ControlState

if TYPE_CHECKING:
    from shoumi.base.registry import Holding
    from shoumi.core.handbook import Demand
    from shoumi.core.messages import Lang

COLOURS = {
    ControlState.PASS: "green",
    ControlState.PARTIAL: "bright_green",
    ControlState.ATTESTED: "cyan",
    ControlState.NOT_APPLICABLE: "dim",
    ControlState.STALE: "yellow",
    ControlState.FAIL: "red",
    ControlState.NOT_BUILT: "dim",
}
HEADINGS = {
    "zh": ("编号", "状态", "要求", "缺什么", "证据", "有效至", "失效时关闭"),
    "en": ("id", "state", "demand", "missing", "entry", "until", "a lapse closes"),
}
_PLAIN_WIDTH = 140


@click.command("duties")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, as_json: bool) -> None:
    """六十八项要求现在的状态 / The 63 demands, principles S1-S4 and pledge P with their state.

    \b
    PASS, FAIL       checked by the house itself, now
    PARTIAL          what is built holds; it says what is missing and does not count as kept
    ATTESTED, STALE  stated by whoever answers for it, with evidence, until a date; then expired
    NOT_APPLICABLE   with a reason
    NOT_BUILT        nothing enforces it and nobody attested it
    """
    from shoumi.base import clock
    from shoumi.base.attestations import controls

    at = clock.now()
    rows = controls.survey(at)
    if as_json:
        click.echo(json.dumps(_document(rows, at), ensure_ascii=False))
    else:
        _print(rows)


def _document(rows: Sequence[tuple[Demand, Holding]], at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "counts": _counts(rows),
        "duties": [_duty(demand, holding) for demand, holding in rows],
    }


def _counts(rows: Sequence[tuple[Demand, Holding]]) -> dict[str, int]:
    found = Counter(holding.state for _, holding in rows)
    return {state.value: found[state] for state in ControlState}


def _duty(demand: Demand, holding: Holding) -> dict[str, Any]:
    from shoumi.base.attestations import controls

    return {
        "id": demand.id,
        "zh": demand.zh,
        "en": demand.en,
        "chapter": demand.chapter.code,
        "accountable": demand.accountable.value,
        "state": holding.state.value,
        "position": holding.position,
        "until": holding.until.isoformat() if holding.until else None,
        "reason": holding.reason,
        "missing": {
            "zh": controls.missing_text(holding, "zh"),
            "en": controls.missing_text(holding, "en"),
        },
        "evidence": list(demand.evidence),
        "closes": [close.name for close in demand.closes],
    }


def _print(rows: Sequence[tuple[Demand, Holding]]) -> None:
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
    for demand, holding in rows:
        table.add_row(*_cells(demand, holding, lang))
    console.print(table)
    counts = _counts(rows)
    told = (f"{state} {count}" for state, count in counts.items() if count)
    console.print(" · ".join(told), highlight=False)


def _cells(demand: Demand, holding: Holding, lang: Lang) -> tuple[str, ...]:
    from shoumi.base.attestations import controls

    closes = (getattr(close, lang) for close in demand.closes)
    colour = COLOURS[holding.state]
    return (
        demand.id,
        f"[{colour}]{holding.state.value}[/]",
        getattr(demand, lang),
        controls.missing_text(holding, lang),
        "" if holding.position is None else str(holding.position),
        day_in_china(holding.until).isoformat() if holding.until else "",
        ("、" if lang == "zh" else ", ").join(closes),
    )
