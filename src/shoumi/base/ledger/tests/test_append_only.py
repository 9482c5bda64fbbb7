"""The database itself refuses, whoever asks: the same on both engines."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, connections, transaction

from shoumi.base.ledger import audit, reader, triggers
from shoumi.base.ledger.tests.events import write, write_rows

pytestmark = [pytest.mark.both, pytest.mark.django_db]

FIELDS = "position, body, leaf_hash, tag, about, deal, at"
COPY = "SELECT %s, body, leaf_hash, tag, about, deal, at FROM ledger_entry WHERE position = 0"
ANYWHERE = [
    "UPDATE ledger_entry SET tag = 'x.y'",
    "UPDATE ledger_entry SET position = 9 WHERE position = 1",
    "DELETE FROM ledger_entry WHERE position = 1",
    "DELETE FROM ledger_entry",
    *(f"INSERT INTO ledger_entry ({FIELDS}) {COPY % place}" for place in (-1, 0, 1, 3, 9)),
    "UPDATE ledger_rowchunk SET number = 5",
    "DELETE FROM ledger_rowchunk",
    "INSERT INTO ledger_rowchunk (position, number, content) VALUES (1, 0, '')",
    "INSERT INTO ledger_rowchunk (position, number, content) VALUES (1, 1, '')",
    "INSERT INTO ledger_rowchunk (position, number, content) VALUES (0, 0, '')",
    "UPDATE ledger_head SET size = size - 1",
    "UPDATE ledger_head SET size = size + 2",
    "UPDATE ledger_head SET last_at = NULL",
    "DELETE FROM ledger_head",
    "INSERT INTO ledger_head (id, size, frontier) VALUES (1, 0, '')",
    "INSERT INTO ledger_head (id, size, frontier) VALUES (2, 0, '')",
]
ON_SQLITE = [
    *(f"INSERT OR REPLACE INTO ledger_entry ({FIELDS}) {COPY % place}" for place in (0, 1)),
    f"REPLACE INTO ledger_entry ({FIELDS}) {COPY % 1}",
    *(
        f"INSERT OR {other} INTO ledger_entry ({FIELDS}) {COPY % place}"
        for other in ("IGNORE", "FAIL", "REPLACE")
        for place in (-1, 0, 1, 3, "NULL")
    ),
    # The first of two is the next, and is not kept where the second is refused.
    f"INSERT OR FAIL INTO ledger_entry ({FIELDS}) {COPY % 2} UNION ALL {COPY % 4} ORDER BY 1",
    "UPDATE OR REPLACE ledger_entry SET position = 0 WHERE position = 1",
    "INSERT OR REPLACE INTO ledger_rowchunk (position, number, content) VALUES (1, 0, 'x')",
    "REPLACE INTO ledger_rowchunk SELECT id, 2, 0, 'x' FROM ledger_rowchunk",
    "INSERT OR REPLACE INTO ledger_head (id, size, frontier) VALUES (1, 0, '')",
]
ON_POSTGRESQL = [
    "TRUNCATE ledger_entry",
    "TRUNCATE ledger_rowchunk",
    "TRUNCATE ledger_head",
    "TRUNCATE ledger_entry, ledger_head, ledger_rowchunk CASCADE",
    f"INSERT INTO ledger_entry ({FIELDS}) {COPY % 1} ON CONFLICT (position) DO NOTHING",
]


ON_UPDATE = "BEFORE UPDATE ON ledger_entry"


def refuse(statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def ledger():
    write()
    write_rows([b"a", b"b"])
    before = (reader.size(), reader.root(), list(reader.entries()), list(reader.rows(1)))
    yield
    assert before == (reader.size(), reader.root(), list(reader.entries()), list(reader.rows(1)))


@pytest.mark.parametrize("statement", ANYWHERE)
def test_nothing_is_changed_removed_or_put_elsewhere(statement, ledger):
    refuse(statement)


@pytest.mark.parametrize("number", range(len(ON_SQLITE)))
def test_each_engine_has_its_own_ways_and_none_works(number, ledger):
    own = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}[connection.vendor]
    for statement in own[number : number + 1]:
        refuse(statement)


def test_every_trigger_is_in_place(ledger):
    assert triggers.missing(connection) == frozenset()


def test_a_trigger_that_is_taken_away_is_missed(ledger):
    name = "ledger_entry_next"
    with transaction.atomic(), connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else " ON ledger_entry"
        cursor.execute(f"DROP TRIGGER {name}{table}")
        assert triggers.missing(connection) == {name}
        assert audit.Finding(None, audit.Fault.TRIGGERS_MISSING) in audit.verify_all().findings
        transaction.set_rollback(True)


def test_a_trigger_that_does_something_else_is_missed(ledger):
    if connection.vendor == "sqlite":
        swap = (
            "DROP TRIGGER ledger_entry_no_update",
            f"CREATE TRIGGER ledger_entry_no_update {ON_UPDATE} BEGIN SELECT 1; END",
        )
    else:
        swap = ("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_fixed",)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in swap:
            cursor.execute(statement)
        assert len(triggers.missing(connection)) == 1
        transaction.set_rollback(True)


def test_a_ledger_of_before_gets_its_triggers_as_they_are_now(ledger):
    change = importlib.import_module("shoumi.base.ledger.migrations.0004_added_without_copies")
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            known = triggers.expected("sqlite")["ledger_entry_next"]
            cursor.execute("DROP TRIGGER ledger_entry_next")
            cursor.execute(known.replace("RAISE(FAIL,", "RAISE(ABORT,"))
            assert triggers.missing(connection) == {"ledger_entry_next"}
        change.put_anew(None, SimpleNamespace(connection=connection))
        assert triggers.missing(connection) == frozenset()


def _append(count, start):
    connections.close_all()
    start.wait()
    for number in range(count):
        write_rows([b"%d" % number, b"of %d" % os.getpid()])
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_make_one_ledger():
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(4)
    writers = [fork.Process(target=_append, args=(25, start)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert reader.size() == 100
    report = audit.verify_all()
    assert (report.findings, report.size, report.rows) == ((), 100, 200)
