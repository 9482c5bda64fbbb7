"""Promises about copies: 13.1, 13.2 and 13.3, of a home that is set up for them.

A demo home states them.  Here it is asked as a real one is, from the moment that a file in it says
so; what its places answer when somebody tries to delete there stands in that file.  The file is put
back with the home.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from tests.sabotage import house_breaks, incident_breaks
from tests.sabotage.break_case import cast
from tests.sabotage.place import Place

_FOLDER = "copies"
_MARK = f"{_FOLDER}/asked-as-a-real-home"
# The secret key that would be offline; it goes with the home when that is put back.
_KEY = f"{_FOLDER}/identity"


def _mark() -> Path:
    from django.conf import settings

    return Path(settings.SHOUMI_HOME) / _MARK


def _as_a_real_home() -> None:
    """Once in a process."""
    from shoumi.base.copies import addresses, places
    from shoumi.chapters.backup import queries

    if hasattr(queries.is_kept_here, "__wrapped__"):
        return

    def where_marked(plain: Callable[..., Any], told: Callable[[], Any]) -> Callable[..., Any]:
        @wraps(plain)
        def asked(*args: Any) -> Any:
            return told() if _mark().exists() else plain(*args)

        return asked

    def deletion() -> places.Deletion:
        return places.Deletion(_mark().read_text("ascii"))

    def inside(kind: str, address: str, data_folder: Path) -> str:
        """A real home keeps no copies in itself; here they are put back with it."""
        if Path(address).is_relative_to(data_folder / _FOLDER):
            return address
        return plain_check(kind, address, data_folder)

    plain, plain_check = places.Folder.try_to_delete, addresses.check
    addresses.check = inside
    queries.is_kept_here = where_marked(queries.is_kept_here, lambda: True)
    addresses.is_beside = where_marked(addresses.is_beside, lambda: False)
    places.Folder.try_to_delete = where_marked(plain, deletion)  # type: ignore[method-assign]


def set_up(place: Place) -> None:
    """Two places, one of them elsewhere, with a copy at each that was looked through; one of them
    was put back in a drill."""
    _as_a_real_home()
    _name_key(place)
    _two_places(place)
    drill(place)


def _two_places(place: Place) -> None:
    """In place of those there are."""
    from shoumi.base.copies.places import Kind
    from shoumi.chapters.backup import queries
    from shoumi.chapters.backup.rules import Medium
    from shoumi.chapters.backup.services import runs, setup
    from shoumi.chapters.backup.services.setup import Stated
    from shoumi.core.refs import Ref

    keeper = place[cast().OPERATIONS]
    for one in queries.targets():
        setup.end_target(target=Ref(one.ref), actor=keeper, at=place.at)
    for name, medium, is_elsewhere in (("near", Medium.NAS, False), ("away", Medium.SERVER, True)):
        folder = place.home / _FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = setup.add_target(
            name=name,
            kind=Kind.FOLDER,
            address=str(folder),
            credentials="",
            stated=Stated(medium, is_elsewhere, True, True, "虚构市机房", "合同"),
            actor=keeper,
            at=place.at,
        )
        runs.copy(target=Ref(made.ref), actor=keeper, at=place.at)
    _answering(place, "refused")


def _name_key(place: Place) -> None:
    import pyrage

    from shoumi.base.approvals import services as approvals
    from shoumi.chapters.backup.services import setup
    from shoumi.core.refs import Ref

    made = pyrage.x25519.Identity.generate()
    (place.home / _KEY).parent.mkdir(exist_ok=True)
    (place.home / _KEY).write_text(str(made), "ascii")
    key, officer = str(made.to_public()), place[cast().SECURITY]
    asked = approvals.ask(change=setup.naming("key", key), actor=officer, at=place.at)
    approvals.approve(approval=Ref(asked.ref), actor=place[cast().DPO], at=place.at)
    setup.name_recipient(name="key", public_key=key, actor=officer, at=place.at)


def _answering(place: Place, deletion: str) -> None:
    """What the places answer to who tries to delete, and a look through each of them."""
    from shoumi.chapters.backup import queries
    from shoumi.chapters.backup.services import runs
    from shoumi.core.refs import Ref

    _mark().write_text(deletion, "ascii")
    for one in queries.targets():
        runs.verify(target=Ref(one.ref), actor=place[cast().OPERATIONS], at=place.at)
    place.a_minute_later()


def no_copy_for_a_day(place: Place) -> None:
    """As time alone would leave the copies, twenty-five hours on."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.backup.models import Run

    set_up(place)
    authenticated.change(Run.objects, sentinel_at=place.at - timedelta(hours=25))
    place.a_minute_later()


def a_day_but_a_minute(place: Place) -> None:
    """Nobody made a copy since."""
    set_up(place)
    place.go(hours=23, minutes=59)
    place.sign_in_again()


def a_quarter_but_a_minute(place: Place) -> None:
    """People stated again what they stated, copies lie at new places, and none of them was put back
    since the drill."""
    from shoumi.chapters.backup import queries, rules

    set_up(place)
    last = queries.newest_drill()
    assert last is not None
    until = rules.next_drill(last.tested_at) - timedelta(minutes=1)
    place.go(seconds=(until - place.at).total_seconds())
    place.sign_in_again()
    _two_places(place)
    for demand in place.stated:
        if not demand.startswith("13."):
            house_breaks.state_again(demand)(place)
    incident_breaks.call_everybody(place)


def two_minutes_go_by(place: Place) -> None:
    place.go(minutes=2)


def copy_again(place: Place) -> None:
    place.page(cast().OPERATIONS, "/backup/do/backup-create")
    place.work_on()
    place.a_minute_later()


def deletable(place: Place) -> None:
    """Somebody turned append-only off at both places; the daily look finds out."""
    set_up(place)
    _answering(place, "deleted")


def looked_through_again(place: Place) -> None:
    """Where the copies lie it was turned on again; here somebody has that looked at."""
    from shoumi.chapters.backup import queries

    _mark().write_text("refused", "ascii")
    for one in queries.targets():
        place.page(cast().OPERATIONS, f"/backup/{one.ref}/do/backup-verify")
    place.work_on()
    place.a_minute_later()


def drill(place: Place) -> None:
    """Whoever drills brings the key that opens copies."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from shoumi.chapters.backup import queries

    target = queries.targets()[0].ref
    key = SimpleUploadedFile("identity", (place.home / _KEY).read_bytes())
    place.page(cast().OPERATIONS, f"/backup/{target}/do/backup-drill", identity=key)
    place.a_minute_later()


def no_drill_for_a_quarter(place: Place) -> None:
    from shoumi.base.tests import authenticated
    from shoumi.chapters.backup.models import Drill

    set_up(place)
    authenticated.change(Drill.objects, tested_at=place.at - timedelta(days=93))
    place.a_minute_later()
