"""What is only so on PostgreSQL: who may copy, what is loaded where, and base copies."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shoumi.base.copies import base_copies, database_load, dumps, postgresql, scratch_cluster
from shoumi.base.copies.errors import (
    DatabaseNotEmpty,
    DatabaseRefused,
    KeyringInside,
    MayNotLoad,
    OtherCluster,
    OtherEngine,
    ProgramMissing,
    ProgramTooOld,
    ReplicationRefused,
    RightMissing,
)
from shoumi.base.copies.tests.copied_home import Put, fresh_database, head, tree
from shoumi.base.ledger import reader
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.leaf import Digest

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    pytest.mark.both,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL"),
]
VARIABLE = "SHOUMI_COPY_URL"


def without_database(server):
    parts = conninfo_to_dict(server)
    return make_conninfo(**{name: one for name, one in parts.items() if name != "dbname"})


@pytest.fixture
def role():
    """One that may log in and nothing else."""
    name = f"shoumi_poor_{secrets.token_hex(4)}"
    with postgresql.session(postgresql.servers()["default"]) as own:
        own.execute(f"CREATE ROLE {name} LOGIN")
        yield name
        own.execute(f"DROP ROLE {name}")


@pytest.fixture(scope="module")
def other():
    """Another cluster."""
    with scratch_cluster.running() as made:
        yield made


@pytest.fixture
def apart(copied, other, monkeypatch, tmp_path):
    """The keyring lies in a cluster of its own, and the data's is copied whole."""
    own, dump = postgresql.servers(), tmp_path / "keyring.dump"
    name = f"keys_{secrets.token_hex(6)}"
    with postgresql.session(other.servers["default"]) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    keyring = make_conninfo(other.servers["keyring"], dbname=name)
    dump.write_bytes(dumps.dumped(own["keyring"], "--format=custom"))
    database_load._loaded(dump, keyring)
    servers = {"default": own["default"], "keyring": keyring}
    monkeypatch.setattr(postgresql, "servers", lambda: servers)
    monkeypatch.setenv(VARIABLE, without_database(own["default"]))
    return copied


def test_a_base_copy_is_put_together_and_loaded(apart, tmp_path):
    size = head()[0]
    made = apart.copy()
    names = {name for name in tree(apart.home) if "snapshot" in name}
    assert names == set()
    apart.happen()
    unpacked = apart.unpack(tmp_path / "into")
    assert (unpacked.into / "cluster/backup_label").is_file()
    assert made.head.size == size
    with Put(unpacked) as there:
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(size,)]
        assert there.ask("SELECT count(*) FROM vault_setup", "keyring") == [(1,)]
        assert there.ask("SELECT size FROM ledger_head") == [(size,)]
    left = {one.name for one in unpacked.into.iterdir()}
    assert not left & {"cluster", "cluster.json", "dump", "keyring.dump"}


def test_of_a_base_copy_only_blocks_that_changed_are_sent(apart, tmp_path):
    first = apart.copy().stores[Store.DATA]
    apart.happen()
    second = apart.copy().stores[Store.DATA]
    assert (first.is_whole, second.is_whole) == (True, False)
    assert second.sent < first.sent / 2  # others write in this cluster meanwhile
    with Put(apart.unpack(tmp_path / "into")) as there:
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(head()[0],)]


def test_of_a_dump_only_pieces_with_rows_that_changed_are_sent(copied, tmp_path):
    """Rows that change leave their place in the table, and what follows them moves."""
    own = postgresql.servers()["default"]
    with postgresql.session(own) as server:
        server.execute("CREATE TABLE large (id int PRIMARY KEY, value text)")
        server.execute(
            "INSERT INTO large SELECT n, repeat(md5(n::text), 8) FROM generate_series(1, 40000) n"
        )
        try:
            first = copied.copy().stores[Store.DATA]
            server.execute("UPDATE large SET value = md5(value) WHERE id % 4000 = 1")
            server.execute("DELETE FROM large WHERE id % 9000 = 2")
            second = copied.copy().stores[Store.DATA]
            assert first.sent > 10_000_000
            assert second.sent < first.sent / 5
            unpacked = copied.unpack(tmp_path / "into")
            with Put(unpacked) as there:
                asked = "SELECT md5(string_agg(id || value, ',' ORDER BY id)) FROM large"
                assert there.ask(asked) == server.execute(asked).fetchall()
            assert not {"dump", "pieces"} & {one.name for one in unpacked.into.iterdir()}
        finally:
            server.execute("DROP TABLE large")


def test_dumps_and_base_copies_follow_each_other(apart, tmp_path, monkeypatch):
    apart.copy()
    monkeypatch.delenv(VARIABLE)
    apart.happen()
    apart.copy()
    unpacked = apart.unpack(tmp_path / "into")
    assert not [path for path in (unpacked.into / "cluster").rglob("*") if path.is_file()]
    with Put(unpacked) as there:
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(head()[0],)]
    assert not {"cluster", "dump"} & {one.name for one in unpacked.into.iterdir()}
    monkeypatch.setenv(VARIABLE, without_database(postgresql.servers()["default"]))
    apart.copy()
    with Put(apart.unpack(tmp_path / "again")) as there:
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(head()[0],)]


def test_what_is_missing_of_a_base_copy_is_refused(apart, tmp_path):
    apart.copy()
    packs = sorted((apart.place.root / "data/packs").iterdir())
    packs[len(packs) // 2].unlink()
    with pytest.raises(CopyRefused) as refused:
        apart.unpack(tmp_path / "into")
    assert refused.value.fault is Fault.PACK_MISSING


def test_a_server_that_writes_on_keeps_the_log_until_it_is_sent(apart):
    """Others write and checkpoint while it is copied: the first segment would be gone."""
    server = postgresql.servers()["default"]
    with postgresql.session(server) as own:
        with base_copies._log_kept(without_database(server)):
            (first,) = own.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()
            for _ in range(3):
                own.execute("SELECT pg_switch_wal(), pg_current_xact_id()")
                own.execute("CHECKPOINT")
            kept = own.execute("SELECT name FROM pg_ls_waldir()").fetchall()
            assert (first,) in kept
            held = slots(own)
        assert held
        end = time.monotonic() + 30  # the server drops a slot once it saw that its session is gone
        while left := held & slots(own):
            assert time.monotonic() < end, left
            time.sleep(0.02)


def slots(own):
    found = own.execute(
        "SELECT slot_name FROM pg_replication_slots WHERE slot_name ^@ 'shoumi_copy'"
    )
    return {name for (name,) in found.fetchall()}


def test_a_keyring_in_the_same_cluster_is_never_copied_with_it(copied, monkeypatch):
    server = without_database(postgresql.servers()["default"])
    monkeypatch.setenv(VARIABLE, server)
    with pytest.raises(KeyringInside):
        copied.copy()
    assert tree(copied.place.root) == {}


def test_another_cluster_than_that_of_the_data_is_refused(copied, other, monkeypatch):
    monkeypatch.setenv(VARIABLE, without_database(other.servers["default"]))
    with pytest.raises(OtherCluster):
        copied.copy()


def test_who_may_not_replicate_is_named(apart, monkeypatch, role):
    server = make_conninfo(without_database(postgresql.servers()["default"]), user=role)
    monkeypatch.setenv(VARIABLE, server)
    with pytest.raises(ReplicationRefused) as refused:
        apart.copy()
    assert refused.value.facts == {"role": role}


@pytest.mark.parametrize("alias", postgresql.ALIASES)
def test_who_may_not_read_all_is_named(copied, monkeypatch, role, alias):
    own = postgresql.servers()
    poor = {**own, alias: make_conninfo(own[alias], user=role)}
    monkeypatch.setattr(postgresql, "servers", lambda: poor)
    with pytest.raises(RightMissing) as refused:
        copied.copy()
    assert refused.value.facts["role"] == role
    assert tree(copied.place.root) == {}


def test_a_server_that_is_away_is_told(copied, monkeypatch):
    own = postgresql.servers()
    away = {alias: make_conninfo(server, port="1") for alias, server in own.items()}
    monkeypatch.setattr(postgresql, "servers", lambda: away)
    with pytest.raises(DatabaseRefused):
        copied.copy()


@pytest.mark.parametrize(("version", "refusal"), [(None, ProgramMissing), (13, ProgramTooOld)])
def test_a_program_that_is_missing_or_too_old_is_named(
    copied, monkeypatch, tmp_path, version, refusal
):
    programs = tmp_path / "bin"
    programs.mkdir()
    if version:
        for name in (postgresql.DUMP, base_copies.PROGRAM):
            (programs / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}.2'\n")
            (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(postgresql, "_INSTALLED", tmp_path / "none")
    with pytest.raises(refusal) as refused:
        copied.copy()
    assert refused.value.facts["program"] == postgresql.DUMP
    if version:
        assert refused.value.facts["has"] == version
    else:
        assert refused.value.facts["package"] == "postgresql-client"


def test_who_may_make_no_table_loads_nothing(copied, tmp_path, role):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    with fresh_database() as data, fresh_database() as keyring:
        where = {"default": make_conninfo(data, user=role), "keyring": keyring}
        with pytest.raises(MayNotLoad) as refused:
            database_load.load(unpacked, where)
        assert refused.value.facts["role"] == role


def test_nothing_is_loaded_over_what_is_there(copied, tmp_path):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    size = reader.size()
    with pytest.raises(DatabaseNotEmpty):
        database_load.load_settings(unpacked)
    with pytest.raises(DatabaseNotEmpty):
        database_load.require_ready()
    assert reader.size() == size


def test_a_copy_of_the_other_engine_is_not_loaded(copied, tmp_path):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    (unpacked.into / "keyring.dump").unlink()
    with pytest.raises(OtherEngine):
        database_load.load_settings(unpacked)


def test_another_ledger_than_the_manifest_names_is_refused(copied, tmp_path):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    wrong = replace(unpacked.data, ledger_root=Digest.of(b"another"))
    with fresh_database() as data, fresh_database() as keyring:
        with pytest.raises(CopyRefused) as refused:
            database_load.load(replace(unpacked, data=wrong), {"default": data, "keyring": keyring})
        assert refused.value.fault is Fault.CONTENT_DIFFERS
        with postgresql.session(keyring) as opened:
            assert opened.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")


def test_a_load_that_breaks_off_leaves_the_database_empty(copied, tmp_path):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    dump = unpacked.into / "dump"
    largest = max(dump.glob("*.dat"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-40])
    with fresh_database() as data, fresh_database() as keyring:
        where = {"default": data, "keyring": keyring}
        with pytest.raises(DatabaseRefused):
            database_load.load(unpacked, where)
        postgresql.require_empty(where)
