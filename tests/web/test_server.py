"""The server answers whoever comes, however many browsers hold their connections open."""

from __future__ import annotations

import http.client
import sys

import pytest
from tests.web import browser, home

pytestmark = pytest.mark.slow
# Seven browsers hold six connections each; a reader who waits longer thinks that nothing works.
_BROWSERS, _EACH, _PATIENCE = 7, 6, 5


def test_idle_connections_of_some_browsers_keep_nobody_waiting(tmp_path):
    made = ("home", "create", "--demo", "--head", "郑样板", "--dpo", "林示范")
    home.run(tmp_path / "home", sys.executable, "-m", "shoumi.doors.cli", *made)
    with browser.served(tmp_path / "home") as served:
        place = served.site.removeprefix("http://")
        held = [
            http.client.HTTPConnection(place, timeout=_PATIENCE) for _ in range(_BROWSERS * _EACH)
        ]
        for one in held:
            one.request("GET", "/check", headers={"Connection": "keep-alive"})
            answer = one.getresponse()
            assert answer.status == 200
            answer.read()
        for one in held:
            one.close()
