"""Tables that are migrated once in a run: an empty SQLite database becomes a copy of them.

A database that has tables already is migrated as ever, and so is every home of a process whose
settings do not call ``use``: tests of what a newcomer does, of upgrades and of the migrations.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections

# Where a run keeps them, told to the processes it starts.
FOLDER = "SHOUMI_TEST_TABLES"
# What asks for something else than all migrations of a database.
_PARTLY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


@contextmanager
def keeping() -> Iterator[None]:
    """For a run; one inside another shares the other's."""
    if FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def folder() -> Path:
    """Of this run."""
    return Path(os.environ[FOLDER])


def use() -> None:
    """In this process Django's ``migrate`` copies where there is something to copy."""
    plain = migrate.Command.handle

    def handle(command: migrate.Command, *names: str, **options: Any) -> None:
        if not _is_wanted(options):
            plain(command, *names, **options)
            return
        alias = options["database"]
        kept = folder() / f"{_sources()}-{alias}.sqlite3"
        # Workers begin at the same moment: one migrates, the others wait for it.
        with alone(kept):
            if kept.exists():
                _copy(kept, alias)
            else:
                plain(command, *names, **options)
                _keep(kept, alias)

    migrate.Command.handle = handle


def _is_wanted(options: dict[str, Any]) -> bool:
    connection = connections[options["database"]]
    return (
        FOLDER in os.environ
        and connection.vendor == "sqlite"
        and not any(options.get(name) for name in _PARTLY)
        and not connection.in_atomic_block
        and not connection.introspection.table_names()
    )


@cache
def _sources() -> str:
    """Changes with the migrations: a test may run the suite of a house that has one app more."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            found.update(f"{app.label} {path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def alone(kept: Path) -> Iterator[None]:
    """Of all processes of the run, while ``kept`` is made or looked for."""
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(kept: Path, alias: str) -> None:
    connections[alias].close()
    file = Path(connections[alias].settings_dict["NAME"])
    for more in ("-wal", "-shm"):
        Path(f"{file}{more}").unlink(missing_ok=True)
    shutil.copyfile(kept, file)


def _keep(kept: Path, alias: str) -> None:
    part = kept.with_suffix(".part")
    with closing(sqlite3.connect(part)) as own:
        connections[alias].connection.backup(own)
    part.rename(kept)
