"""The deal is made and agreed: mandate, assessment, listing, confidentiality, rooms, signature."""

from __future__ import annotations

from tests.web.first_deal.walk import FirstDeal
from tests.web.story import diligence, signature
from tests.web.story.cast import CONSULTANT


def tell(walk: FirstDeal) -> None:
    diligence.assesses(walk)
    diligence.lists(walk)
    diligence.looks_too_early(walk)
    diligence.agrees(walk)
    diligence.counts(walk)
    diligence.shows_rows(walk, "去标识的行", ["学员汇总"])
    signature.approves(walk)
    signature.assesses(walk)
    # Without a clean room: the deal has no key contacts.
    walk.finishes(CONSULTANT, "dd_l2")
    signature.signs(walk)
