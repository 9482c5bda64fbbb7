"""What lies in ``deploy`` is taken by the programs it is written for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from shoumi.doors import cli

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
_OURS = "/opt/shoumi/.venv/bin/shoumi"


def needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"no {program} on this machine")
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


def test_caddy_takes_its_file(tmp_path):
    order = [needs("caddy"), "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"]
    done = subprocess.run(order, capture_output=True, env={**os.environ, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr


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
