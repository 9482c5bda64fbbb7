"""The deal is made and agreed: assessment, vendor, listing, confidentiality, rooms, signature."""

from __future__ import annotations

from tests.web.first_deal import house
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import diligence, signature, vendor
from tests.web.story.cast import BUYER, CONSULTANT


def tell(walk: FirstDeal) -> None:
    diligence.assesses(walk)
    vendor.entrusts(walk, lambda name: house.admits(walk, name, "外部人员", "lyre-0"), walk.own)
    diligence.lists(walk)
    diligence.looks_too_early(walk)
    diligence.agrees(walk)
    diligence.counts(walk)
    diligence.shows_rows(walk, "去标识的行", ["学员汇总"])
    _asks(walk)
    signature.approves(walk)
    signature.assesses(walk)
    # Without a clean room: the deal has no key contacts.
    walk.finishes(CONSULTANT, "dd_l2")
    signature.signs(walk)


def _asks(walk: FirstDeal) -> None:
    """The buyer reads the paper, page by page marked with its name, and asks; it is answered."""
    room, buyer = walk.found["L2"], walk.by(BUYER)
    buyer.goes(f"{room}/papers")
    buyer.follows(f"a[href*='{room}/papers/']")
    buyer.page.wait_for_function("[...document.images].every(one => one.naturalWidth)")
    walk.stage("受让方看数据室里的文件", buyer, "学员汇总")
    buyer.page.fill("#ask-text", "学费是按月收还是按学期收？")
    buyer.presses("form.viewer-ask button[type=submit]")
    walk.stage("受让方在文件旁边提问", buyer, "待答 1")
    adviser = walk.by(CONSULTANT)
    adviser.goes(f"{room}/questions")
    adviser.follows("a[href*='do/room-answer']")
    walk.does(adviser, "room-answer", {"text": "按学期收。"})
    buyer.goes(f"{room}/questions")
    walk.stage("受让方读到答复", buyer, "按学期收")
