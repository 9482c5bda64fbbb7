"""Load what a copy of PostgreSQL holds into empty databases.

Each is loaded in one transaction: broken off, it is as empty as before.  The keyring's dump lies in
the folder until it is loaded; then it is written over and taken away.  A base copy is started as
a cluster of its own first and its data are taken out of it, so that they can be loaded into a
server that is set up otherwise, or newer.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from shoumi.base.copies import base_copies, dump_pieces, dumps, postgresql, scratch_cluster
from shoumi.base.copies.base_copies import About
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
    if (unpacked.into / _KEYRING).is_file() is not postgresql.is_postgresql():
        raise OtherEngine
    if postgresql.is_postgresql():
        load(unpacked, postgresql.servers())


def load(unpacked: Unpacked, where: Servers) -> None:
    """Load a copy of PostgreSQL, and hold its ledger against what the manifest says.

    Raises:
        OtherEngine: the copy is of SQLite.
        DatabaseNotEmpty, DatabaseRefused, ProgramMissing, ProgramTooOld, NotAsRoot
        CopyRefused: CONTENT_DIFFERS, the ledger is another than the manifest names; UNREADABLE, a
            part of the dump is not there.
    """
    folder, keyring = unpacked.into / _DATA, unpacked.into / _KEYRING
    if not keyring.is_file():
        raise OtherEngine
    postgresql.require_empty(where)
    is_base = (unpacked.into / _ABOUT).is_file()
    if is_base:
        _dumped(unpacked.into)
    elif folder.is_dir():
        dump_pieces.join(folder, unpacked.into / dump_pieces.FOLDER)
    _loaded(folder, where["default"])
    with postgresql.session(where["default"]) as opened:
        head = snapshots.head(opened)
    made = unpacked.data
    is_longer = is_base and head.size > made.ledger_size
    if not is_longer and (head.size, head.root()) != (made.ledger_size, made.ledger_root):
        raise CopyRefused(fault=Fault.CONTENT_DIFFERS, number=made.number, store=made.store)
    _loaded(keyring, where["keyring"])
    secret_files.destroy(keyring)
    for one in (folder, unpacked.into / _CLUSTER):  # of which a dump before may have left folders
        shutil.rmtree(one, ignore_errors=True)


def _dumped(into: Path) -> None:
    """Start a cluster from the files of a base copy and take the data out of it."""
    about = into / _ABOUT
    told = About.read(about)
    with scratch_cluster.of_files(into / _CLUSTER, told) as server:
        dumps.dumped(server, "--format=directory", f"--file={into / _DATA}")
    about.unlink()


def _loaded(dump: Path, server: str) -> None:
    postgresql.run(postgresql.LOAD, *_AS_THEY_ARE, f"--dbname={server}", str(dump))


def _below(name: str) -> str:
    return name.partition("/")[2]


_DATA, _KEYRING = _below(dumps.DATA), _below(dumps.KEYRING)
_CLUSTER, _ABOUT = _below(base_copies.FILES), _below(base_copies.ABOUT)
