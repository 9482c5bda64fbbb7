"""A small home that is copied: keys, a ledger, sealed files, configuration."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
from django.db import connection, connections, transaction
from psycopg.conninfo import make_conninfo

from shoumi.base.copies import copy_run, database_load, postgresql, reassembly
from shoumi.base.copies.places import Folder
from shoumi.base.ledger import reader, writer
from shoumi.base.ledger.tests.events import Tag
from shoumi.base.vault import services as vault
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
PLACE = Ref("target-one")


@dataclass
class CopiedHome:
    home: Path
    place: Folder
    at: datetime = AT
    identity: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)

    @property
    def key(self) -> str:
        return str(self.identity.to_public())

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def happen(self, count=1):
        """So many acts more in the ledger."""
        with transaction.atomic():
            for _ in range(count):
                writer.record(Event(next(iter(Tag)), SYSTEM, Ref.new("thing"), self.at))

    def write(self, name, content):
        path = self.home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def copy(self, **other):
        self.go(minutes=3)
        given = {"place": self.place, "ref": PLACE, "recipients": [self.key], "at": self.at}
        return copy_run.make(**{**given, **other})

    def unpack(self, into, **other):
        given = {
            "place": self.place,
            "identity": str(self.identity),
            "trusted": copy_run.trusted(),
            "into": into,
        }
        return reassembly.unpack(**{**given, **other})

    def manifests(self, store=Store.DATA):
        return reassembly.chained(self.place.root, store, copy_run.trusted())


def built(home: Path, root: Path) -> CopiedHome:
    """With keys, twenty entries and three files; nothing is copied yet."""
    vault.setup(at=AT, indexed=["mobile"])
    made = CopiedHome(home, Folder(root))
    made.place.prepare()
    made.write("home.toml", b'kind = "real"\n')
    for number in range(3):
        made.write(f"blobs/doc-{number}", bytes([number]) * 100_000)
    made.happen(20)
    return made


class Put:
    """The databases of a copy that was put together: files of SQLite, or loaded into two databases
    that are made for it and dropped afterwards."""

    def __init__(self, unpacked):
        self._unpacked, self._stack = unpacked, ExitStack()

    def __enter__(self):
        if connection.vendor == "sqlite":
            paths = {alias: self._unpacked.into / f"{name}.sqlite3" for alias, name in _FILES}
            self._open = {alias: closing(sqlite3.connect(path)) for alias, path in paths.items()}
        else:
            where = {alias: self._stack.enter_context(fresh_database()) for alias, _ in _FILES}
            database_load.load(self._unpacked, where)
            self._open = {alias: postgresql.session(server) for alias, server in where.items()}
        self._open = {alias: self._stack.enter_context(one) for alias, one in self._open.items()}
        return self

    def __exit__(self, *error):
        self._stack.close()

    def ask(self, statement, alias="default"):
        return self._open[alias].execute(statement).fetchall()

    def tables(self, alias):
        found = {"sqlite": "SELECT name FROM sqlite_master", "postgresql": _TABLES}
        return {name for (name,) in self.ask(found[connection.vendor], alias)}


class Writer:
    """Somebody who writes in both databases by other means, and holds what an act holds."""

    _BEGIN = {
        "sqlite": {"default": ["BEGIN IMMEDIATE"], "keyring": ["BEGIN IMMEDIATE"]},
        "postgresql": {
            "default": ["BEGIN", "SELECT size FROM ledger_head FOR UPDATE"],
            "keyring": ["BEGIN", "LOCK TABLE vault_setup IN ROW EXCLUSIVE MODE"],
        },
    }

    def __init__(self):
        if connection.vendor == "sqlite":
            names = {alias: connections[alias].settings_dict["NAME"] for alias, _ in _FILES}
            self._open = {
                alias: sqlite3.connect(
                    name, timeout=20, isolation_level=None, check_same_thread=False
                )
                for alias, name in names.items()
            }
        else:
            self._open = {
                alias: psycopg.connect(where, autocommit=True)
                for alias, where in postgresql.servers().items()
            }

    def begin(self, alias):
        for one in self._BEGIN[connection.vendor][alias]:
            self._open[alias].execute(one)

    def do(self, alias, statement):
        self._open[alias].execute(statement)

    def close(self):
        for one in self._open.values():
            one.close()


_FILES = (("default", "shoumi"), ("keyring", "keyring"))
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@contextmanager
def fresh_database():
    name = f"loaded_{secrets.token_hex(6)}"
    own = postgresql.servers()["default"]
    with postgresql.session(own) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield make_conninfo(own, dbname=name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def laid(files: dict[str, bytes], root: Path) -> Folder:
    """The same files as a place."""
    shutil.rmtree(root, ignore_errors=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Folder(root)


def head():
    return reader.size(), reader.root()
