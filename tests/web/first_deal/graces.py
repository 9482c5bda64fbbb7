"""Copies elsewhere are not there yet: head and officer let the demands of chapter 13 wait."""

from __future__ import annotations

from tests.web.first_deal.walk import FirstDeal
from tests.web.story.cast import DPO, HEAD

_WAITING = ("13.1", "13.2", "13.3")


def tell(walk: FirstDeal) -> None:
    """One asks, the other approves, and the first does it."""
    given = {"duties": [*_WAITING], "days": 3, "reason": "等待外部机构或供应商"}
    asked = walk.here(walk.act(HEAD, "/doors", "grace-grant", **given))
    walk.act(DPO, asked, "approve-change")
    done = walk.act(HEAD, "/doors", "grace-grant", **given)
    walk.stage("两人给备份三项要求宽限三天", done, "宽限")
