"""How the content of a test database is kept and put back, on either engine."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg
from django.db import connections


class Engine(Protocol):
    """One database.  Nobody has a transaction open in it when it is kept or put back."""

    def keep(self, name: str) -> None: ...
    def put_back(self, name: str) -> None: ...
    def close(self) -> None: ...


def engine(alias: str, folder: Path) -> Engine:
    if connections[alias].vendor == "sqlite":
        return Sqlite(alias, folder)
    return Postgres(alias)


class Sqlite:
    """Copies of the file.  A new file takes the old one's place, so a connection that a test left
    open goes on with what no name leads to any more."""

    def __init__(self, alias: str, folder: Path) -> None:
        self._alias, self._folder = alias, folder
        self._file = Path(connections[alias].settings_dict["NAME"])

    def keep(self, name: str) -> None:
        connections[self._alias].close()
        own = sqlite3.connect(self._file)
        busy, _, _ = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        own.close()
        assert not busy, "somebody else is still in the database"
        shutil.copy2(self._file, self._kept(name))

    def put_back(self, name: str) -> None:
        self._leave()
        # Beside it, and of this worker alone: names end with the worker's.
        fresh = Path(f"{self._file}.fresh")
        shutil.copy2(self._kept(name), fresh)
        for more in ("-wal", "-shm"):
            Path(f"{self._file}{more}").unlink(missing_ok=True)
        os.replace(fresh, self._file)

    def close(self) -> None:
        pass

    def _leave(self) -> None:
        """Close what this thread has open.  What is about to go need not be written from the log
        into the file first, as the last one to close would."""
        own = connections[self._alias].connection
        if hasattr(own, "setconfig"):  # from Python 3.12 on
            own.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        connections[self._alias].close()

    def _kept(self, name: str) -> Path:
        return self._folder / f"{name}-{self._alias}.sqlite3"


class Postgres:
    """Schemas of copies.  Triggers and foreign keys are off while rows go and come (``replica``);
    numbers that the database counts only go on, as they do in a flush."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        given = connections[alias].settings_dict
        parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
        self._own = psycopg.connect(
            dbname=given["NAME"],
            autocommit=True,
            options="-c session_replication_role=replica -c synchronous_commit=off",
            **{key: value for key, value in parts.items() if value},
        )
        self._loads: dict[str, str] = {}
        self._tables = self._ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counted = (f"SELECT '{one}' WHERE EXISTS (TABLE public.\"{one}\")" for one in self._tables)
        self._filled = " UNION ALL ".join(counted)

    def keep(self, name: str) -> None:
        filled = self._ask(self._filled)
        self._own.execute(f'CREATE SCHEMA "kept_{name}"')
        for one in filled:
            self._own.execute(f'CREATE TABLE "kept_{name}"."{one}" AS TABLE public."{one}"')
        self._loads[name] = "; ".join(
            f'INSERT INTO public."{one}" TABLE "kept_{name}"."{one}"' for one in filled
        )

    def put_back(self, name: str) -> None:
        connections[self._alias].close()
        cleared = "; ".join(f'DELETE FROM public."{one}"' for one in self._ask(self._filled))
        for text in (cleared, self._loads[name]):
            if text:
                self._own.execute(text)

    def close(self) -> None:
        self._own.close()

    def _ask(self, query: str) -> list[str]:
        return [one for (one,) in self._own.execute(query).fetchall()]
