"""A home on PostgreSQL as it was at one moment.

Both databases are held still for an instant, while a reader of each fixes what it sees; then
everybody goes on, and ``pg_dump`` copies what the readers see.  The data's dump is a folder of one
file for each table, cut in pieces (``dump_pieces``); the keyring's goes to memory and not to the
disk, where a file that is deleted leaves its blocks, and with them keys that are destroyed later.

Where the environment names who copies the cluster, the data are a base copy (``base_copies``).
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.apps import apps
from psycopg import sql

from shoumi.base.copies import base_copies, dump_pieces, postgresql
from shoumi.base.copies.dump_pieces import Piece
from shoumi.base.copies.errors import NotMade
from shoumi.base.copies.postgresql import Session
from shoumi.base.ledger import snapshots
from shoumi.core.ledger.tree import Frontier

# Under which they lie in a copy; what stands first is what it is, the rest where it is unpacked.
DATA, KEYRING = "database/dump", "database/keyring.dump"
PIECES = f"database/{dump_pieces.FOLDER}"
Source = Path | bytes | Piece
_FOLDER = "data.snapshot"
_WAIT, _SHORT = "20s", "2s"
_TRIES, _PAUSE_SECONDS = 20, 0.2
# Uncompressed: what did not change is then the same bytes as before.
_AS_IT_IS = ("--no-owner", "--no-privileges", "--compress=0", f"--schema={postgresql.SCHEMA}")


@contextmanager
def taken(folder: Path) -> Iterator[tuple[Frontier, Mapping[str, Source], bytes]]:
    """The ledger's head, what the data are made of by the path it has in the copy, and the
    keyring's dump.  The files, in ``folder``, are gone afterwards.

    Raises:
        NotMade: others write all the time.
        RightMissing, ProgramMissing, ProgramTooOld, DatabaseRefused
        ReplicationRefused, OtherCluster, KeyringInside: of a base copy.
    """
    where, copy = postgresql.servers(), folder / _FOLDER
    shutil.rmtree(copy, ignore_errors=True)
    try:
        with ExitStack() as readers:
            data, keyring = (
                readers.enter_context(postgresql.session(where[alias]))
                for alias in postgresql.ALIASES
            )
            postgresql.require_readable(data, where["default"])
            postgresql.require_readable(keyring, where["keyring"])
            if (server := base_copies.address()) is not None:
                base = base_copies.taken(folder, server, data)
                head, files = readers.enter_context(base)
                # Later than the data, or people of theirs would be without a key.
                yield head, files, dumped(where["keyring"], "--format=custom")
                return
            as_of = _hold(where, data, keyring)
            # The keyring first, as it is small: an erasure waits for readers of before.
            kept = dumped(where["keyring"], "--format=custom", f"--snapshot={as_of[1]}")
            keyring.execute("ROLLBACK")
            head = snapshots.head(data)
            how = ("--format=directory", f"--file={copy}", f"--snapshot={as_of[0]}")
            dumped(where["default"], *how)
            data.execute("ROLLBACK")
        yield head, _sources(copy), kept
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _sources(dump: Path) -> Mapping[str, Source]:
    found = dict[str, Source]()
    for one in sorted(dump.iterdir()):
        if not dump_pieces.is_cut(one):
            found[f"{DATA}/{one.name}"] = one
            continue
        table = dump_pieces.cut(one)
        found |= {f"{PIECES}/{name}": piece for name, piece in table.pieces.items()}
        found[f"{DATA}/{one.name}{dump_pieces.INDEX}"] = table.index
    return found


def require_ready() -> None:
    """
    Raises:
        RightMissing, ProgramMissing, ProgramTooOld, DatabaseRefused
        ReplicationRefused, OtherCluster, KeyringInside: of a base copy.
    """
    where = postgresql.servers()
    for alias in postgresql.ALIASES:
        with postgresql.session(where[alias]) as opened:
            postgresql.require_readable(opened, where[alias])
            if alias == "default" and (server := base_copies.address()) is not None:
                base_copies.require_ready(server, opened)


def dumped(server: str, *how: str) -> bytes:
    """
    Raises:
        ProgramMissing, DatabaseRefused
    """
    return postgresql.run(
        postgresql.DUMP,
        *_AS_IT_IS,
        *("--no-password", f"--dbname={server}", *how),
    )


def _hold(where: postgresql.Servers, data: Session, keyring: Session) -> tuple[str, str]:
    """Have each reader see one and the same moment; the names under which others see it too.

    Raises:
        NotMade
    """
    for _ in range(_TRIES):
        try:
            return _hold_once(where, data, keyring)
        except psycopg.errors.LockNotAvailable:
            # Who has the one lock and waits for the other gets it now.
            time.sleep(_PAUSE_SECONDS)
    raise NotMade


def _hold_once(where: postgresql.Servers, data: Session, keyring: Session) -> tuple[str, str]:
    """Locks are taken in the order of those who write keys while they write data, and let go soon
    where somebody takes them in the other."""
    with ExitStack() as stack:
        acts, keys = (
            stack.enter_context(postgresql.session(where[alias])) for alias in postgresql.ALIASES
        )
        for lock, wait in ((acts, _WAIT), (keys, _SHORT)):
            lock.execute("BEGIN")
            lock.execute("SELECT set_config('lock_timeout', %s, true)", [wait])
        snapshots.hold(acts)
        keys.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(_tables_of_keys()))
        first, second = (_fixed(reader) for reader in (data, keyring))
        for lock in (keys, acts):
            lock.execute("ROLLBACK")
    return first, second


def _tables_of_keys() -> sql.Composable:
    models = apps.get_app_config("vault").get_models()
    return sql.SQL(", ").join(sql.Identifier(one._meta.db_table) for one in models)


def _fixed(reader: Session) -> str:
    with contextlib.suppress(psycopg.Error):
        reader.execute("ROLLBACK")
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    found = reader.execute("SELECT pg_export_snapshot()").fetchone()
    assert found is not None
    return str(found[0])
