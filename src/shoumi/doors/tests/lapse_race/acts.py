"""What a process tries again and again: each says whether it got something that has lapsed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from shoumi.base.gate import disclosure, query_filter
from shoumi.base.gate.tasks import question
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package, State
from shoumi.base.rooms import page_views, room_documents
from shoumi.base.rooms import services as rooms
from shoumi.base.subjects.models import Subject
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import KEY
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.lapse_race.shared import Shared
from shoumi.doors.tests.lapse_race.world import World

Try = Callable[[World, Shared, datetime], bool]


def looked_at(world: World, shared: Shared) -> Ref:
    return world.doomed[shared.doomed - 1] if shared.doomed else world.people[-1]


def reveal(world: World, shared: Shared, at: datetime) -> bool:
    person = looked_at(world, shared)
    asked = world.house.asked(world.reading, person, actor=world.reader(shared.clock), at=at)
    return disclosure.open_asked(asked).keys() == set(FIELDS)


def list_people(world: World, shared: Shared, at: datetime) -> bool:
    asked = world.house.asked(world.reading, act=Act.LIST, at=at)
    found = query_filter.allowed(asked, Subject.objects.filter(deal=world.house.deal))
    return found.filter(ref=looked_at(world, shared)).count() > 0


def export(world: World, shared: Shared, at: datetime) -> bool:
    asked = question(
        actor=world.house.dpo, act=Act.EXPORT, task=world.crowd.task, at=at, fields=FIELDS
    )
    opened, _ = disclosure.open_many(asked, [world.people[shared.target]])
    return bool(list(opened))


def enter(world: World, shared: Shared, at: datetime) -> bool:
    return bool(rooms.enter(room=world.room, actor=world.house.buyer, at=at))


def page_image(world: World, shared: Shared, at: datetime) -> bool:
    buyer = world.house.buyer
    view = page_views.look(paper=world.paper, page=1, actor=buyer, at=at)
    seen = page_views.fetched(view=Ref(view.ref), actor=buyer, at=at)
    return bool(room_documents.picture(seen.paper, seen.page)[2])


def seal(world: World, shared: Shared, at: datetime) -> bool:
    package = sealed(world, at)
    handover.void(package=Ref(package.ref), actor=world.house.dpo, at=at)
    return package.rows > shared.spared


def release(world: World, shared: Shared, at: datetime) -> bool:
    """The older of the packages that wait for it (``stock``)."""
    package = _waiting(world)[0]
    handover.release(package=Ref(package.ref), actor=world.house[people.SUPERVISOR], at=at)
    return True


def clean_room(world: World, shared: Shared, at: datetime) -> bool:
    """An L3 room names its people: the item of the one who is looked at."""
    items = rooms.view_items(room=world.clean_room, actor=world.house.buyer, at=at)
    return looked_at(world, shared) in dict(items)


def stock(world: World, shared: Shared) -> None:
    """Two packages wait: one may be released before the lapse, one is there to be tried after."""
    at = shared.now(world)
    kept = 0
    for package in _waiting(world):
        if package.rows > len(world.people) - shared.target:
            # Somebody in it withdrew.
            handover.void(package=Ref(package.ref), actor=world.house.dpo, at=at)
        else:
            kept += 1
    for _ in range(kept, 2):
        sealed(world, at, by=world.house[people.SECURITY])


def _waiting(world: World) -> list[Package]:
    by = world.house[people.SECURITY]
    return list(Package.objects.filter(state=State.SEALED, sealed_by=by).order_by("position"))


def sealed(world: World, at: datetime, by: Ref | None = None) -> Package:
    return handover.seal(
        deal=world.house.deal,
        recipient=world.crowd.recipient,
        key=KEY,
        task=world.crowd.task,
        subjects=world.people,
        fields=FIELDS,
        actor=by or world.house.dpo,
        at=at,
    )


ACTS: Mapping[str, Try] = {
    "reveal": reveal,
    "list": list_people,
    "export": export,
    "enter": enter,
    "page image": page_image,
    "seal": seal,
    "release": release,
}
# What only a lapse of one person's data stops, and so the race of restriction and deletion tries.
NAMING: Mapping[str, Try] = {"clean room": clean_room}
