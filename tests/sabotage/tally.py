"""What was found: tries and what is amiss, and which demands nothing was tried about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.sabotage import table


@dataclass(slots=True)
class Tally:
    """``passed`` while broken and ``wrongly`` shut are defects, and so is what else is ``amiss``:
    not named, something left, not mended, an honest act refused."""

    demands: set[str] = field(default_factory=set)
    doors: set[str] = field(default_factory=set)
    tries: int = 0
    caught: int = 0
    passed: list[str] = field(default_factory=list)
    wrongly: list[str] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def said(self) -> str:
        return (
            f"demands={len(self.demands)} doors={len(self.doors)} tries={self.tries}"
            f" caught={self.caught} passed_while_broken={len(self.passed)}"
            f" wrongly_shut={len(self.wrongly)}"
        )

    def lines(self) -> list[str]:
        return [*self.passed, *self.wrongly, *self.amiss]

    def add(self, other: dict[str, Any]) -> None:
        """What another process found, as it wrote it down."""
        self.demands |= set(other["demands"])
        self.doors |= set(other["doors"])
        self.pairs |= {(demand, door) for demand, door in other["pairs"]}
        self.tries += other["tries"]
        self.caught += other["caught"]
        for name in ("passed", "wrongly", "amiss"):
            getattr(self, name).extend(other[name])

    @property
    def is_good(self) -> bool:
        return not (self.passed or self.wrongly or self.amiss) and self.caught == self.tries


def without_case(tally: Tally, acts: Collection[str]) -> Iterator[str]:
    """Demands that are checked or can be stated, and doors of theirs, that no try was about;
    ``acts`` are those that the homes could be asked for.

    Left out is what the frozen list says nobody keeps yet; a chapter that takes its line out of it
    owes a case here.
    """
    from shoumi.core.handbook import demands, unguarded

    there = {door for act in acts for door in table.PASSES[act]}
    for one in demands():
        if one.id in unguarded():
            continue
        if one.id not in tally.demands:
            yield f"{one.id}: no case"
        for door in sorted(table.doors_of(one.id) & there):
            if (one.id, door) not in tally.pairs:
                yield f"{one.id}: no case at the door {door}"
