"""Beside the sale: a company of one owner up to its approval, and a deal that is broken off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.web.first_deal import cast
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import mandate
from tests.web.story.cast import CONSULTANT, HEAD, LEGAL, Companies


def tell(walk: FirstDeal) -> None:
    with _beside(walk, cast.OF_ONE_OWNER):
        _sole_owner(walk)
    with _beside(walk, cast.BROKEN_OFF):
        _broken_off(walk)


@contextmanager
def _beside(walk: FirstDeal, companies: Companies) -> Iterator[None]:
    """Another deal is what people work on, until the block ends."""
    kept = walk.companies, walk.deal
    walk.companies = companies
    try:
        yield
    finally:
        walk.companies, walk.deal = kept


def _sole_owner(walk: FirstDeal) -> None:
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


def _broken_off(walk: FirstDeal) -> None:
    mandate.creates(walk, "asset")
    mandate.admits_sides(walk)
    mandate.gives_mandate(walk)
    done = walk.act(HEAD, walk.deal, "deal-terminate", reason="双方商定终止")
    walk.stage("双方商定终止一笔转让", done, "已终止")
