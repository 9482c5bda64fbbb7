"""A base copy: the files of the cluster that the data lie in, with the log that makes them whole.

``pg_basebackup`` takes it, as a role that may replicate and reads nothing by statements; only the
blocks that changed then go to a place.  It takes the whole cluster.  So the keyring has to be in
another: its pages, and the log that tells of them, would otherwise lie for weeks where copies of
keys lie for a day.

What comes of it is not of one instant but of the end of copying, so the keyring is copied after it,
and the ledger is at least as long as its manifest says.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import psycopg
from django.db import connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shoumi.base.copies import postgresql
from shoumi.base.copies.errors import (
    DatabaseRefused,
    KeyringInside,
    OtherCluster,
    ReplicationRefused,
)
from shoumi.base.copies.postgresql import Session
from shoumi.base.ledger import snapshots
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.ledger.tree import Frontier

PROGRAM = "pg_basebackup"
_MOST_SAID = 300  # characters
# Under which they lie in a copy; what stands first is what it is, the rest where it is unpacked.
FILES, ABOUT = "database/cluster", "database/cluster.json"
# The log comes with the files; nobody waits for the next checkpoint of the server's own.
_HOW = ("--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--no-manifest")


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """What the files do not say by themselves: folders that are empty, the data's database, and a
    role that may do everything there."""

    folders: tuple[str, ...]
    database: str
    role: str
    version: int

    def written(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def read(cls, path: Path) -> About:
        """
        Raises:
            CopyRefused: UNREADABLE
        """
        try:
            told = json.loads(path.read_bytes())
            folders = tuple(_inside(str(one)) for one in told["folders"])
            names = str(told["database"]), str(told["role"])
            return cls(folders, *names, int(told["version"]))
        except (OSError, ValueError, KeyError, TypeError):
            raise CopyRefused(fault=Fault.UNREADABLE) from None


def address() -> str | None:
    """How the cluster is reached by who copies it; None: it is dumped instead.  It is that of the
    data, so what that is trusted by counts here as well, unless this address says otherwise.
    """
    told = os.environ.get("SHOUMI_COPY_URL") or None
    usual = connections["default"].settings_dict["OPTIONS"]
    trust = {name: str(usual[name]) for name in ("sslmode", "sslrootcert") if name in usual}
    if told is None or not trust:
        return told
    try:
        return make_conninfo(told, **(trust | _of_trust(told)))
    except psycopg.ProgrammingError:
        return told  # whoever connects is told


def _of_trust(told: str) -> dict[str, str]:
    said = conninfo_to_dict(told)
    if "sslmode" in said:
        said.setdefault("sslrootcert", "")
    return {name: str(said[name]) for name in ("sslmode", "sslrootcert") if name in said}


@contextmanager
def taken(folder: Path, server: str, data: Session) -> Iterator[tuple[Frontier, dict[str, Path]]]:
    """A length that the ledger in it has at least, and its files by the path they have in the copy.
    The files, in ``folder``, are gone afterwards.

    ``data``  a session with the data's database

    Raises:
        ReplicationRefused, OtherCluster, KeyringInside, ProgramMissing, ProgramTooOld
        DatabaseRefused
    """
    require_ready(server, data)
    cluster = folder / "cluster.snapshot"
    shutil.rmtree(cluster, ignore_errors=True)
    try:
        head = snapshots.head(data)
        with _log_kept(server):
            folders = _received(server, cluster)
        about = About(
            tuple(sorted(folders)),
            data.info.dbname,
            _superuser(data),
            data.info.server_version // 10_000,
        )
        told = folder / "cluster.json"
        told.write_bytes(about.written())
        files = (path for path in sorted(cluster.rglob("*")) if path.is_file())
        found = {f"{FILES}/{path.relative_to(cluster)}": path for path in files}
        yield head, {**found, ABOUT: told}
    finally:
        shutil.rmtree(cluster, ignore_errors=True)


def require_ready(server: str, data: Session) -> None:
    """
    Raises:
        ProgramMissing, ProgramTooOld
        ReplicationRefused: the role may not, or is not let in.
        OtherCluster: the data are in another.
        KeyringInside: the keyring is in it as well.
    """
    postgresql.require_version(PROGRAM, data)
    own = _system_of(data)
    with postgresql.session(postgresql.servers()["keyring"]) as keyring:
        keys = _system_of(keyring)
    if (found := _replicated(server)) != own:
        raise OtherCluster
    if found == keys:
        raise KeyringInside


def _system_of(opened: Session) -> str:
    found = opened.execute("SELECT system_identifier::text FROM pg_control_system()").fetchone()
    assert found is not None
    return str(found[0])


def _superuser(opened: Session) -> str:
    found = opened.execute(
        "SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid"
    ).fetchone()
    if found is None:
        raise DatabaseRefused(program=PROGRAM)
    return str(found[0])


def _replicated(server: str) -> str:
    """The cluster's own number, asked in the way in which it is copied.

    Raises:
        ReplicationRefused
    """
    try:
        with psycopg.connect(
            make_conninfo(server, replication="true", connect_timeout=10), autocommit=True
        ) as opened:
            found = opened.execute("IDENTIFY_SYSTEM").fetchone()
    except psycopg.Error:
        raise _refused(server) from None
    assert found is not None
    # There is no database whose encoding would be told, so text comes as bytes.
    return bytes(found[0]).decode("ascii") if isinstance(found[0], bytes) else str(found[0])


@contextmanager
def _log_kept(server: str) -> Iterator[None]:
    """The server throws no segment of its log away that the copy still has to be sent, however much
    is written and how often it checkpoints meanwhile: a slot of this session, gone with it.

    Raises:
        ReplicationRefused: no slot is free, or the role may not.
    """
    slot = f"shoumi_copy_{secrets.token_hex(6)}"
    try:
        opened = psycopg.connect(
            make_conninfo(server, replication="true", connect_timeout=10), autocommit=True
        )
    except psycopg.Error:
        raise _refused(server) from None
    with opened:
        try:
            opened.execute(f"CREATE_REPLICATION_SLOT {slot} TEMPORARY PHYSICAL RESERVE_WAL")
        except psycopg.Error:
            raise _refused(server) from None
        yield


def _refused(server: str) -> ReplicationRefused:
    return ReplicationRefused(role=str(conninfo_to_dict(server).get("user") or ""))


def _received(server: str, into: Path) -> set[str]:
    """Write what the program sends below ``into``; the folders of it.

    Raises:
        ProgramMissing, DatabaseRefused
    """
    into.mkdir(mode=0o700)
    words = [postgresql.program(PROGRAM), *_HOW, "--no-password", f"--dbname={server}"]
    folders = set[str]()
    with (
        tempfile.TemporaryFile() as said,
        _logged(said),
        subprocess.Popen(  # noqa: S603 - a list, and no word of it is a stranger's
            words,
            env=postgresql.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as running,
    ):
        assert running.stdout is not None
        try:
            with tarfile.open(fileobj=running.stdout, mode="r|") as sent:
                for one in sent:
                    name = _inside(one.name)
                    if one.isdir():
                        folders.add(name)
                    elif one.isfile() and (content := sent.extractfile(one)) is not None:
                        path = into / name
                        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                        with path.open("xb") as file:
                            shutil.copyfileobj(content, file, 1024 * 1024)
                    else:  # a link: a table space, which lies elsewhere
                        raise DatabaseRefused(program=PROGRAM)
            running.stdout.read()
        except (tarfile.TarError, ValueError):
            raise DatabaseRefused(program=PROGRAM) from None
        finally:
            running.stdout.close()
            if running.poll() is None and not _ended(running):
                running.kill()
        running.wait()
        if running.returncode != 0:
            raise DatabaseRefused(program=PROGRAM)
    return folders


@contextmanager
def _logged(said: IO[bytes]) -> Iterator[None]:
    """What the program said last is in the log where it came to nothing."""
    try:
        yield
    except DatabaseRefused:
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").splitlines()
        log.warning("%s: %s", PROGRAM, lines[-1][:_MOST_SAID] if lines else "no word")
        raise


def _ended(running: subprocess.Popen[bytes]) -> bool:
    try:
        running.wait(timeout=60)
    except subprocess.TimeoutExpired:
        return False
    return True


def _inside(name: str) -> str:
    """A path below the folder.

    Raises:
        ValueError
    """
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts or name.startswith("/"):
        raise ValueError
    return "/".join(parts)
