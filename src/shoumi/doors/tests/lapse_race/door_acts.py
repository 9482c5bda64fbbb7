"""Looks through the doors: by the console's page, and by a program over the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch
from urllib.parse import urlencode

import time_machine

from shoumi.base.ledger import running_time
from shoumi.doors.api.tests.programs import program
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.lapse_race.acts import Try, looked_at
from shoumi.doors.tests.lapse_race.shared import Shared
from shoumi.doors.tests.lapse_race.world import World
from shoumi.doors.tests.visitors import signed_in

# Shown, refused by the gate, or without a key: destroyed between the gate and the envelope.
_ANSWERS = (200, 403, 404)


@contextmanager
def _story(at: datetime) -> Iterator[None]:
    """The doors ask the time themselves, so the process has that of the story."""
    found = running_time.distance()
    with (
        patch.object(running_time, "distance", lambda: found),
        time_machine.travel(at, tick=False),
    ):
        yield


def page(world: World, shared: Shared, at: datetime) -> bool:
    named = urlencode({"task": world.reading, "field": FIELDS}, doseq=True)
    with _story(at):
        browser = signed_in(world.reader(shared.clock))
        answer = browser.post(f"/customers/{looked_at(world, shared)}/reveal?{named}", secure=True)
    assert answer.status_code in _ANSWERS, answer.content.decode()
    return bool(answer.status_code == 200)


def api(world: World, shared: Shared, at: datetime) -> bool:
    reader, person = world.reader(shared.clock), looked_at(world, shared)
    with _story(at):
        if reader not in world.programs:
            world.programs[reader] = program(reader)
        body = {"task": world.reading, "fields": list(FIELDS)}
        answer = world.programs[reader].act(f"/customers/{person}/reveal", body)
    assert answer.status_code in _ANSWERS, answer.content.decode()
    return bool(answer.status_code == 200)


DOORS: Mapping[str, Try] = {"page": page, "API": api}
