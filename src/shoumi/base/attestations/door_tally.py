"""How many doors are shut or unguarded, and on how many statements they rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shoumi.base.attestations.doors import DoorState, Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """Every door once.

    ``shut``    doors that are shut, for all or for some
    ``bare``    of the others: doors of a demand that nobody checks and nobody states yet
    ``stated``  how many demands of doors rest on a statement, each counted at every door
    """

    shut: int
    bare: int
    stated: int

    @property
    def all_open(self) -> bool:
        return not self.shut and not self.bare


def tally(found: Sequence[Standing]) -> Tally:
    bare = [one for one in found if one.state is DoorState.UNGUARDED and not one.lapses]
    return Tally(
        sum(bool(one.lapses) for one in found), len(bare), sum(one.stated for one in found)
    )
