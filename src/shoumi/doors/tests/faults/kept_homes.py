"""A home, on SQLite or PostgreSQL, that can be put back as it was kept."""

from __future__ import annotations

import os
import shutil
import time

import psycopg
from django.conf import settings
from django.db import connections

from shoumi.base.ledger import highwater
from shoumi.base.vault import keyring
from shoumi.core.tests import portion
from shoumi.doors.tests.faults.points import ALIASES

_ENDS = ("commit", "rollback")  # of a transaction


def place(scratch, name="one"):
    """The place for the engine of the settings, in the folder ``scratch``."""
    kind = Place if connections["default"].vendor == "sqlite" else PostgresPlace
    return kind(scratch / name)


def empty_place(scratch, name):
    """One whose databases are empty, to have a copy put into them."""
    kind = Place if connections["default"].vendor == "sqlite" else LoadedPlace
    return kind(scratch / name)


class Place:
    """SQLite: the home is everything there is, so a copy of the folder is the whole state."""

    def __init__(self, scratch):
        scratch.mkdir()
        self._scratch, self._tried = scratch, set()
        self.home, self._kept = scratch / "home", scratch / "kept"
        self.outside = scratch / "outside"  # what the world has seen; it cannot be taken back
        self._kept.mkdir()
        self.outside.mkdir()
        self.home.mkdir(mode=0o700)

    def names(self):
        return {"default": self.home / "shoumi.sqlite3", "keyring": self.home / "keyring.sqlite3"}

    def twin(self):
        """Another place with the same kept homes, to work in at the same time."""
        other = type(self)(self._scratch.parent / "two")
        shutil.copytree(self._kept, other._kept, dirs_exist_ok=True)
        return other

    def wanted(self, kinds):
        """Of the kinds of points a flow has, those that are tried in it in any case: each kind in
        one flow, each commit in all."""
        new = kinds - self._tried
        self._tried |= kinds
        return new | {one for one in kinds if one.startswith(_ENDS)}

    def begin(self):
        """Be the process that works in this place; a child has to say so once."""

    def enter(self):
        """Be a fresh process of this home.  Only in a child: it changes the settings for good."""
        settings.SHOUMI_HOME = self.home
        for alias, name in self.names().items():
            connections[alias].settings_dict["NAME"] = name
        keyring.lock()
        highwater._failed.clear()

    def enter_aside(self):
        """``enter``, as a process that lives on when others die."""
        self.enter()

    def keep(self, name):
        shutil.copytree(self.home, self._kept / name)

    def put_back(self, name):
        shutil.rmtree(self.home)
        shutil.copytree(self._kept / name, self.home)
        shutil.rmtree(self.outside)
        self.outside.mkdir()

    def settle(self):
        """Wait until nothing of a dead process is left."""

    def close(self):
        """Take away what is outside the scratch folder."""


PATIENCE_SECONDS = 20
_PUT_BACK = """
CREATE FUNCTION faults_put_back(kept text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE each text; differs boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS ((TABLE public.%1$I EXCEPT ALL TABLE %2$I.%1$I)'
      || ' UNION ALL (TABLE %2$I.%1$I EXCEPT ALL TABLE public.%1$I))', each, kept) INTO differs;
    IF differs THEN
      EXECUTE format('DELETE FROM public.%I', each);
      EXECUTE format('INSERT INTO public.%1$I TABLE %2$I.%1$I', each, kept);
    END IF;
  END LOOP;
END $$
"""
_OURS = "faults"  # whose connections are not waited for
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    f" AND application_name <> '{_OURS}' AND backend_type = 'client backend'"  # noqa: S608
)


class PostgresPlace(Place):
    """Two databases of its own; a kept state is a schema of copies beside the tables."""

    def __init__(self, scratch, template=None):
        super().__init__(scratch)
        own = f"{os.getpid()}_{scratch.name}"
        self._names = {alias: f"faults_{alias}_{own}" for alias in ALIASES}
        self._admin = _connect("postgres")
        for alias, name in self._names.items():
            like = f'TEMPLATE "{template[alias]}"' if template else ""
            self._admin.execute(f'CREATE DATABASE "{name}" {like}')
        self.begin()
        for looking in () if template else self._looking.values():
            looking.execute(_PUT_BACK)

    def begin(self):
        self._looking = {alias: _connect(name) for alias, name in self._names.items()}

    def twin(self):
        self._leave()
        other = PostgresPlace(self._scratch.parent / "two", self._names)
        shutil.copytree(self._kept, other._kept, dirs_exist_ok=True)
        self.begin()
        return other

    def _leave(self):
        for connection in self._looking.values():
            connection.close()

    def names(self):
        return self._names

    def wanted(self, kinds):
        """Of what SQLite takes each end of a transaction, and of the rest a third."""
        found = super().wanted(kinds)
        ends = {one for one in found if one.startswith(_ENDS)}
        rest = portion.drawn(sorted(found - ends), what="kinds of points, PostgreSQL", one_in=3)
        return {*ends, *rest}

    def enter_aside(self):
        self.enter()
        for alias in ALIASES:
            options = connections[alias].settings_dict["OPTIONS"]
            connections[alias].settings_dict["OPTIONS"] = options | {"application_name": _OURS}

    def keep(self, name):
        super().keep(name)
        self.settle()
        for looking in self._looking.values():
            looking.execute(f'CREATE SCHEMA "{name}"')
            tables = looking.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                looking.execute(f'CREATE TABLE "{name}"."{table}" AS TABLE public."{table}"')

    def put_back(self, name):
        self.settle()
        super().put_back(name)
        for looking in self._looking.values():
            looking.execute("SELECT faults_put_back(%s)", [name])

    def settle(self):
        for looking in self._looking.values():
            give_up_at = time.monotonic() + PATIENCE_SECONDS
            while looking.execute(_OTHERS).fetchone()[0]:
                assert time.monotonic() < give_up_at, "a dead process holds its connection"
                time.sleep(0.002)

    def close(self):
        self._leave()
        for name in self._names.values():
            self._admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._admin.close()


class LoadedPlace(Place):
    """Two databases that begin empty and are loaded from outside; a kept state is a database that
    the next is made like."""

    def __init__(self, scratch):
        super().__init__(scratch)
        own = f"{os.getpid()}_{scratch.name}"
        self._names = {alias: f"loaded_{alias}_{own}" for alias in ALIASES}
        self._admin, self._states = _connect("postgres"), set()
        for name in self._names.values():
            self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')

    def names(self):
        return self._names

    def keep(self, name):
        super().keep(name)
        self._states.add(name)
        for own in self._names.values():
            self._admin.execute(f'CREATE DATABASE "{own}_{name}" TEMPLATE "{own}"')

    def put_back(self, name):
        super().put_back(name)
        for own in self._names.values():
            self._admin.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
            self._admin.execute(f'CREATE DATABASE "{own}" TEMPLATE "{own}_{name}"')

    def close(self):
        for own in self._names.values():
            for name in (own, *(f"{own}_{state}" for state in self._states)):
                self._admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._admin.close()


def stop(place, *, is_over=False):
    """Nobody is let in to the databases of the place, and who is in is thrown out; until
    ``is_over``.  Other databases of the server go on."""
    with _connect("postgres") as admin:
        for name in place.names().values():
            admin.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS {is_over}')
            if not is_over:
                admin.execute(_THROWN_OUT, [name, _OURS])


_THROWN_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND application_name <> %s
"""


def _connect(name):
    given = connections["default"].settings_dict
    parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    kept = {key: value for key, value in parts.items() if value}
    return psycopg.connect(dbname=name, autocommit=True, application_name=_OURS, **kept)
