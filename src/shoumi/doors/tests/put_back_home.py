"""A copy of a home made by the engines' own means, and put back in its place later."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from shoumi.base.approvals import services as approvals
from shoumi.base.copies import postgresql
from shoumi.base.ledger import audit, highwater, home_seal
from shoumi.base.restore import queries, services
from shoumi.base.row_authentication import review
from shoumi.base.tests import kept, memories
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction import services as destroying
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast

IS_SQLITE = connection.vendor == "sqlite"
ONLY_SQLITE = pytest.mark.skipif(not IS_SQLITE, reason="about files of SQLite")
ALIASES = ("default", "keyring")


class Copy:
    """Both databases of one moment and the folder beside them.  ``newer`` is the data as it was
    just before the copy was first put back, ``marks`` how far the ledger had come then."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.lost = folder / "copy", folder / "lost-disk"
        self.marks = self.lost / "ledger.highwater"
        self.kept.mkdir()
        self._databases = _Files(self.kept) if IS_SQLITE else _Schemas(folder)
        self.newer: Path | str = self._databases.newer(self.lost)
        shutil.copytree(Path(settings.SHOUMI_HOME), self.kept / "home")
        (self.kept / "home" / "ledger.highwater").unlink(missing_ok=True)

    @property
    def source(self) -> services.Source:
        return services.Source(self.newer, marks=None if IS_SQLITE else self.marks)

    def put_back(self, *, sealed: bool = True) -> None:
        home = Path(settings.SHOUMI_HOME)
        if not self.lost.exists():
            self.lost.mkdir()
            self._databases.lose(self.newer)
            if (home / "ledger.highwater").exists():
                shutil.copyfile(home / "ledger.highwater", self.marks)
        for alias in ALIASES:
            connections[alias].close()
            self._databases.put_back(alias)
        shutil.rmtree(home)
        shutil.copytree(self.kept / "home", home)
        if sealed:
            services.seal_in_place()
        memories.forget()
        highwater._failed.clear()

    def catch_up(self, at, **more):
        """As ``shoumi restore replay --newer``."""
        found = services.catch_up(self.source, at=at, **more)
        memories.forget()
        return found


class _Files:
    def __init__(self, kept: Path) -> None:
        self._kept = kept
        for alias in ALIASES:
            _backup(_file(alias), kept / f"{alias}.sqlite3")

    def newer(self, lost: Path) -> Path:
        return lost / "shoumi.sqlite3"

    def lose(self, newer: Path) -> None:
        _backup(_file("default"), newer)

    def put_back(self, alias: str) -> None:
        live = _file(alias)
        for beside in ("-wal", "-shm"):
            live.with_name(live.name + beside).unlink(missing_ok=True)
        fresh = live.with_name(f"{live.name}.fresh")
        shutil.copyfile(self._kept / f"{alias}.sqlite3", fresh)
        fresh.replace(live)


class _Schemas:
    """Rows in schemas beside the tables.  The newer ledger is in a database of its own, one for
    all tests of a process, as the product dumps and loads it."""

    def __init__(self, folder: Path) -> None:
        self._name, self._dump = f"copy_{secrets.token_hex(8)}", folder / "newer.dump"
        self._own = postgresql.servers()["default"]
        for alias in ALIASES:
            connections[alias].close()
            kept.engine(alias).keep(self._name)

    def newer(self, lost: Path) -> str:
        lost_name = f"lost_{connections['default'].settings_dict['NAME']}"
        return make_conninfo(self._own, dbname=lost_name)

    def lose(self, newer: str) -> None:
        dumped = ("--format=custom", "--schema=public", f"--file={self._dump}")
        postgresql.run(postgresql.DUMP, *dumped, f"--dbname={self._own}")
        name = newer.partition("dbname=")[2].partition(" ")[0]
        with postgresql.session(self._own) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        loaded = ("--schema=public", "--exit-on-error", "--single-transaction")
        postgresql.run(postgresql.LOAD, *loaded, f"--dbname={newer}", str(self._dump))

    def put_back(self, alias: str) -> None:
        kept.engine(alias).put_back(self._name)


def _file(alias: str) -> Path:
    return Path(connections[alias].settings_dict["NAME"])


def _backup(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def destroy(house, subjects):
    order = destroying.propose(
        deal=house.deal, subjects=subjects, basis=rules.Basis.EXPIRED, actor=house.dpo, at=house.at
    )
    for name in (cast.OPERATIONS, cast.SECURITY):
        destroying.confirm(order=Ref(order.ref), actor=house[name], at=house.at)
    destroying.carry_out(order=Ref(order.ref), actor=house[cast.OPERATIONS], at=house.at)


def ask(house, name=cast.SECURITY):
    approvals.ask(change=services.change(home_seal.read()), actor=house[name], at=house.at)
    return Ref(queries.report().approval)


def open_by_two(house, first=cast.SECURITY, second=cast.DPO):
    """The first asks, the second says yes, the first opens."""
    approvals.approve(approval=ask(house, first), actor=house[second], at=house.at)
    return services.open_home(actor=house[first], at=house.at)


def is_whole():
    return audit.verify_all().sound and all(one.is_sound for one in review.review())
