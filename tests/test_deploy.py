"""What lies in ``deploy`` is taken by the programs it is written for."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from tests.free_port import free_port

from shoumi.doors import cli
from shoumi.doors.server import asgi, connections, live_streams, request_bodies

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
_KEEPING = "/var/lib/shoumi-witness"
_TRIES = 1200  # a tenth of a second each: the machine may be busy
_OURS = "/opt/shoumi/.venv/bin/shoumi"


def needs(program: str) -> str:
    """Never passed over: a file that nothing looks at may say anything."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"no {program} on this machine; sh scripts/setup.sh dev brings it"
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_each_unit(unit, tmp_path):
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text("utf-8").replace(_OURS, "/bin/true"), "utf-8")
    done = subprocess.run(
        [needs("systemd-analyze"), "verify", "--man=no", copy], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_a_unit_starts_is_a_command_of_ours(unit):
    (order,) = re.findall(rf"^ExecStart={_OURS} (.*)$", unit.read_text("utf-8"), re.MULTILINE)
    words = order.split()
    command = cli._own(words.pop(0))
    while hasattr(command, "get_command"):
        command = command.get_command(None, words.pop(0))
    known = {name for one in command.params for name in one.opts}
    assert {word for word in words if word.startswith("--")} <= known


@contextmanager
def started(unit: Path, folder: Path) -> Iterator[int]:
    """What a unit starts, in a folder of the test's and at a port of its own, until it listens."""
    (order,) = re.findall(rf"^ExecStart={_OURS} (.*)$", unit.read_text("utf-8"), re.MULTILINE)
    port = free_port()
    keeping = folder / "witness"
    words = re.sub(r"(?<=--port )\d+", str(port), order).replace(_KEEPING, str(keeping)).split()
    own = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own |= {
        "HOME": str(folder),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "SHOUMI_HOME": str(folder / "home"),
        "DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.base",
    }
    program = [sys.executable, "-m", "shoumi.doors.cli"]
    if "witness" in words:
        made = [*program, "witness", "init", str(keeping), "--name", "witness.example/1"]
        subprocess.run(made, env=own, check=True, capture_output=True)
    with subprocess.Popen(
        [*program, *words], env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        try:
            for _ in range(_TRIES):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                assert running.poll() is None, running.communicate()[0].decode()
                time.sleep(0.1)
            yield port
            running.send_signal(signal.SIGTERM)
            told = running.communicate(timeout=60)[0]
            assert running.returncode in (0, -signal.SIGTERM), told.decode()
        finally:
            running.kill()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_a_unit_starts_answers_and_ends_when_it_is_told(unit, tmp_path):
    with started(unit, tmp_path) as port:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked.request("GET", "/")
        # A witness is asked by POST alone.
        assert asked.getresponse().status in ((501,) if "witness" in unit.name else (200, 302, 303))
        asked.close()


def test_caddy_takes_its_file(tmp_path):
    order = [needs("caddy"), "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"]
    done = subprocess.run(order, capture_output=True, env={**os.environ, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr


def test_people_without_tls_are_led_to_it_and_a_program_is_refused(tmp_path):
    """Led along, a program would go on sending its token in the clear (ASVS 4.1.2)."""
    _, name, plain = (DEPLOY / "Caddyfile").read_text("utf-8").partition("http://shoumi.example")
    file, port = tmp_path / "Caddyfile", free_port()
    file.write_text(f"{{\n\tadmin off\n}}\nhttp://:{port}{plain}", "utf-8")
    order = [needs("caddy"), "run", "--adapter", "caddyfile", "--config", file]

    def told(address: str) -> tuple[int, str | None]:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
            asked.request("GET", address, headers={"Host": "house.example"})
            answer = asked.getresponse()
            return answer.status, answer.getheader("Location")

    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(order, env={**os.environ, "HOME": str(tmp_path)}, stderr=said) as running,
    ):
        try:
            for _ in range(_TRIES):
                with suppress(ConnectionRefusedError):
                    assert told("/") == (308, "https://house.example/")
                    break
                assert running.poll() is None, (tmp_path / "said").read_text()
                time.sleep(0.1)
            assert told("/deals?state=open") == (308, "https://house.example/deals?state=open")
            assert told("/api/v1/deals") == (403, None)
        finally:
            running.kill()
    assert name


def test_the_proxy_has_more_connections_to_the_house_than_the_house_takes_requests():
    (most,) = re.findall(r"max_conns_per_host (\d+)", (DEPLOY / "Caddyfile").read_text("utf-8"))
    taken = request_bodies.BODIES + live_streams.MOST + asgi.THREADS + asgi.WAITING
    assert taken < int(most) < connections.MOST
    unit = (DEPLOY / "shoumi.service").read_text("utf-8")
    (files,) = re.findall(r"^LimitNOFILE=(\d+)$", unit, re.MULTILINE)
    assert int(files) > connections.MOST


@pytest.mark.both
@pytest.mark.slow
def test_the_working_role_keeps_a_home_and_changes_no_entry(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("roles of PostgreSQL")
    server = urlsplit(os.environ["DATABASE_URL"])

    def address(role: str, database: str) -> str:
        place = server.netloc.rpartition("@")[2]
        return urlunsplit(server._replace(netloc=f"{role}@{place}", path=f"/{database}"))

    def psql(role: str, database: str, *words: str) -> subprocess.CompletedProcess[str]:
        order = [needs("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-d", address(role, database)]
        return subprocess.run([*order, *words], capture_output=True, text=True)

    def shoumi(role: str, *words: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "SHOUMI_HOME": str(tmp_path / "home"),
            "DATABASE_URL": address(role, "shoumi"),
            "KEYRING_URL": address("shoumi_keys", "shoumi_keys"),
            "DJANGO_SETTINGS_MODULE": "shoumi.doors.settings.base",
        }
        order = [sys.executable, "-m", "shoumi.doors.cli", *words]
        return subprocess.run(order, env=env, capture_output=True, text=True)

    try:
        done = psql("postgres", "postgres", "-f", str(DEPLOY / "postgresql.sql"))
        assert done.returncode == 0, done.stderr
        made = shoumi("shoumi_owner", "home", "create", "--head", "郑样板", "--dpo", "林示范")
        assert made.returncode == 0, made.stderr
        fixed = psql("shoumi_owner", "shoumi", "-f", str(DEPLOY / "postgresql-ledger.sql"))
        assert fixed.returncode == 0, fixed.stderr
        invited = shoumi("shoumi", "person", "list", "--json")
        assert invited.returncode == 0, invited.stderr
        assert shoumi("shoumi", "ledger", "verify").returncode == 0
        for statement in (
            "UPDATE ledger_entry SET body = body",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_head",
            "DROP TRIGGER ledger_entry_fixed ON ledger_entry",
            "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
            "DELETE FROM django_migrations",
        ):
            refused = psql("shoumi", "shoumi", "-c", statement)
            assert re.search("permission denied|must be owner", refused.stderr), statement
        assert "CONNECT" in psql("shoumi", "shoumi_keys", "-c", "SELECT 1").stderr
    finally:
        for database in ("shoumi", "shoumi_keys"):
            psql("postgres", "postgres", "-c", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        for role in ("shoumi_owner", "shoumi", "shoumi_keys", "shoumi_backup"):
            psql("postgres", "postgres", "-c", f"DROP ROLE IF EXISTS {role}")
