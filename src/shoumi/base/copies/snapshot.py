"""The home as it was at one moment.

SQLite: both databases are held still for an instant, while a reader of each fixes what it sees;
then everybody goes on, and the readers are copied.  The data's copy goes to a file; that of the
keyring stays in memory, because a file that is deleted leaves its blocks on the disk, and with them
keys that are destroyed later.  PostgreSQL: ``dumps``.

Files are looked at afterwards.  They are sealed, never changed and there before the row that names
them, so every file that the copied rows name is copied, unless it was destroyed meanwhile.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from shoumi.base.copies import dumps, postgresql
from shoumi.base.ledger import running_time, snapshots
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.tree import Frontier

DATA, KEYRING = "database/shoumi.sqlite3", "database/keyring.sqlite3"
FILES = "home"
FOLDER = "copies"  # in the home: what copying itself keeps, never copied

# What lives only as long as a process, is made anew, or belongs to this machine's ledger: a mark
# that is later than the copied ledger would read as one cut short.
_PASSING = frozenset({FOLDER, "live", "ledger.highwater", running_time.NAME})
_UNFINISHED = (".part", ".new", ".lock", "-wal", "-shm", "-journal")
_WAIT_SECONDS, _SHORT_SECONDS, _PAUSE_SECONDS, _TRIES = 20.0, 1.0, 0.2, 20


Sources = Mapping[Store, Mapping[str, dumps.Source]]


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """``head`` of the ledger in it; ``sources`` of each store by the path they have in the copy:
    databases, files, and pieces of a dump."""

    head: Frontier
    sources: Sources


@contextmanager
def taken(folder: Path) -> Iterator[Taken]:
    """A snapshot, whose files in ``folder`` are gone afterwards.

    Raises:
        NotOnThisEngine, NotMade
        RightMissing, ProgramMissing, ProgramTooOld, DatabaseRefused: of PostgreSQL.
    """
    if postgresql.is_postgresql():
        with dumps.taken(folder) as (head, data, keyring):
            yield _with_files(head, data, {dumps.KEYRING: keyring})
        return
    copy = folder / "data.snapshot"
    copy.unlink(missing_ok=True)
    try:
        with closing(_reader("default")) as data, closing(_reader("keyring")) as keyring:
            _hold(data, keyring)
            # The keyring first, as it is small: an erasure waits for readers of before.
            kept = _in_memory(keyring)
            keyring.close()
            with closing(sqlite3.connect(copy)) as target:
                data.backup(target)
                head = snapshots.head(target)
        yield _with_files(head, {DATA: copy}, {KEYRING: kept})
    finally:
        copy.unlink(missing_ok=True)


def require_ready() -> None:
    """Whether a copy could be made: what is missing is told when a place is named, and by the
    doctor, not three minutes later.

    Raises:
        NotOnThisEngine
        RightMissing, ProgramMissing, ProgramTooOld, DatabaseRefused: of PostgreSQL.
        ReplicationRefused, OtherCluster, KeyringInside: of a base copy.
    """
    if postgresql.is_postgresql():
        dumps.require_ready()


def is_of_database(path: str) -> bool:
    """Whether what has this path in a copy is of a database and not a file of the home."""
    return path.partition("/")[0] != FILES


def _database(alias: str) -> Path:
    return Path(connections[alias].settings_dict["NAME"])


def _reader(alias: str, wait: float = _WAIT_SECONDS) -> sqlite3.Connection:
    path = f"{_database(alias).as_uri()}?mode=rw"
    return sqlite3.connect(path, uri=True, timeout=wait, isolation_level=None)


def _hold(*readers: sqlite3.Connection) -> None:
    """Have each reader see one and the same moment.

    Raises:
        sqlite3.OperationalError: others write all the time.
    """
    for rest in reversed(range(_TRIES)):
        try:
            return _hold_once(readers)
        except sqlite3.OperationalError:
            if not rest:
                raise
        # Who has the one lock and waits for the other gets it now.
        time.sleep(_PAUSE_SECONDS)
    return None


def _hold_once(readers: Sequence[sqlite3.Connection]) -> None:
    """Locks are taken in the order of those who write keys while they write data, and let go soon
    where somebody takes them in the other."""
    data, keyring = _reader("default"), _reader("keyring", _SHORT_SECONDS)
    with closing(data), closing(keyring):
        for lock in (data, keyring):
            lock.execute("BEGIN IMMEDIATE")
        for reader in readers:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
        for lock in (keyring, data):
            lock.execute("ROLLBACK")


def _in_memory(source: sqlite3.Connection) -> bytes:
    with closing(sqlite3.connect(":memory:")) as memory:
        source.backup(memory)
        return memory.serialize()


def _with_files(
    head: Frontier, data: Mapping[str, dumps.Source], keyring: Mapping[str, dumps.Source]
) -> Taken:
    """Looked at after the databases were."""
    files = _files()
    sources: Sources = {
        Store.DATA: {**data, **files[Store.DATA]},
        Store.KEYRING: {**keyring, **files[Store.KEYRING]},
    }
    return Taken(head, sources)


def _files() -> dict[Store, dict[str, Path]]:
    """Keys and configuration lie beside the databases, sealed files in folders of their own."""
    folder = Path(settings.SHOUMI_HOME)
    databases = {_database(alias) for alias in postgresql.ALIASES}
    found: dict[Store, dict[str, Path]] = {store: {} for store in Store}
    for path in sorted(folder.iterdir()):
        is_other = path.name.startswith(".")  # of the account whose folder it is: ssh, caches
        if path.name in _PASSING or path in databases or path.is_symlink() or is_other:
            continue
        if path.is_dir():
            found[Store.DATA] |= dict(_below(path, folder))
        elif _is_kept(path):
            found[Store.KEYRING][f"{FILES}/{path.name}"] = path
    return found


def _below(folder: Path, top: Path) -> Iterator[tuple[str, Path]]:
    if (folder / "home.toml").exists():  # another home
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _below(path, top)
        elif _is_kept(path):
            yield f"{FILES}/{path.relative_to(top)}", path


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.name.endswith(_UNFINISHED) and path.name != "lock"
