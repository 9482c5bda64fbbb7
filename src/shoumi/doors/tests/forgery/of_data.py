"""Forgeries of data sets, and of the rows of people."""

from __future__ import annotations

from shoumi.base.deals.rules import PartyRole
from shoumi.chapters.compliance import queries as compliance
from shoumi.doors.tests.forgery.of_hidden import reveals_anew
from shoumi.doors.tests.forgery.sql import Forgery, sql
from shoumi.doors.tests.forgery.world import World


def another_recipient(world: World) -> None:
    """Somebody else receives data than when it was assessed."""
    other = world.handing.party(PartyRole.TE, name="另一家虚构")
    world.handing.data_set("more", other)


def assessed_anew(world: World) -> bool:
    """As another process sees it, which has not counted yet."""
    compliance._counted.cache_clear()
    return reveals_anew(world)


DATASETS = [
    Forgery(
        "a new recipient is deleted",
        another_recipient,
        lambda world: sql("DELETE FROM deals_dataset WHERE code = 'more'"),
        assessed_anew,
    ),
    Forgery(
        "a new recipient is of another deal",
        another_recipient,
        lambda world: sql(
            "UPDATE deals_dataset SET deal_id = %s WHERE code = 'more'", world.house.new_deal()
        ),
        assessed_anew,
    ),
]
