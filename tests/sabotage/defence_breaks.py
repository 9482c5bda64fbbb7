"""Promises about technical defence: 12.1 of a home whose host has a firewall of its own.

The home that is told states it.  Here a rule set is drafted, approved and seen on a host, which is
a file in the home that says what nft would answer; it is put back with the home.
"""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from tests.sabotage.break_case import CLOCK, SERVICE, SQL, Break, cast
from tests.sabotage.place import Place

_SAID = "host-firewall.json"
_OPENED = "443 | tcp | * | 网页"
# When a room of L2 is opened.
_AT = "room_l2"


def _file() -> Path:
    from django.conf import settings

    return Path(settings.SHOUMI_HOME) / _SAID


def _as_the_file_says() -> None:
    """Once in a process."""
    from shoumi.chapters.defence.services import host_firewall

    plain = host_firewall.listed
    if hasattr(plain, "__wrapped__"):
        return

    @wraps(plain)
    def listed() -> Any:
        return _file().read_text("utf-8") if _file().exists() else plain()

    host_firewall.listed = listed


def _host_has(*ports: int) -> None:
    from shoumi.chapters.defence.tests.defence_house import let_in, listing

    _file().write_text(listing([let_in(port) for port in ports]), "utf-8")


def set_up(place: Place) -> None:
    """By the pages of operations and security; the host is seen to have it."""
    people = cast()
    _as_the_file_says()
    place.page(people.OPERATIONS, "/firewall/do/firewall-draft", openings=_OPENED)
    place.page(people.SECURITY, f"/firewall/{_newest().ref}/do/firewall-approve")
    _host_has(443)
    read(place)


def read(place: Place) -> None:
    """Somebody has the host read, and the worker does."""
    place.page(cast().OPERATIONS, "/firewall/do/firewall-read")
    place.work_on()
    place.a_minute_later()


def _newest() -> Any:
    from shoumi.chapters.defence import queries

    return queries.listed()[0]


# -- the host lets in what nobody approved -------------------------------------------------------


def port_opened(place: Place) -> None:
    """Somebody opens port 9000 on the host; the minute's reading finds it."""
    set_up(place)
    _host_has(443, 9000)
    read(place)


def closed_again(place: Place) -> None:
    _host_has(443)
    read(place)


# -- nobody knows what the host does -----------------------------------------------------------


def nearly_old(place: Place) -> None:
    set_up(place)
    place.go(minutes=8)


def two_minutes_go_by(place: Place) -> None:
    place.go(minutes=2)


# -- nobody looked at the rules for half a year --------------------------------------------------


def unreviewed(place: Place) -> None:
    from shoumi.base.tests import authenticated
    from shoumi.chapters.defence.models import RuleSet

    set_up(place)
    last = RuleSet.objects.filter(pk=_newest().pk)
    assert authenticated.change(last, reviewed_at=place.at - timedelta(days=190))
    place.a_minute_later()


def review(place: Place) -> None:
    place.page(cast().SECURITY, f"/firewall/{_newest().ref}/do/firewall-review")
    read(place)


BREAKS = (
    Break(("12.1",), SERVICE, port_opened, closed_again),
    Break(("12.1",), CLOCK, two_minutes_go_by, read, scene=nearly_old, at=_AT),
    Break(
        ("12.1",),
        SQL,
        unreviewed,
        review,
        why="time does it too, with all else that runs out in half a year",
    ),
)
