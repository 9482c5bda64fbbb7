"""A PostgreSQL of a drill: made for it, reached by a socket that is its own, and gone afterwards.

Nothing of it is worth a write that waits for the disk.  PostgreSQL does not run as root; where the
house does, it runs as the account that Debian's package makes, or as nobody.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from psycopg.conninfo import make_conninfo

from shoumi.base.copies import postgresql, scratch_folders
from shoumi.base.copies.base_copies import About
from shoumi.base.copies.errors import DatabaseRefused, NotAsRoot
from shoumi.base.copies.postgresql import Servers

NAMES = {"default": "shoumi", "keyring": "shoumi_keys"}
VARIABLES = {"default": "DATABASE_URL", "keyring": "KEYRING_URL"}
OWNER = "shoumi"
_FOLDER = "shoumi-drill-"
_SERVANTS = ("postgres", "nobody")
_START_SECONDS = 3600  # a base copy is made whole from its log first
_STOP_SECONDS, _PAUSE_SECONDS = 60, 0.1
Words = list[str | Path]
_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "512MB",
    "shared_buffers": "64MB",
    "max_connections": "20",
    "archive_mode": "off",
}
_OF_THE_SERVER = ("standby.signal", "recovery.signal", "postmaster.opts", "postmaster.pid")
_OWN = {
    "postgresql.conf": "",
    "postgresql.auto.conf": "",
    "pg_ident.conf": "",
    "pg_hba.conf": "local all all trust\n",
}


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
    with _folder() as (folder, servant):
        data = folder / "data"
        how = ["-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        _ask([*servant, programs / "initdb", "-D", data, *how])
        with _started(data, programs, servant):
            yield _made(str(folder))


@contextmanager
def of_files(files: Path, about: About) -> Iterator[str]:
    """How libpq finds the data's database in a cluster that is started from its files, as what may
    do everything there.  The files are gone afterwards.

    Raises:
        ProgramMissing, NotAsRoot, DatabaseRefused
    """
    programs = Path(postgresql.program("pg_ctl", about.version)).resolve().parent
    with _folder() as (folder, servant):
        data = folder / "data"
        shutil.move(files, data)
        for name in about.folders:
            (data / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _OF_THE_SERVER:  # nothing of how the other one was reached, or of its archive
            (data / name).unlink(missing_ok=True)
        for name, content in _OWN.items():
            (data / name).write_text(content, encoding="ascii")
        if servant:
            owner = folder.stat()
            for path in (data, *data.rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid)
        with _started(data, programs, servant):
            yield make_conninfo(host=str(folder), user=about.role, dbname=about.database)


def clear() -> int:
    """Wipe what a killed drill or restore of this account left; how many clusters.  Their servers
    ended with them."""
    return scratch_folders.clear(Path(tempfile.gettempdir()), _FOLDER)


@contextmanager
def _folder() -> Iterator[tuple[Path, Words]]:
    """A folder whose path is short enough for a socket, and the words before a command in it."""
    with scratch_folders.made(Path(tempfile.gettempdir()), _FOLDER) as folder:
        yield folder, _servant(folder)


@contextmanager
def _started(data: Path, programs: Path, servant: Words) -> Iterator[None]:
    """
    Raises:
        ProgramMissing
        DatabaseRefused: it ends at once, or does not answer.
    """
    socket = str(data.parent)
    options = {**_OPTIONS, "unix_socket_directories": socket}
    with (data / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
        settings.writelines(f"{name} = '{value}'\n" for name, value in options.items())
    # It ends with whoever drills, also where that is killed.
    ends = [Path(postgresql.program("setpriv")), "--pdeathsig=QUIT", *servant[1:]]
    with _child([*ends, programs / "postgres", "-D", data]) as server:
        try:
            _answers(server, socket)
            yield
        finally:
            server.send_signal(signal.SIGQUIT)
            try:
                server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _answers(server: subprocess.Popen[bytes], socket: str) -> None:
    give_up_at = time.monotonic() + _START_SECONDS
    # The program's own word: a session would need a role, and which there are is not known yet.
    # It asks as nobody, but wants a name, and an account without one would wait for ever.
    named = f"--username={OWNER}"
    ready = [postgresql.program("pg_isready"), f"--host={socket}", named, "--quiet"]
    while server.poll() is None and time.monotonic() < give_up_at:
        if subprocess.run(ready, env=_own(), check=False).returncode == 0:  # noqa: S603
            return
        time.sleep(_PAUSE_SECONDS)
    raise DatabaseRefused(program="postgres")


def _child(command: Words) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a list, and no word of it is a stranger's
        command,
        cwd="/",
        env=_own(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _own() -> dict[str, str]:
    return postgresql.environment() | {"LC_ALL": "C.UTF-8"}


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
        as_it = [f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}", "--clear-groups"]
        return [postgresql.program("setpriv"), *as_it]
    raise NotAsRoot


def _ask(command: Words) -> None:
    """
    Raises:
        DatabaseRefused
    """
    if _child(command).wait() != 0:
        raise DatabaseRefused(program=next(one.name for one in command if isinstance(one, Path)))
