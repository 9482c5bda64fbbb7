"""Honest readers get their pages while somebody floods the server with all that costs nothing."""

from __future__ import annotations

import pytest
from tests.flood import __main__ as flood
from tests.flood import proxy, run
from tests.flood.attacks import ATTACKS
from tests.web import browser

from shoumi.core.tests import portion

pytestmark = pytest.mark.slow
_SECONDS, _SHORT_SECONDS = 20, 3


def test_honest_readers_get_their_pages_under_each_flood(tmp_path):
    drawn = portion.drawn(list(ATTACKS), what="floods")
    seconds = _SECONDS if portion.is_long() else _SHORT_SECONDS
    with browser.served(flood.made(tmp_path)) as server:
        outcomes = [run.under(attack, server, seconds) for attack in drawn]
    assert {str(one): one.wrong() for one in outcomes if one.wrong()} == {}


@pytest.mark.skipif(not portion.is_long(), reason="make long")
@pytest.mark.skipif(proxy.program() is None, reason="no caddy on this machine")
def test_and_behind_a_proxy(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOUMI_PROXIES", "127.0.0.1")
    with browser.served(flood.made(tmp_path)) as server, proxy.before(server.port) as port:
        outcomes = [run.under(attack, server, _SECONDS, port) for attack in ATTACKS]
    assert {str(one): one.wrong() for one in outcomes if one.wrong()} == {}
