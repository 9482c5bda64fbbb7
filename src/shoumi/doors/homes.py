"""Make a home and start in one: folder, both databases, keys, certificate authority."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from shoumi.core.errors import Conflict, Missing


class NoHome(Missing):
    """There is no installation in the data folder."""

    code = "home.missing"


class HomeOutOfDate(Conflict):
    """The databases are older than the program."""

    code = "home.out_of_date"


def load() -> None:
    """Set Django up for the home that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.base")
    django.setup()


def folder() -> Path:
    from django.conf import settings

    return Path(settings.SHOUMI_HOME)


def create(*, demo: bool, at: datetime) -> None:
    """Make a new home: mode 0700, its kind said for good, tables, keys, authority.

    Raises:
        HomeExists: there is one already.
    """
    from shoumi.base.clock import home
    from shoumi.base.vault import services as vault

    home.create(home.Kind.DEMO if demo else home.Kind.REAL)
    migrate()
    vault.setup(at=at)


def migrate() -> None:
    """Bring both databases to the program's version."""
    from django.core.management import call_command

    for database in ("default", "keyring"):
        call_command("migrate", database=database, verbosity=0, interactive=False)


def start() -> None:
    """Open the home for work, or say why not.

    Raises:
        NoHome: nothing was created here.
        HomeOutOfDate: migrations are waiting.
        Shortened, Forked, MarkMissing: the ledger is not the one it was.
    """
    from django.conf import settings

    load()
    if not (Path(settings.SHOUMI_HOME) / "home.toml").exists():
        raise NoHome(folder=str(settings.SHOUMI_HOME))
    if waiting():
        raise HomeOutOfDate
    from shoumi.base.ledger import highwater

    highwater.check()


def waiting() -> list[str]:
    """Names of migrations that have not run."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    names = []
    for database in ("default", "keyring"):
        executor = MigrationExecutor(connections[database])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        names += [f"{database}:{migration.app_label}.{migration.name}" for migration, _ in plan]
    return names
