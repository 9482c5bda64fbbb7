"""Drills that missed something, and one that nobody ended (20.2)."""

from __future__ import annotations

from datetime import timedelta

from tests.sabotage import incident_breaks
from tests.sabotage.break_case import SERVICE, SQL, Break, cast
from tests.sabotage.place import Place


def drill_misses(place: Place) -> None:
    """Nobody is told in it, so each notice that it owed has to be decided."""
    incident_breaks.drill(place, persons=1_000_000)


def drill_left_open(place: Place) -> None:
    """Begun thirty days ago: what it missed nobody knows."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.incidents.models import Breach
    from shoumi.chapters.incidents.services import drills

    people = cast()
    begun = {"injects": "0 | 来电", "actor": place[people.SECURITY], "at": place.at}
    made = drills.begin(told=incident_breaks.report(place, 37), **begun)
    since = place.at - timedelta(days=30)
    authenticated.change(Breach.objects.filter(ref=made.ref), found_at=since)
    place.a_minute_later()


def drill_ends(place: Place) -> None:
    from shoumi.chapters.incidents.models import Breach
    from shoumi.chapters.incidents.services import drills
    from shoumi.core.refs import Ref

    begun = Ref(Breach.objects.get(is_drill=True, closed_at=None).ref)
    incident_breaks.handle(place, begun, proof=b"", is_told=True)
    drills.end(breach=begun, actor=place[cast().HEAD], at=place.at)
    incident_breaks.decline_all(place)


BREAKS: tuple[Break, ...] = (
    Break(
        ("20.2",),
        SERVICE,
        drill_misses,
        incident_breaks.decline_all,
        scene=incident_breaks.begin,
        at="data_handover",
    ),
    Break(
        ("20.2",),
        SQL,
        drill_left_open,
        drill_ends,
        scene=incident_breaks.begin,
        at="data_handover",
        why="time does it too; here nothing else has aged",
    ),
)
