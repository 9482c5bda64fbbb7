"""A company of one owner, whose buyer is replaced on the way, up to its approval."""

from __future__ import annotations

from dataclasses import replace

from tests.web.first_deal import cast, termination
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import diligence, house, mandate
from tests.web.story.cast import BUYER, CONSULTANT, HOLDER, LEGAL


def changes_buyer(walk: FirstDeal) -> None:
    mandate.creates(walk)
    mandate.admits_sides(walk)
    mandate.gives_mandate(walk)
    termination.comes_to_agreement(walk)
    termination.opens_room(walk)
    _replaces_buyer(walk)
    _former_is_out(walk)
    _new_one_signs(walk)
    _approves(walk)


def _replaces_buyer(walk: FirstDeal) -> None:
    """Another company, and another person, who stood for a holder in the sale itself."""
    former = walk.companies
    walk.companies = replace(
        former, buyer=cast.SECOND_BUYER, buyer_code=cast.SECOND_CODE, buyer_person=HOLDER
    )
    adviser = walk.by(CONSULTANT)
    adviser.goes(f"{walk.deal}/do/deal-replace-buyer")
    walk.stage("换受让方之前，先看会发生什么", adviser, "马上关闭开着的 1 个")
    done = walk.act(
        CONSULTANT,
        walk.deal,
        "deal-replace-buyer",
        former=former.buyer,
        name=cast.SECOND_BUYER,
        uscc=cast.SECOND_CODE,
        person=HOLDER,
    )
    walk.stage("换了受让方", done, "受让方已更换")


def _former_is_out(walk: FirstDeal) -> None:
    """Of the deal there is left what the former buyer owes; its successor's name it never reads."""
    termination.is_refused(walk, BUYER, "数据室的访问已结束")
    buyer = walk.by(BUYER)
    buyer.goes(walk.deal)
    walk.stage("原受让方不再参加", buyer, "另一方接替了你这一方")
    assert cast.SECOND_BUYER not in buyer.reads(), "the former buyer reads who came"
    termination.owes(walk, BUYER)


def _new_one_signs(walk: FirstDeal) -> None:
    house.asks(walk, HOLDER, "TE", deal=walk.companies.target)
    house.grants(walk, 1)
    diligence.matches(walk)
    walk.opens(LEGAL, "nda")
    diligence.binds(walk)


def _approves(walk: FirstDeal) -> None:
    """No other holder, so nobody has a right of first refusal: the owner decides in writing."""
    early = walk.opens(LEGAL, "internal_approval", refused="还不能")
    walk.stage("一人公司：股东还没有书面决定", early, "还缺")
    assert early.has(early.link("kind=sole_owner_decision")), "no way leads to the decision"
    walk.file(CONSULTANT, "sole_owner_decision")
    walk.opens(LEGAL, "internal_approval")
    done = walk.finishes(LEGAL, "internal_approval")
    walk.stage("一人公司的内部批准", done, "里程碑已完成")
