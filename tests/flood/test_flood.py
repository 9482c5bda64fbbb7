"""Honest readers get their pages while somebody floods the server with all that costs nothing."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from tests.flood import __main__ as flood
from tests.flood import attacks, proxy, readers, run
from tests.flood.attacks import ATTACKS
from tests.flood.readers import Heard
from tests.web import browser

from shoumi.core.tests import portion

pytestmark = pytest.mark.slow
_SECONDS, _SHORT_SECONDS = 20, 3


def test_the_bomb_is_a_real_archive_of_six_hundred_thousand_members():
    spaces, many = attacks.packed()
    assert round(len(many) / 2**20) == 29
    with zipfile.ZipFile(io.BytesIO(many)) as archive:
        assert len(archive.filelist) == attacks.MEMBERS == 600_000
    with zipfile.ZipFile(io.BytesIO(spaces)) as archive:
        assert archive.filelist[0].file_size == 255 << 20


def test_a_machine_that_is_busy_after_a_flood_gets_no_longer():
    slow = Heard(seconds=[2.5], answers=Counter({"200": 1}))
    outcome = run.Outcome("a flood", slow, calm=0.04, megabytes=100, told=Counter())
    assert outcome.wrong() == ["honest readers waited too long"]
    assert "limit 2.00 s, on this machine 2.00 s" in str(outcome)
    assert replace(outcome, calm=0.1).wrong() == []


def test_honest_readers_get_their_pages_under_each_flood(tmp_path):
    drawn = portion.drawn(list(ATTACKS), what="floods")
    seconds = _SECONDS if portion.is_long() else _SHORT_SECONDS
    with browser.served(flood.made(tmp_path)) as server:
        calm = readers.calm(server.port)
        outcomes = [run.under(attack, server, seconds, calm=calm) for attack in drawn]
    assert {str(one): one.wrong() for one in outcomes if one.wrong()} == {}


@pytest.mark.skipif(not portion.is_long(), reason="make long")
@pytest.mark.skipif(proxy.program() is None, reason="no caddy on this machine")
def test_and_behind_a_proxy(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOUMI_PROXIES", "127.0.0.1")
    with browser.served(flood.made(tmp_path)) as server, proxy.before(server.port) as port:
        calm = readers.calm(port)
        outcomes = [run.under(attack, server, _SECONDS, calm=calm, port=port) for attack in ATTACKS]
    assert {str(one): one.wrong() for one in outcomes if one.wrong()} == {}
