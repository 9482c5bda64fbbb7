"""Demands are stated, the policy is written, approved and published, and the deal is opened."""

from __future__ import annotations

from tests.web.first_deal import cast
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import house, mandate


def tell(walk: FirstDeal) -> None:
    house.states(walk, cast.TO_STATE)
    house.publishes(walk, cast.HANDLER)
    mandate.tell(walk)
