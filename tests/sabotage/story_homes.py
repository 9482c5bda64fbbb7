"""Tell the demo's story once and keep the home as it stood before each act that passes a door.

``python -m tests.sabotage.story_homes FOLDER`` leaves ``FOLDER/<moment>/home`` and, beside it,
``told.pickle``: who is who, what is what, and what the story was about to do.
"""

from __future__ import annotations

import functools
import pickle
import shutil
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.sabotage.told import HALF_WAY, HOME, MOMENTS, TOLD, Told


def tell(folder: Path, until: str = "") -> None:
    """Run the story in this process; ``SHOUMI_HOME`` is ``folder/telling``."""
    from shoumi.doors.demo import runner, show

    home = folder / "telling"
    story: list[Any] = []
    keep = functools.partial(_keep, folder, home, story)
    _watch(keep)
    plain = runner.Story

    def remembered(*args: Any, **more: Any) -> Any:
        story.append(plain(*args, **more))
        return story[0]

    runner.Story = remembered  # type: ignore[misc,assignment]
    request = runner.Request(home=home, variant="equity", customers=60, until=until or "closed")
    runner.tell(request, show.Silent())


def _watch(keep: Callable[[str, Mapping[str, Any]], None]) -> None:
    """Have the home kept before each act; a later one of the same name takes its place."""
    from shoumi.base.deals import services as deals
    from shoumi.base.handover import services as handover
    from shoumi.base.intake import import_run
    from shoumi.base.rooms import services as rooms
    from shoumi.base.rooms.models import Room
    from shoumi.chapters.consent.services import campaigns, dispatch

    def level(given: Mapping[str, Any]) -> str:
        return str(Room.objects.get(ref=given["room"]).level).lower()

    watched: list[tuple[Any, str, Callable[[Mapping[str, Any]], str]]] = [
        (deals, "advance", lambda given: str(given["stage"])),
        (deals, "finish", lambda given: str(given["stage"]) if given["stage"] == "closed" else ""),
        (deals, "file_paper", lambda given: _half_way(given["new"].kind)),
        (import_run, "take_in", lambda given: "import"),
        (rooms, "open_room", lambda given: f"room_{level(given)}"),
        (rooms, "view_items", lambda given: f"view_{level(given)}"),
        (campaigns, "open_window", lambda given: "campaign_open"),
        (dispatch, "send", lambda given: "campaign_send"),
        (handover, "seal", lambda given: "seal"),
        (handover, "release", lambda given: "release"),
    ]
    for module, verb, name in watched:
        setattr(module, verb, _kept_before(getattr(module, verb), name, keep))


def _half_way(kind: str) -> str:
    return HALF_WAY if kind == "new_licence" else ""


def _kept_before(
    verb: Callable[..., Any],
    name: Callable[[Mapping[str, Any]], str],
    keep: Callable[[str, Mapping[str, Any]], None],
) -> Callable[..., Any]:
    @functools.wraps(verb)
    def watched(**given: Any) -> Any:
        if (moment := name(given)) in (*MOMENTS, HALF_WAY):
            keep(moment, given)
        return verb(**given)

    return watched


def _keep(
    folder: Path, home: Path, story: list[Any], moment: str, given: Mapping[str, Any]
) -> None:
    from django.db import connections

    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    connections.close_all()
    place = folder / moment
    # "view_l3" comes twice, and the second time the room is shut: the first counts.
    if moment == "view_l3" and place.exists():
        return
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(home, place / HOME)
    one = story[0]
    told = Told(
        moment,
        str(one.deal),
        one.number,
        {name: str(ref) for name, ref in one.cast.people.items()},
        {name: str(ref) for name, ref in one.refs.items()},
        {name: value for name, value in given.items() if _is_plain(value)},
        tuple(str(path.relative_to(home)) for path in one.files if path.exists()),
        given.get("plan"),
    )
    (place / TOLD).write_bytes(pickle.dumps(told))


def _is_plain(value: object) -> bool:
    """What can be said again later: references, times, codes; not streams of people."""
    try:
        return len(pickle.dumps(value)) < 200_000 and not hasattr(value, "query")
    except Exception:  # noqa: BLE001 - whatever cannot be kept is made anew by the act
        return False


def main() -> int:
    from shoumi.doors import homes

    homes.load()
    tell(Path(sys.argv[1]), *sys.argv[2:3])
    return 0


if __name__ == "__main__":
    sys.exit(main())
