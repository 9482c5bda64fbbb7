"""Beside the sale, on one day: a deal that is broken off, and the sale of a company of one owner
whose first buyer is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.web.first_deal import cast, sole_owner, termination
from tests.web.first_deal.walk import FirstDeal
from tests.web.story.cast import Companies


def tell(walk: FirstDeal) -> None:
    with beside(walk, cast.BROKEN_OFF):
        mails, over = termination.breaks_off(walk), walk.deal
    with beside(walk, cast.OF_ONE_OWNER):
        sole_owner.sells(walk)
    # By now the worker has told the seller.
    termination.has_told_seller(walk, mails)
    with beside(walk, cast.BROKEN_OFF):
        walk.deal = over
        termination.is_returned(walk)


@contextmanager
def beside(walk: FirstDeal, companies: Companies) -> Iterator[None]:
    """Another deal is what people work on, and no day passes, until the block ends."""
    kept = walk.companies, walk.deal, walk.found, walk.is_beside
    walk.companies, walk.found, walk.is_beside = companies, dict(walk.found), True
    try:
        yield
    finally:
        walk.companies, walk.deal, walk.found, walk.is_beside = kept
