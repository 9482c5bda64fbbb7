"""Which acts belong to which milestone: they are refused before it opens and after it is done.

What a milestone's own conditions ask for (a room, a campaign, a listing) is prepared freely.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from shoumi.core.milestones.kinds import Standing
from shoumi.core.terms import DealStage


class StageAct(StrEnum):
    IMPORT = "import"
    CAMPAIGN = "campaign"  # open the window, send, remind
    ROOM_L1 = "room_l1"  # open a room of the level and enter it
    ROOM_L2 = "room_l2"
    ROOM_L3 = "room_l3"
    PACKAGE = "package"  # seal and release


@dataclass(frozen=True, slots=True)
class Owner:
    """The milestone that must be open.

    ``again_until``  once it is done, a later file of the same company, or a campaign in place of
                     one that is superseded, may follow until this other milestone is done
    """

    stage: DealStage
    again_until: DealStage | None = None

    def lets(self, standings: Mapping[DealStage, str], *, is_again: bool = False) -> bool:
        standing = standings.get(self.stage)
        if standing == Standing.OPEN:
            return True
        if not is_again or self.again_until is None or standing != Standing.DONE:
            return False
        return standings.get(self.again_until) not in (Standing.DONE, Standing.WAIVED)


@cache
def owners() -> Mapping[StageAct, Owner]:
    text = (resources.files(__package__) / "milestones.toml").read_text(encoding="utf-8")
    return {
        StageAct(row["name"]): Owner(
            DealStage(row["of"]),
            DealStage(row["again_until"]) if "again_until" in row else None,
        )
        for row in tomllib.loads(text)["act"]
    }
