"""A served home whose PostgreSQL is stopped says so at once, and goes on when it is back."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from urllib.parse import urlsplit

import psycopg
import pytest
from scripts import with_postgres
from tests.web import browser, home

from shoumi.core.tests import portion

pytestmark = pytest.mark.slow
# In ``make test`` the machine may have much else to do.
ANSWER_SECONDS = 2.0 if portion.is_long() else 20.0
_PATIENCE_SECONDS = 120.0
# More than the house has threads, each of which holds connections that broke.
_TIMES = 20
_PAGES = ("/sign-in", "/check", "/")
_WORDS = {"zh": "数据库没有应答", "en": "The database does not answer"}
_PROGRAM = {"Authorization": "Bearer of-nobody"}


@pytest.fixture
def served(tmp_path):
    """A demo home at a server of its own, and the server's folder."""
    place = tmp_path / "home"
    with with_postgres.cluster() as folder:
        with psycopg.connect(with_postgres.address(folder, "postgres"), autocommit=True) as admin:
            for name in ("data", "keys"):
                admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        own = {
            "DATABASE_URL": with_postgres.address(folder, "data"),
            "KEYRING_URL": with_postgres.address(folder, "keys"),
        }
        order = [sys.executable, "-m", "shoumi.doors.cli", "home", "create", "--demo"]
        made = [*order, "--head", "郑样板", "--dpo", "林示范"]
        subprocess.run(made, env=home.environment(place) | own, check=True, capture_output=True)
        with browser.served(place, more=own) as server:
            yield server, folder


def cluster(folder, act):
    """What ``pg_ctl`` answers; stopped, it is as after a crash."""
    options = {
        "start": ["-w", "-o", f"-k {folder} -c listen_addresses=''"],
        "stop": ["-w", "-m", "immediate"],
    }
    program = [*with_postgres.as_servant(folder), with_postgres.binaries() / "pg_ctl", act]
    order = [*program, "-s", "-D", folder / "data", "-l", folder / "log", *options[act]]
    return subprocess.run(order, cwd="/", stdout=subprocess.DEVNULL, check=False).returncode


def asked(server, path, **headers):
    """(status, text, seconds) of the answer."""
    begun = time.monotonic()
    one = http.client.HTTPConnection(urlsplit(server.site).netloc, timeout=_PATIENCE_SECONDS)
    try:
        one.request("GET", path, headers=headers)
        answer = one.getresponse()
        return answer.status, answer.read().decode(), time.monotonic() - begun
    finally:
        one.close()


def test_pages_and_programs_are_told_at_once_and_go_on_when_it_is_back(served):
    server, folder = served
    before = [asked(server, page)[0] for page in _PAGES]
    assert 503 not in before
    assert asked(server, "/api/v1/deals", **_PROGRAM)[0] == 401
    assert cluster(folder, "stop") == 0
    for _ in range(_TIMES):
        for lang, words in _WORDS.items():
            status, text, seconds = asked(server, "/check", **{"Accept-Language": lang})
            assert (status, words in text, seconds < ANSWER_SECONDS) == (503, True, True), text
    status, text, seconds = asked(server, "/api/v1/deals", **_PROGRAM)
    assert (status, json.loads(text)["code"]) == (503, "storage.lost")
    assert seconds < ANSWER_SECONDS
    assert cluster(folder, "start") == 0
    until = time.monotonic() + _PATIENCE_SECONDS
    while [asked(server, page)[0] for page in _PAGES] != before:
        assert time.monotonic() < until, "it does not go on by itself"
        time.sleep(0.1)
    for _ in range(_TIMES):
        assert [asked(server, page)[0] for page in _PAGES] == before
    assert asked(server, "/api/v1/deals", **_PROGRAM)[0] == 401
