"""What an act is told whose milestone is not open: whether it opens yet, and who says so."""

from __future__ import annotations

from shoumi.base.deals.errors import StageNotOpen, StageOver, StageTurnedDown
from shoumi.core.milestones import Standing, milestone
from shoumi.core.terms import DealStage

# Every other standing, and none at all, is of a milestone that opens yet.
_KINDS: dict[str, type[StageNotOpen]] = {
    Standing.DONE: StageOver,
    Standing.WAIVED: StageOver,
    Standing.REFUSED: StageTurnedDown,
}


def refusal(number: str, stage: DealStage, standing: str | None) -> StageNotOpen:
    """The refusal of an act of ``stage`` in the deal of that number."""
    kind = _KINDS.get(standing or "", StageNotOpen)
    return kind(stage=stage, deal=number, who=milestone(stage).accountable)
