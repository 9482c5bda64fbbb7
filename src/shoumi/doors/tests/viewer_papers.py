"""What the tests of the viewer do again and again: a page of made-up pixels, a paper in a room."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from shoumi.base.rooms import room_documents
from shoumi.base.rooms.models import Paper, Room
from shoumi.base.rooms.page_images import Picture
from shoumi.base.rooms.rules import Section
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people

WIDTH, HEIGHT = 400, 560


def blank(covered: Mapping[str, int] | None = None) -> Picture:
    """A white page."""
    pixels = zlib.compress(bytes([255]) * (WIDTH * HEIGHT * 3))
    return Picture(WIDTH, HEIGHT, pixels, covered or {})


def put(house, room: Ref, **more) -> Paper:
    """Two white pages under contracts, by the consultant."""
    wanted = {
        "section": Section.CONTRACTS,
        "title": "家政服务框架合同",
        "pages": [blank({"MOBILE": 2}), blank()],
        "actor": house[people.CONSULTANT],
        "at": house.at,
    } | more
    return room_documents.put(room=room, **wanted)


def opened(house, inside, *titles: str, hours: float = 24) -> Room:
    """An open room for the buyer, with these documents in it."""
    house.reach(inside.level)
    ref = house.prepared(inside)
    for title in titles:
        put(house, ref, title=title)
    house.open(ref, hours=hours)
    return Room.objects.get(ref=ref)


def opened_to_signed(house, inside, *titles: str) -> Room:
    """The same in a house whose sides have signed."""
    house.sign_assessed()
    return opened(house, inside, *titles)
