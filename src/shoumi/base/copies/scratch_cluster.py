"""A PostgreSQL of a drill: made for it, reached by a socket that is its own, and gone afterwards.

Nothing of it is worth a write that waits for the disk.  PostgreSQL does not run as root; where the
house does, it runs as the account that Debian's package makes, or as nobody.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from psycopg.conninfo import make_conninfo

from shoumi.base.copies import postgresql
from shoumi.base.copies.errors import DatabaseRefused, NotAsRoot
from shoumi.base.copies.postgresql import Servers
from shoumi.base.vault import secret_files

NAMES = {"default": "shoumi", "keyring": "shoumi_keys"}
VARIABLES = {"default": "DATABASE_URL", "keyring": "KEYRING_URL"}
OWNER = "shoumi"
_SERVANTS = ("postgres", "nobody")
_START_SECONDS = 300
Words = list[str | Path]
_OPTIONS = (
    "listen_addresses=", "unix_socket_permissions=0700", "fsync=off", "full_page_writes=off",
    "synchronous_commit=off", "max_wal_size=512MB", "shared_buffers=64MB", "max_connections=20",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scratch:
    """How its two empty databases are found: by libpq, and by the environment of a process."""

    servers: Servers
    environment: Mapping[str, str]


@contextmanager
def running() -> Iterator[Scratch]:
    """
    Raises:
        ProgramMissing, ProgramTooOld, NotAsRoot, DatabaseRefused
    """
    programs = Path(postgresql.program("initdb")).resolve().parent
    _require_version(programs)
    with tempfile.TemporaryDirectory(prefix="shoumi-drill-") as name:
        folder = Path(name)
        servant = _servant(folder)
        data = folder / "data"
        try:
            how = ["-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
            _ask([*servant, programs / "initdb", "-D", data, *how])
            with (data / "postgresql.auto.conf").open("a", encoding="ascii") as settings:
                told = [
                    one.partition("=") for one in (*_OPTIONS, f"unix_socket_directories={name}")
                ]
                settings.writelines(f"{key} = '{value}'\n" for key, _, value in told)
            control: Words = [*servant, programs / "pg_ctl", "-D", data, "-w", "-s"]
            _ask([*control, "-l", folder / "log", "-t", str(_START_SECONDS), "start"])
            try:
                yield _made(name)
            finally:
                _ask([*control, "-m", "immediate", "stop"])
        finally:
            _wipe(data)


def _made(socket: str) -> Scratch:
    own = {"host": socket, "user": OWNER}
    with postgresql.session(make_conninfo(dbname="postgres", **own)) as opened:
        for name in NAMES.values():
            opened.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
    return Scratch(
        {alias: make_conninfo(dbname=name, **own) for alias, name in NAMES.items()},
        {
            VARIABLES[alias]: f"postgresql://{OWNER}@/{name}?{urlencode({'host': socket})}"
            for alias, name in NAMES.items()
        },
    )


def _require_version(programs: Path) -> None:
    """What it is to hold was dumped by a server no newer than this one.

    Raises:
        ProgramTooOld
    """
    with postgresql.session(postgresql.servers()["default"]) as opened:
        postgresql.require_version(str(programs / "postgres"), opened)


def _servant(folder: Path) -> Words:
    """The words before a command that must not run as root.

    Raises:
        NotAsRoot
    """
    if os.geteuid() != 0:
        return []
    for name in _SERVANTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, found.pw_uid, found.pw_gid)
        as_it = ["setpriv", f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}"]
        return [postgresql.program("setpriv"), *as_it[1:], "--clear-groups"]
    raise NotAsRoot


def _ask(command: Words) -> None:
    """
    Raises:
        DatabaseRefused
    """
    # A server that goes on keeps what it writes to open: nobody waits for the end of that.
    ended = subprocess.run(  # noqa: S603 - a list, and no word of it is a stranger's
        command,
        cwd="/",
        env=postgresql.environment() | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if ended.returncode != 0:
        raise DatabaseRefused(program=next(one.name for one in command if isinstance(one, Path)))


def _wipe(folder: Path) -> None:
    """Write over what held values and keys; the rest goes with the folder."""
    for kind in ("base", "pg_wal"):
        for path in sorted((folder / kind).rglob("*")):
            if path.is_file() and not path.is_symlink():
                secret_files.destroy(path)
