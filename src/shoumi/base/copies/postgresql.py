"""The databases of a home that are PostgreSQL's, and its own programs asked about them.

No password is on a command line: libpq finds it in a passfile.  What a program says on its standard
error may name what stands in a row, so it is told nowhere; rights and versions are asked before.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from shoumi.base.copies.errors import (
    DatabaseNotEmpty,
    DatabaseRefused,
    MayNotLoad,
    NotOnThisEngine,
    ProgramMissing,
    ProgramTooOld,
    RightMissing,
)

ALIASES = ("default", "keyring")
SCHEMA = "public"
DUMP, LOAD = "pg_dump", "pg_restore"
TIMEOUT_SECONDS = 3600
_PASSED = ("PATH", "HOME", "TMPDIR")
# Where Debian and others keep what only a server needs, which is on no path.
_INSTALLED = Path("/usr/lib/postgresql")
_PACKAGES = {"initdb": "postgresql", "pg_ctl": "postgresql", "setpriv": "util-linux"}
_VERSION = re.compile(rb"\(PostgreSQL\) (\d+)")

Session = psycopg.Connection[Any]
Servers = Mapping[str, str]  # how libpq finds each database, by alias


def is_postgresql() -> bool:
    """Of the settings.

    Raises:
        NotOnThisEngine: one of the databases is, the other is not.
    """
    found = {connections[alias].vendor for alias in ALIASES}
    if len(found) > 1 or not found <= {"sqlite", "postgresql"}:
        raise NotOnThisEngine
    return found == {"postgresql"}


def servers() -> Servers:
    return {alias: _conninfo(alias) for alias in ALIASES}


def _conninfo(alias: str) -> str:
    given = connections[alias].settings_dict
    parts = {"dbname": given["NAME"], "host": given["HOST"], "port": given["PORT"]}
    parts |= {"user": given["USER"]}
    parts |= {name: one for name, one in given["OPTIONS"].items() if isinstance(one, str)}
    return make_conninfo(**{name: str(one) for name, one in parts.items() if one})


@contextmanager
def session(server: str) -> Iterator[Session]:
    """
    Raises:
        DatabaseRefused
    """
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=10) as opened:
            # The settings end who waits; a reader waits for the program that reads with it.
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                opened.execute("SELECT set_config(%s, '0', false)", [limit])
            yield opened
    except psycopg.errors.LockNotAvailable:
        raise  # whoever waits for it tries again
    except psycopg.errors.InsufficientPrivilege:
        raise RightMissing(**_who(server)) from None
    except psycopg.Error:
        raise DatabaseRefused(program="psql") from None


def _who(server: str) -> dict[str, str]:
    found = psycopg.conninfo.conninfo_to_dict(server)
    return {"role": str(found.get("user") or ""), "database": str(found.get("dbname") or "")}


# The whole copy or none: what the role cannot read would otherwise be found by a restore.
_UNREADABLE = """
    SELECT count(*) FROM pg_class AS one JOIN pg_namespace AS of ON of.oid = one.relnamespace
    WHERE of.nspname = 'public' AND CASE one.relkind
        WHEN 'S' THEN NOT has_sequence_privilege(one.oid, 'SELECT')
        WHEN 'r' THEN NOT has_table_privilege(one.oid, 'SELECT')
        ELSE false END
"""


def require_readable(opened: Session, server: str) -> None:
    """
    Raises:
        RightMissing: there is a table that the role may not read.
        ProgramMissing, ProgramTooOld
    """
    found = opened.execute(_UNREADABLE).fetchone()
    if found is None or found[0]:
        raise RightMissing(**_who(server))
    require_version(DUMP, opened)


def require_version(program: str, opened: Session) -> None:
    """A program reads servers of its own version and of those before.

    Raises:
        ProgramMissing, ProgramTooOld
    """
    told = _VERSION.search(run(program, "--version"))
    has, wanted = int(told[1]) if told else 0, opened.info.server_version // 10_000
    if has < wanted:
        raise ProgramTooOld(program=Path(program).name, has=has, wanted=wanted)


def require_empty(where: Servers) -> None:
    """
    Raises:
        DatabaseNotEmpty, MayNotLoad, DatabaseRefused, ProgramMissing, ProgramTooOld
    """
    for server in where.values():
        with session(server) as opened:
            require_version(LOAD, opened)
            found = opened.execute(
                "SELECT count(*) FROM pg_class AS one"
                " JOIN pg_namespace AS of ON of.oid = one.relnamespace"
                " WHERE of.nspname = 'public' AND one.relkind IN ('r', 'S', 'v')"
            ).fetchone()
            if found is None or found[0]:
                raise DatabaseNotEmpty(database=_who(server)["database"])
            may = opened.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
            if may is None or not may[0]:
                raise MayNotLoad(**_who(server))


def program(name: str, version: int | None = None) -> str:
    """The newest here, or that of the version.

    Raises:
        ProgramMissing
    """
    if version is None and (found := shutil.which(name)):
        return found
    there = {
        int(one.parts[-3]): one
        for one in _INSTALLED.glob(f"*/bin/{name}")
        if one.parts[-3].isdigit()
    }
    if version is not None and version not in there:
        # Elsewhere than on Debian there is one, and it is on the path.
        told = _VERSION.search(run(name, "--version")) if shutil.which(name) else None
        if not told or int(told[1]) != version:
            raise ProgramMissing(program=name, package=f"postgresql-{version}")
        return str(shutil.which(name))
    if not there:
        raise ProgramMissing(program=name, package=_PACKAGES.get(name, "postgresql-client"))
    return str(there[version or max(there)])


def run(name: str, *arguments: str, given: bytes | None = None) -> bytes:
    """What the program puts out.

    Raises:
        ProgramMissing
        DatabaseRefused: it did not come to its end.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - a list, and no word of it is a stranger's
            [program(name), *arguments],
            env=environment(),
            input=given if given is not None else b"",
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DatabaseRefused(program=name) from None
    if ended.returncode != 0:
        raise DatabaseRefused(program=name)
    return ended.stdout


def environment() -> dict[str, str]:
    """What of our own a program may see: what libpq looks for is named PG…"""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED or (name.startswith("PG") and name != "PGOPTIONS")
    }
