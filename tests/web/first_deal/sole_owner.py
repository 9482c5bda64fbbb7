"""A company of one owner, up to its approval."""

from __future__ import annotations

from tests.web.first_deal.walk import FirstDeal
from tests.web.story import mandate
from tests.web.story.cast import CONSULTANT, LEGAL


def approves(walk: FirstDeal) -> None:
    """No other holder, so nobody has a right of first refusal: the owner decides in writing."""
    mandate.creates(walk)
    mandate.admits_sides(walk)
    mandate.gives_mandate(walk)
    early = walk.opens(LEGAL, "internal_approval", refused="还不能")
    walk.stage("一人公司：股东还没有书面决定", early, "还缺")
    assert early.has(early.link("kind=sole_owner_decision")), "no way leads to the decision"
    walk.file(CONSULTANT, "sole_owner_decision")
    walk.opens(LEGAL, "internal_approval")
    done = walk.finishes(LEGAL, "internal_approval")
    walk.stage("一人公司的内部批准", done, "里程碑已完成")
