"""Forgeries of public summaries."""

from __future__ import annotations

from contextlib import suppress

from shoumi.base.rooms import teasers
from shoumi.base.rooms.errors import TeaserNamesSomeone
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import Act_, Forgery, copy, nothing, sql
from shoumi.doors.tests.forgery.world import World, holds

_clean = holds("listing.clean")


def scanned(text: str) -> Act_:
    def scan(world: World) -> None:
        with suppress(TeaserNamesSomeone):
            teasers.scan(
                deal=world.house.deal,
                text=text,
                unnamed=("云岚",),
                suppressed=0,
                paper=text.encode(),
                actor=world.house[people.CONSULTANT],
                at=world.house.at,
            )

    return scan


_NAMES, _NAMES_NOBODY = scanned("云岚转让"), scanned("一家服务公司")
_BAD = "hits > 0"

TEASERS = [
    Forgery(
        "a summary is invented",
        nothing,
        lambda world: sql(
            "INSERT INTO rooms_teaser (deal, document, hits, suppressed, scanned_at, position)"
            " VALUES (%s, '', 0, 0, %s, 1)",
            world.house.deal,
            world.house.at,
        ),
        _clean,
    ),
    Forgery(
        "a summary that names somebody is clean",
        nothing,
        lambda world: sql("UPDATE rooms_teaser SET hits = 0"),
        _clean,
        begins=_NAMES,
    ),
    Forgery(
        "a later summary that names somebody is deleted",
        _NAMES,
        lambda world: sql(f"DELETE FROM rooms_teaser WHERE {_BAD}"),
        _clean,
        begins=_NAMES_NOBODY,
    ),
    Forgery(
        "a later summary that names somebody is of another deal",
        _NAMES,
        lambda world: sql(f"UPDATE rooms_teaser SET deal = 'deal-elsewhere' WHERE {_BAD}"),
        _clean,
        begins=_NAMES_NOBODY,
    ),
    Forgery(
        "a later summary that names somebody is older",
        _NAMES,
        lambda world: sql(f"UPDATE rooms_teaser SET position = 0 WHERE {_BAD}"),
        _clean,
        begins=_NAMES_NOBODY,
    ),
    Forgery(
        "a clean summary is copied",
        _NAMES,
        lambda world: copy("rooms_teaser", "hits = 0", position=10**9),
        _clean,
        begins=_NAMES_NOBODY,
    ),
]
