"""The milestones as a Mermaid flow chart, for the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.core.milestones.table import Milestone, milestones
from shoumi.core.terms import DealStage, DealType


def edges(deal_type: DealType | None = None) -> Iterator[tuple[DealStage, DealStage, bool]]:
    """(needed, needing, whether it must be done rather than open), for one deal type or any."""
    for each in milestones():
        for need in each.opens:
            kind, _, name = need.condition.partition(":")
            if kind in ("done", "open") and (deal_type is None or deal_type in need.types):
                yield DealStage(name), each.code, kind == "done"


def mermaid(deal_type: DealType | None = None) -> str:
    """A flow chart.  A full line: done first; a dotted one: open is enough."""
    lines = ["flowchart TD"]
    lines += [f'    {each.code}["{each.zh}<br>{each.en}{_gates(each)}"]' for each in milestones()]
    lines += [
        f"    {needed} {'-->' if must_be_done else '-.->'} {needing}"
        for needed, needing, must_be_done in edges(deal_type)
    ]
    return "\n".join(lines) + "\n"


def _gates(milestone: Milestone) -> str:
    needs = milestone.opens + milestone.finishes
    duties = [n.condition.removeprefix("duty:") for n in needs if n.condition.startswith("duty:")]
    return "<br>" + ", ".join(duties) if duties else ""
