"""PostgreSQL: the table is written anew without the erased; its log is said to remain."""

from __future__ import annotations

import pytest
from django.db import connections

from shoumi.base.vault import key_erasure, keys
from shoumi.base.vault.errors import StillOnDisk
from shoumi.base.vault.key_erasure import Residue
from shoumi.core.refs import Ref

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

DEAL = Ref("deal-x")


def run(statement):
    with connections["keyring"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_table_is_written_anew_and_the_log_is_said_to_remain(keyring, people, at, monkeypatch):
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 60)  # others are at work on this server
    keys.create_many(people, DEAL, at)
    before = run("SELECT pg_relation_filenode('vault_subjectkey')")
    erased = keys.erase(people[:2])
    assert erased.residues == (Residue.KEYRING_BACKUPS, Residue.WRITE_AHEAD_LOG)
    assert run("SELECT pg_relation_filenode('vault_subjectkey')") != before
    run("CREATE EXTENSION IF NOT EXISTS pageinspect")
    lines = "heap_page_items(get_raw_page('vault_subjectkey', 0))"
    assert run(f"SELECT count(*) FROM {lines}") == [(len(people) - 2,)]


def test_an_older_reader_delays_success_and_never_fakes_it(keyring, people, at, monkeypatch):
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 0.3)
    keys.create_many(people, DEAL, at)
    reader = connections["keyring"].copy("reader")
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM vault_subjectkey")
            with pytest.raises(StillOnDisk) as caught:
                keys.erase(people[:2])
            assert caught.value.facts == {"cause": "reader"}
            cursor.execute("COMMIT")
    finally:
        reader.close()
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 60)  # others are at work on this server
    keys.erase(people[:2])
    run("CREATE EXTENSION IF NOT EXISTS pageinspect")
    lines = "heap_page_items(get_raw_page('vault_subjectkey', 0))"
    assert run(f"SELECT count(*) FROM {lines}") == [(len(people) - 2,)]


def test_who_reads_in_another_database_delays_nothing(keyring, people, at, monkeypatch):
    """As a copy of the data does, for as long as it takes."""
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 60)  # others are at work on this server
    keys.create_many(people, DEAL, at)
    reader = connections["default"].copy("reader")
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM ledger_entry")
            keys.erase(people[:2])
            run("CREATE EXTENSION IF NOT EXISTS pageinspect")
            lines = "heap_page_items(get_raw_page('vault_subjectkey', 0))"
            assert run(f"SELECT count(*) FROM {lines}") == [(len(people) - 2,)]
            cursor.execute("COMMIT")
    finally:
        reader.close()


def test_who_writes_in_another_database_delays_success_and_never_fakes_it(
    keyring, people, at, monkeypatch
):
    """The snapshot of who rewrites the table begins with the oldest writer of the whole cluster."""
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 0.3)
    keys.create_many(people, DEAL, at)
    writer = connections["default"].copy("writer")
    try:
        with writer.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_current_xact_id()")
            with pytest.raises(StillOnDisk) as caught:
                keys.erase(people[:2])
            assert caught.value.facts == {"cause": "reader"}
            cursor.execute("COMMIT")
    finally:
        writer.close()
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 60)  # others are at work on this server
    keys.erase(people[:2])
    run("CREATE EXTENSION IF NOT EXISTS pageinspect")
    lines = "heap_page_items(get_raw_page('vault_subjectkey', 0))"
    assert run(f"SELECT count(*) FROM {lines}") == [(len(people) - 2,)]


@pytest.fixture
def poor_role():
    """A role that may change rows and nothing else."""
    run("CREATE ROLE shoumi_poor")
    run("GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shoumi_poor")
    yield "shoumi_poor"
    run("RESET ROLE")
    run("ALTER TABLE vault_subjectkey OWNER TO CURRENT_USER")
    run("DROP OWNED BY shoumi_poor")
    run("DROP ROLE shoumi_poor")


def test_a_role_that_may_not_rewrite_the_table_reports_no_success(keyring, people, at, poor_role):
    keys.create_many(people, DEAL, at)
    run(f"SET ROLE {poor_role}")
    with pytest.raises(StillOnDisk) as caught:
        keys.erase(people)
    assert caught.value.facts == {"cause": "vacuum"}
    assert keys.existing(people) == frozenset()


def test_a_role_without_rights_on_the_log_still_erases(keyring, people, at, poor_role):
    keys.create_many(people, DEAL, at)
    run(f"ALTER TABLE vault_subjectkey OWNER TO {poor_role}")
    run(f"SET ROLE {poor_role}")
    assert keys.erase(people).count == len(people)
