"""Load what a copy of PostgreSQL holds into empty databases.

Each is loaded in one transaction: broken off, it is as empty as before.  The keyring's dump lies in
the folder until it is loaded; then it is written over and taken away.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from shoumi.base.copies import dumps, postgresql
from shoumi.base.copies.errors import OtherEngine
from shoumi.base.copies.postgresql import Servers
from shoumi.base.copies.reassembly import Unpacked
from shoumi.base.ledger import snapshots
from shoumi.base.vault import secret_files
from shoumi.core.backup.errors import CopyRefused, Fault

_AS_THEY_ARE = (
    *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
    *("--no-password", f"--schema={postgresql.SCHEMA}"),
)


def require_ready() -> None:
    """Of the databases of the settings, before a copy is fetched for them.

    Raises:
        NotOnThisEngine, DatabaseNotEmpty, DatabaseRefused, ProgramMissing, ProgramTooOld
    """
    if postgresql.is_postgresql():
        postgresql.require_empty(postgresql.servers())


def load_settings(unpacked: Unpacked) -> None:
    """Into the databases of the settings; of SQLite nothing is loaded, the files are the databases.

    Raises:
        OtherEngine, and as ``load``.
    """
    is_dumped = (unpacked.into / _below(dumps.DATA)).is_dir()
    if is_dumped is not postgresql.is_postgresql():
        raise OtherEngine
    if is_dumped:
        load(unpacked, postgresql.servers())


def load(unpacked: Unpacked, where: Servers) -> None:
    """Load a copy of PostgreSQL, and hold its ledger against what the manifest says.

    Raises:
        OtherEngine: the copy is of SQLite.
        DatabaseNotEmpty, DatabaseRefused, ProgramMissing, ProgramTooOld
        CopyRefused: CONTENT_DIFFERS, the ledger is another than the manifest names.
    """
    data, keyring = (unpacked.into / _below(one) for one in (dumps.DATA, dumps.KEYRING))
    if not data.is_dir() or not keyring.is_file():
        raise OtherEngine
    postgresql.require_empty(where)
    _loaded(data, where["default"])
    with postgresql.session(where["default"]) as opened:
        head = snapshots.head(opened)
    made = unpacked.data
    if (head.size, head.root()) != (made.ledger_size, made.ledger_root):
        raise CopyRefused(fault=Fault.CONTENT_DIFFERS, number=made.number, store=made.store)
    _loaded(keyring, where["keyring"])
    secret_files.destroy(keyring)
    shutil.rmtree(data)


def _loaded(dump: Path, server: str) -> None:
    postgresql.run(postgresql.LOAD, *_AS_THEY_ARE, f"--dbname={server}", str(dump))


def _below(name: str) -> str:
    return name.partition("/")[2]
