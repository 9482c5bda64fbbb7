"""A real home that was copied and then lost, and the machines it is put back to."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys

import pyrage
from tests.faults import lost_office
from tests.faults.new_machine import OPERATING, ROOT, Machine, block, environment, part

WORKING = {
    "DATABASE_URL": "postgresql://shoumi@/shoumi",
    "KEYRING_URL": "postgresql://shoumi_keys@/shoumi_keys",
}
_OWNING = {**WORKING, "DATABASE_URL": "postgresql://shoumi_owner@/shoumi"}
_POSTGRESQL = part(OPERATING, "## 5 · ")


class LostHome:
    """``disk``  the folder that is left of it; ``people`` what each signs in with, by name
    ``server``  the folder of the socket of its PostgreSQL; None: its data are on SQLite
    """

    def __init__(self, folder, server=None):
        self._server = server
        self.disk = folder / "disk/shoumi"
        self.disk.mkdir(parents=True, mode=0o700)
        self.passphrase = folder / "root.passphrase"
        self.passphrase.touch(mode=0o600)
        self.passphrase.write_text(f"{secrets.token_urlsafe(32)}\n")
        key = pyrage.x25519.Identity.generate()
        self.identity = folder / "id.agekey"
        self.identity.write_text(f"{key}\n", "ascii")
        self.identity.chmod(0o600)
        self._create()
        self.people = self._told("people")
        copies = folder / "copies"
        copies.mkdir()
        about = self._told("copy", str(key.to_public()), str(copies))
        self.target, self.log_key = about["target"], about["log_key"]
        self.lying = copies / self.target
        self.people[lost_office.HEAD] |= self._told("narrow")

    def _create(self):
        words = ("home", "create", "--passphrase-file", str(self.passphrase))
        founding = ("--head", lost_office.HEAD, "--dpo", lost_office.OFFICER)
        if self._server:
            make_roles(self._server)
        self._run("shoumi.doors.cli", *words, *founding, where=_OWNING)
        if self._server:
            as_superuser(self._server, block(_POSTGRESQL, "home create")[-1])

    def _told(self, *words):
        return json.loads(self._run("tests.faults.lost_office", *words))

    def _run(self, module, *words, where=WORKING):
        told = {**where, "PGHOST": str(self._server)} if self._server else {}
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=environment(self.disk, self.passphrase, told),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def machine(self, folder, server=None, **also):
        """A new one, with all that is brought to it."""
        old = f"postgresql://shoumi@/shoumi?host={self._server}"
        filled = {
            "/mnt/copies/target-…": str(self.lying),
            "/mnt/old-disk/shoumi/ledger": f"{self.disk}/ledger",
            "/mnt/old-disk/": f"{self.disk}/",
            "shoumi/tenant-…+…": self.log_key,
            "--number 481": "--number 1",
            "postgresql://shoumi@old-host/shoumi": old,
            "FIRST": lost_office.SECURITY,
            "SECOND": lost_office.OFFICER,
            **also,
        }
        made = Machine(folder, filled, self.passphrase, WORKING if server else {}, server)
        shutil.copy(self.identity, made.brought)
        (made.brought / "restic.env").touch(mode=0o600)
        return made


def make_roles(server):
    """As the first block on PostgreSQL ends."""
    as_superuser(server, block(_POSTGRESQL, "postgresql.sql")[-1])


def as_superuser(server, line):
    command = line.removeprefix("# ").replace("runuser -u postgres -- ", "")
    assert command.startswith("psql "), line
    own = {"PGHOST": str(server), "PGUSER": "postgres", "PATH": "/usr/bin:/bin"}
    strict = command.replace("psql ", "psql -v ON_ERROR_STOP=1 ", 1)
    done = subprocess.run(["sh", "-c", strict], env=own, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, (line, done.stderr)


def state(machine):
    """What somebody finds who looks at the home that serves there."""
    return json.loads(machine.asks("tests.faults.lost_office", "state"))
