"""Which needs do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shoumi.core.calendar import Due
from shoumi.core.milestones.table import Need
from shoumi.core.terms import DealType, Role

# Why a condition does not hold: a stable code, or nothing where it holds.
Known = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: who supplies it, by when, and why it does not hold."""

    condition: str
    who: Role
    by: Due | None = None
    reason: str = ""

    @property
    def demand(self) -> str:
        """The demand of the handbook that it is; nothing where it is none."""
        kind, _, name = self.condition.partition(":")
        return name if kind == "duty" else ""


def missing(
    needs: Iterable[Need],
    *,
    deal_type: DealType,
    known: Known,
    by: Callable[[str], Due | None] = lambda condition: None,
) -> tuple[Missing, ...]:
    """Every need of this deal type that does not hold, in the order of the table.

    All are asked, so one refusal tells the whole of it.
    """
    asked = (need for need in needs if deal_type in need.types)
    return tuple(
        Missing(need.condition, need.who, by(need.condition), reason)
        for need in asked
        if (reason := known(need.condition))
    )


def holds_never(condition: str) -> str:
    """What is known where nobody states a condition: it does not hold."""
    return "condition.unknown"
