"""Which people already held the rows of a later file are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shoumi.base.intake.record_linkage import Row, Source
from shoumi.core.refs import Ref

# The fields that people already held are found by.
_INDEXED = ("id_number", "mobile", "guardian_mobile", "email")


class Held(Protocol):
    """The people already held in the data set, as far as the importer may know them."""

    def find(self, field: str, values: Sequence[str]) -> Sequence[Collection[Ref]]:
        """For each value the people whose blind index has it."""

    def open(self, subjects: Collection[Ref]) -> Mapping[Ref, Mapping[str, str]]:
        """Their values, through the gate; of those who may be read."""

    def everybody(self) -> Collection[Ref]:
        """All people of the data set who are not destroyed."""


@dataclass(frozen=True, slots=True)
class Found:
    """``opened``: those held who share an indexed number with a row, as rows before the others.
    ``resting``: those who share one and may not be read; ``at_rest``: the rows that do so."""

    opened: Mapping[Ref, Row] = field(default_factory=dict)
    resting: frozenset[Ref] = frozenset()
    at_rest: tuple[int, ...] = ()


def find(rows: Sequence[Row], held: Held) -> Found:
    having: dict[tuple[str, str], Collection[Ref]] = {}
    for code in _INDEXED:
        told = sorted({text for row in rows if (text := row.values.get(code))})
        hits = held.find(code, told) if told else ()
        having |= {(code, text): found for text, found in zip(told, hits, strict=True) if found}
    refs = {ref for found in having.values() for ref in found}
    nowhere = Source("", "", 0)
    opened = {ref: Row(dict(own), nowhere, held=ref) for ref, own in held.open(refs).items()}
    resting = frozenset(refs - opened.keys())
    at_rest = [
        at for at, row in enumerate(rows if resting else ()) if _is_at_rest(row, having, resting)
    ]
    return Found(opened, resting, tuple(at_rest))


def _is_at_rest(
    row: Row, having: Mapping[tuple[str, str], Collection[Ref]], resting: frozenset[Ref]
) -> bool:
    """Nobody may look whether the row is that very person.  An identity number tells; short of
    one, a number that leads to somebody at rest is taken to be theirs."""
    hits = {code: set(having.get((code, row.values.get(code, "")), ())) for code in _INDEXED}
    if hits["id_number"]:
        return hits["id_number"] <= resting
    return any(not found.isdisjoint(resting) for found in hits.values())
