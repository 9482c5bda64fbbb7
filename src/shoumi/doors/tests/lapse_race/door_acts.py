"""Looks through the doors: by the console's page, and by a program over the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

import time_machine

from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import program
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.lapse_race.acts import Try, looked_at
from shoumi.doors.tests.lapse_race.shared import Shared
from shoumi.doors.tests.lapse_race.world import World
from shoumi.doors.tests.visitors import signed_in


def page(world: World, shared: Shared, at: datetime) -> bool:
    """The doors ask the time themselves, so the process has the story's."""
    named = urlencode({"task": world.reading, "field": FIELDS}, doseq=True)
    with time_machine.travel(at, tick=False):
        browser = signed_in(world.reader(shared.clock))
        answer = browser.post(f"/customers/{looked_at(world, shared)}/reveal?{named}", secure=True)
    assert answer.status_code in (200, 403), answer.content.decode()
    return bool(answer.status_code == 200)


def api(world: World, shared: Shared, at: datetime) -> bool:
    person: Ref = looked_at(world, shared)
    with time_machine.travel(at, tick=False):
        caller = program(world.reader(shared.clock))
        body = {"task": world.reading, "fields": list(FIELDS)}
        answer = caller.act(f"/customers/{person}/reveal", body)
    assert answer.status_code in (200, 403), answer.content.decode()
    return bool(answer.status_code == 200)


DOORS: Mapping[str, Try] = {"page": page, "API": api}
