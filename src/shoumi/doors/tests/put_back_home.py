"""A copy of a home made by the engines' own backup, and put back in its place later (SQLite)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from shoumi.base.approvals import services as approvals
from shoumi.base.ledger import audit, highwater, home_seal
from shoumi.base.restore import queries, services
from shoumi.base.row_authentication import review
from shoumi.base.tests import memories
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction import services as destroying
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast

ONLY_SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="homes on SQLite are put back this way"
)
ALIASES = ("default", "keyring")


class Copy:
    """Both databases of one moment and the folder beside them.  ``newer`` is the data as it was
    just before the copy was first put back."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "copy"
        self.newer = folder / "lost-disk" / "shoumi.sqlite3"
        self.kept.mkdir()
        for alias in ALIASES:
            _backup(_file(alias), self.kept / f"{alias}.sqlite3")
        shutil.copytree(Path(settings.SHOUMI_HOME), self.kept / "home")
        (self.kept / "home" / "ledger.highwater").unlink(missing_ok=True)

    def put_back(self, *, sealed: bool = True) -> None:
        home = Path(settings.SHOUMI_HOME)
        if not self.newer.exists():
            self.newer.parent.mkdir()
            _backup(_file("default"), self.newer)
            if (home / "ledger.highwater").exists():
                shutil.copyfile(home / "ledger.highwater", self.newer.with_name("ledger.highwater"))
        for alias in ALIASES:
            connections[alias].close()
            live = _file(alias)
            for beside in ("-wal", "-shm"):
                live.with_name(live.name + beside).unlink(missing_ok=True)
            fresh = live.with_name(f"{live.name}.fresh")
            shutil.copyfile(self.kept / f"{alias}.sqlite3", fresh)
            fresh.replace(live)
        shutil.rmtree(home)
        shutil.copytree(self.kept / "home", home)
        if sealed:
            services.seal_in_place()
        memories.forget()
        highwater._failed.clear()

    def catch_up(self, at, **more):
        """As ``shoumi restore replay --newer``."""
        found = services.catch_up(services.Source(self.newer), at=at, **more)
        memories.forget()
        return found


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
