"""States that are built once in a process and put back for each test that asks for one.

A state is everything a home is made of: both databases, the data folder, what the process holds in
memory, and the object that the test works with.  On SQLite it is copies of the files; on PostgreSQL
a schema of copies beside the tables.  A test then commits to real files and rows as ever.  In a
test that is rolled back it is the rows.

``empty`` is the state after the migrations: Django's ``flush`` is answered by putting it back.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.commands import flush
from django.db import connections

from shoumi.base.tests import engines, memories, rows

T = TypeVar("T")
EMPTY = "empty"
ALIASES = ("default", "keyring")


@dataclass(frozen=True)
class State:
    """``made`` is what the builder gave, ``keys`` the keys it left opened; ``rows`` by alias where
    nothing was committed."""

    made: Any
    folder: Path
    keys: memories.Keys
    rows: Mapping[str, rows.Rows] | None


_engines: dict[str, engines.Engine] = {}
_states: dict[str, State] = {}
_folder: list[Path] = []


@contextmanager
def keeping() -> Iterator[None]:
    """For a run: databases are there and empty, and stay so between tests."""
    with tempfile.TemporaryDirectory(prefix="kept-") as folder:
        _folder.append(Path(folder))
        for alias in filter(_is_for_tests, ALIASES):
            _engines[alias] = engines.engine(alias, Path(folder))
            _engines[alias].keep(EMPTY)
        plain = flush.Command.handle
        flush.Command.handle = _flush
        try:
            yield
        finally:
            flush.Command.handle = plain
            for engine in _engines.values():
                engine.close()
            for kept in (_engines, _states, _folder):
                kept.clear()


def _is_for_tests(alias: str) -> bool:
    """Where no test of a run asks for a database none is made, and the name is a real one's."""
    connection = connections[alias]
    return str(connection.settings_dict["NAME"]) == str(connection.creation._get_test_db_name())


def _flush(command: flush.Command, **options: Any) -> None:
    """Tests that commit are cleaned up after."""
    _wait()
    _engines[options["database"]].put_back(EMPTY)


def kept(name: str, build: Callable[[], T]) -> T:
    """What ``build`` makes of an empty home, with everything it did: done the first time, put back
    every other time."""
    home = Path(settings.SHOUMI_HOME)
    name += ", not committed" if connections["default"].in_atomic_block else ""
    if name not in _states:
        made = build()
        _keep(name, made, home)
        return made
    state = _states[name]
    for alias, engine in _engines.items():
        if state.rows is None:
            engine.put_back(name)
        elif connections[alias].in_atomic_block:
            rows.put_back(alias, state.rows[alias])
    shutil.copytree(state.folder, home, dirs_exist_ok=True)
    memories.put_back(state.keys)
    return copy.deepcopy(state.made)


def engine(alias: str) -> engines.Engine:
    """Of a test database of this run."""
    return _engines[alias]


def _keep(name: str, made: Any, home: Path) -> None:
    folder = _folder[0] / name
    found = None
    if connections["default"].in_atomic_block:
        inside = [alias for alias in ALIASES if connections[alias].in_atomic_block]
        found = {alias: rows.keep(alias) for alias in inside}
    else:
        _settle()
        for engine in _engines.values():
            engine.keep(name)
    shutil.copytree(home, folder)
    _states[name] = State(copy.deepcopy(made), folder, memories.keys(), found)


def _settle() -> None:
    """Wait, and close this thread's connections."""
    _wait()
    for alias in ALIASES:
        connections[alias].close()


def _wait() -> None:
    """Until the ledger's high-water mark has followed."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
