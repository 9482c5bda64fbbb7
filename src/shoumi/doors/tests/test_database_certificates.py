"""The certificate of a database on another machine is judged, and its end is known."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from scripts.with_postgres import as_servant, binaries
from tests.free_port import free_port

from shoumi.base.egress.tests.https_server import authority, certificate
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.base.transport import negotiation
from shoumi.base.transport.negotiation import Found, attempt
from shoumi.doors.settings import env

pytestmark = pytest.mark.django_db(databases=["default"])

NAME, ELSEWHERE = "db.example", "other.example"


@contextmanager
def served(*, by=NAME, days=(-9, 90), has_tls=True):
    """A PostgreSQL on this machine that shows a certificate of the name ``by``; its port."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as place:  # noqa: S108 - a socket's path is short
        folder = Path(place)
        servant, data = as_servant(folder), folder / "data"
        made = [*servant, binaries() / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        quiet = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([*made, "--no-sync"], **quiet)
        owner = folder.stat()
        for name, text in zip(("key", "crt"), certificate(by, days), strict=True):
            file = data / f"server.{name}"
            file.write_bytes(text)
            file.chmod(0o600)
            if servant:
                os.chown(file, owner.st_uid, owner.st_gid)
        control = [*servant, binaries() / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log"]
        port = _started(control, f"-k {folder} -c fsync=off -c ssl={'on' if has_tls else 'off'}")
        try:
            yield port
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd="/", check=False)


def _started(control, options):
    port = free_port()
    own = f"{options} -p {port} -c listen_addresses=127.0.0.1"
    subprocess.run([*control, "-o", own, "start"], cwd="/", check=True)
    return port


@pytest.fixture
def tried(tmp_path, monkeypatch):
    """Connects as the settings of an address do, and tries that path."""
    trusted = tmp_path / "authority.pem"
    trusted.write_text(authority()[0])

    def attempt_at(port, more="", *, host=NAME):
        monkeypatch.setenv(
            "DATABASE_URL",
            f"postgresql://postgres@{host}:{port}/postgres?hostaddr=127.0.0.1"
            f"&sslrootcert={trusted}{more}",
        )
        handler = ConnectionHandler({"default": env.database("DATABASE_URL", "x")})
        monkeypatch.setattr(negotiation, "connections", handler)
        try:
            handler["default"].ensure_connection()
            return attempt(NetworkPath(PathKind.DATA, host, port))
        finally:
            handler.close_all()

    return attempt_at


def test_a_server_by_its_own_name_is_encrypted_and_says_until_when(tried):
    with served() as port:
        found = tried(port)
    assert (found.found, found.version) == (Found.ENCRYPTED, "TLSv1.3")
    assert timedelta(days=89) < found.until - datetime.now(UTC) <= timedelta(days=90)


@pytest.mark.parametrize("mode", ["prefer", "require", "verify-ca"])
def test_a_mode_that_does_not_look_at_the_name_is_not_trusted(tried, mode):
    with served() as port:
        assert tried(port, f"&sslmode={mode}").found is Found.UNTRUSTED


def test_a_server_of_another_name_or_that_is_over_is_not_even_connected_to(tried):
    for how in ({"by": ELSEWHERE}, {"days": (-9, -1)}, {"has_tls": False}):
        with served(**how) as port, pytest.raises(OperationalError):
            tried(port)


def test_without_tls_where_the_address_allows_it_is_in_the_clear(tried):
    with served(has_tls=False) as port:
        assert tried(port, "&sslmode=prefer").found is Found.IN_CLEAR
