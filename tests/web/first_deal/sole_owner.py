"""The sale of a company with one owner, whose buyer is replaced on the way, up to its dossier.

It has no customers in it: nobody is asked, and no data is handed over.
"""

from __future__ import annotations

from dataclasses import replace

from tests.web.first_deal import cast, termination
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import closing, diligence, house, mandate
from tests.web.story.cast import BUYER, CONSULTANT, DPO, FINANCE, HOLDER, LEGAL

_NOBODY = "不涉及任何人的信息"


def sells(walk: FirstDeal) -> None:
    mandate.creates(walk)
    mandate.admits_sides(walk)
    mandate.gives_mandate(walk)
    termination.comes_to_agreement(walk)
    termination.opens_room(walk)
    former = walk.companies.buyer
    _replaces_buyer(walk)
    _former_is_out(walk)
    _new_one_signs(walk)
    _approves(walk)
    _comes_to_signature(walk)
    _registers(walk)
    _closes(walk, former)
    closing.checks_dossier(walk, closing.exports_dossier(walk))


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


def _comes_to_signature(walk: FirstDeal) -> None:
    walk.file(LEGAL, "dpa")
    walk.opens(DPO, "inventory")
    walk.finishes(DPO, "inventory")
    diligence.assesses(walk)
    walk.opens(CONSULTANT, "dd_l1")
    walk.finishes(CONSULTANT, "dd_l1")
    walk.file(LEGAL, "data_clauses")
    walk.opens(LEGAL, "signed")
    walk.file(LEGAL, "spa")
    done = walk.finishes(LEGAL, "signed")
    walk.stage("与新受让方签订转让协议", done, "里程碑已完成")


def _registers(walk: FirstDeal) -> None:
    walk.act(DPO, walk.deal, "deal-waive", stage="notice_campaign", reason=_NOBODY)
    walk.opens(FINANCE, "tax")
    walk.file(FINANCE, "tax_report")
    walk.file(FINANCE, "iit_certificate", fen="120000")
    walk.file(FINANCE, "stamp_duty", fen="500")
    walk.finishes(FINANCE, "tax")
    walk.file_all(CONSULTANT, "shareholder_register", "resolution")
    walk.opens(CONSULTANT, "registered")
    walk.file_all(CONSULTANT, "samr_application", "new_licence")
    done = walk.finishes(CONSULTANT, "registered")
    walk.stage("完税，变更登记", done, "里程碑已完成")
    walk.opens(CONSULTANT, "post_registration")
    changes = ("bank_change", "tax_change", "social_insurance_change", "beneficial_owner")
    walk.file_all(CONSULTANT, *changes)
    walk.finishes(CONSULTANT, "post_registration")
    done = walk.act(DPO, walk.deal, "deal-waive", stage="data_handover", reason=_NOBODY)
    walk.stage("没有客户资料，不用交接", done, "里程碑已省略")


def _closes(walk: FirstDeal, former: str) -> None:
    """Not before the former buyer has signed for what it saw."""
    walk.opens(FINANCE, "settled")
    walk.file(FINANCE, "escrow_release", fen="500000")
    walk.finishes(FINANCE, "settled")
    walk.opens(DPO, "closed")
    walk.act(DPO, walk.deal, "rooms-shut")
    early = walk.act(DPO, walk.deal, "deal-finish", stage="closed", refused="还不能")
    walk.stage("原受让方还没有签销毁证明，结不了案", early, "还缺")
    termination.signs(walk, BUYER, former)
    done = walk.finishes(DPO, "closed")
    walk.stage("一人公司的转让结案", done, "里程碑已完成")
