"""Where the databases of a served home lie, and fresh ones that its copies are put back into."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from scripts import with_postgres

DATABASE, KEYRING = "DATABASE_URL", "KEYRING_URL"
ENGINES = ("sqlite", "dumps", "base-copies")


@dataclass(frozen=True)
class Engine:
    """``environment`` of the served home; the folders of the clusters of data and keyring."""

    environment: Mapping[str, str]
    data: Path | None = None
    keyring: Path | None = None

    @contextmanager
    def fresh(self) -> Iterator[Mapping[str, str]]:
        """The environment of a home whose databases are empty; they are dropped afterwards."""
        if self.data is None or self.keyring is None:
            yield {}
            return
        with ExitStack() as stack:
            yield {
                DATABASE: stack.enter_context(_database(self.data)),
                KEYRING: stack.enter_context(_database(self.keyring)),
            }

    def drop(self, address: str) -> None:
        """The database at ``address`` is gone, and nobody asks for it again."""
        folder = self.keyring
        assert folder is not None
        with psycopg.connect(with_postgres.address(folder, "postgres"), autocommit=True) as server:
            name = urlsplit(address).path.removeprefix("/")
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def rows(self, home: Path, where: Mapping[str, str], statement: str) -> list[tuple[Any, ...]]:
        """Of the data of the home in ``home`` whose environment has ``where``."""
        if address := where.get(DATABASE):
            with psycopg.connect(address) as server:
                return server.execute(statement.encode()).fetchall()
        # A killed writer left a log beside the file, which is read with it.
        with closing(sqlite3.connect(home / "shoumi.sqlite3")) as file:
            return file.execute(statement).fetchall()


@contextmanager
def running(name: str) -> Iterator[Engine]:
    if name == "sqlite":
        yield Engine({})
        return
    with ExitStack() as stack:
        data = stack.enter_context(with_postgres.cluster())
        own = name == "base-copies"
        keyring = stack.enter_context(with_postgres.cluster()) if own else data
        environment = {
            DATABASE: stack.enter_context(_database(data)),
            KEYRING: stack.enter_context(_database(keyring)),
        }
        if own:
            environment["SHOUMI_COPY_URL"] = with_postgres.address(data, "")
        yield Engine(environment, data, keyring)


@contextmanager
def _database(cluster: Path) -> Iterator[str]:
    name = f"home_{secrets.token_hex(6)}"
    with psycopg.connect(with_postgres.address(cluster, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
        try:
            yield with_postgres.address(cluster, name)
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
