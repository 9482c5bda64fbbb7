"""Promises about technical defence: 12.1 of a host with a firewall of its own, 12.2, 12.3.

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

_SAID, _LISTENS = "host-firewall.json", "port-9000"
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
    from shoumi.chapters.defence.queries import firewall as queries

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
    place.go(minutes=9)


def a_minute_goes_by(place: Place) -> None:
    place.go(minutes=1)


def two_minutes_go_by(place: Place) -> None:
    place.go(minutes=2)
    place.a_minute_later()


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


# -- nobody looks at what the watch found --------------------------------------------------------


def _guess(place: Place) -> None:
    """Somebody guesses the password of one of the house; the watch looks within the minute."""
    from django.db import transaction

    from shoumi.base.ledger import writer
    from shoumi.base.signin.events import By, Tag
    from shoumi.chapters.defence.services import detection
    from shoumi.core.ledger.leaf import Event
    from shoumi.core.refs import SYSTEM

    about, facts = place[cast().CONSULTANT], {"by": By.PASSWORD}
    tries = [Event(Tag.REFUSED, SYSTEM, about, place.at, facts, ("1.5",))] * 8
    with transaction.atomic():
        writer.record_many(tries)
    assert detection.look(at=place.at)


def alert(place: Place) -> None:
    """The watch is switched on and opens an alert; nobody takes it, and the watch goes on."""
    from shoumi.chapters.defence.services import detection

    place.page(cast().SECURITY, "/detection/do/detection-begin")
    _guess(place)
    place.go(minutes=14)
    detection.look(at=place.at)


def alert_waits(place: Place) -> None:
    from shoumi.chapters.defence.services import detection

    alert(place)
    place.go(minutes=1)
    detection.look(at=place.at)
    place.a_minute_later()


def take(place: Place) -> None:
    from shoumi.chapters.defence.models import SecurityCase

    found = SecurityCase.objects.order_by("-number")[0].ref
    place.page(cast().SECURITY, f"/detection/{found}/do/detection-take")
    place.a_minute_later()


# -- nobody knows what a sensor says -------------------------------------------------------------


def log_away(place: Place) -> None:
    """The log of a sensor is gone; the watch goes on without it."""
    from shoumi.chapters.defence.services import detection, sensors

    log = _file().parents[1] / "eve.json"
    log.touch()
    place.page(cast().SECURITY, "/detection/do/detection-begin")
    place.page(cast().SECURITY, "/detection/do/sensor-add", kind="SURICATA", path=str(log))
    log.unlink()
    place.go(minutes=11)
    sensors.read(at=place.at)
    detection.look(at=place.at)
    place.a_minute_later()


def sensor_off(place: Place) -> None:
    """Nobody has it any more, so it is switched off by its page."""
    from shoumi.chapters.defence.queries import sensors

    (one,) = sensors.running()
    place.page(cast().SECURITY, f"/sensors/{one.ref}/do/sensor-drop", is_sure="on")
    place.a_minute_later()


# -- what the audit found is not mended ----------------------------------------------------------


def _audited(place: Place) -> None:
    """By the page of security; the house has nothing to find but what the file says."""
    import json

    from django.core.files.uploadedfile import SimpleUploadedFile

    from shoumi.chapters.defence.services import audit

    audit._seen = lambda known: _findings()
    told = {"id": "MADE-UP", "modified": place.at.isoformat(), "affected": []}
    file = SimpleUploadedFile("osv.json", json.dumps([told]).encode())
    people = cast()
    place.page(people.SECURITY, "/audit/do/audit-begin")
    place.page(people.SECURITY, "/audit/do/audit-advisories", file=file)
    _look(place)


def _findings() -> Any:
    from shoumi.chapters.defence.rules.audit import Found, Severity, What

    if (_file().parent / _LISTENS).exists():
        yield Found(What.PORT, "tcp 9000", Severity.CRITICAL)


def _look(place: Place) -> None:
    """The worker's, of the hour."""
    from shoumi.chapters.defence.services import audit

    audit.look(at=place.at)
    place.a_minute_later()


def port_stays_open(place: Place) -> None:
    """Found a day and an hour ago, and there still; nothing else has aged."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.defence.models import AuditFinding

    _audited(place)
    (_file().parent / _LISTENS).touch()
    _look(place)
    long_ago = place.at - timedelta(hours=25)
    due = place.at - timedelta(hours=1)
    found = AuditFinding.objects.filter(mended_at=None)
    assert authenticated.change(found, found_at=long_ago, due_at=due)
    place.a_minute_later()


def port_is_shut(place: Place) -> None:
    """Where the program ran it is ended; the next look sees it."""
    (_file().parent / _LISTENS).unlink()
    _look(place)


BREAKS = (
    Break(
        ("12.3",),
        SQL,
        port_stays_open,
        port_is_shut,
        why="time does it too, with all else that a day ends",
    ),
    Break(("12.2",), SERVICE, alert_waits, take, is_slow=True),
    Break(("12.2",), SERVICE, log_away, sensor_off, is_slow=True),
    Break(("12.2",), CLOCK, a_minute_goes_by, take, scene=alert, at=_AT),
    # The picture of a page that the buyer was shown a moment ago.
    Break(("12.2",), CLOCK, a_minute_goes_by, take, scene=alert, at="campaign_send"),
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
