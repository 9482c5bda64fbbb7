"""A copy is made, read back, put together again, and holds what was there at one moment."""

from __future__ import annotations

import threading
from datetime import timedelta

import pyrage
import pytest
from django.db import connection, connections

from shoumi.base.copies import copy_run, known_blocks, snapshot
from shoumi.base.copies.errors import (
    NoRecipient,
    NotOnThisEngine,
)
from shoumi.base.copies.tests.copied_home import PLACE, Put, Writer, head, tree
from shoumi.base.vault.models import SigningKey
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    pytest.mark.both,
]
IS_SQLITE = connection.vendor == "sqlite"


def entries(unpacked) -> int:
    with Put(unpacked) as there:
        if IS_SQLITE:
            assert there.ask("PRAGMA integrity_check") == [("ok",)]
        return there.ask("SELECT count(*) FROM ledger_entry")[0][0]


def test_what_is_copied_is_put_together_again(copied, tmp_path):
    size, root = head()
    made = copied.copy()
    assert (made.head.size, made.head.root()) == (size, root)
    unpacked = copied.unpack(tmp_path / "into")
    assert (unpacked.data.ledger_size, unpacked.data.ledger_root) == (size, root)
    for name in ("home.toml", "root.key", "blobs/doc-0", "blobs/doc-2"):
        path = unpacked.into / name
        assert path.read_bytes() == (copied.home / name).read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    assert not (unpacked.into / "ledger.highwater").exists()
    if IS_SQLITE:
        assert unpacked.files == 7
    with Put(unpacked) as there:
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(size,)]
        assert there.ask("SELECT count(*) FROM vault_setup", "keyring") == [(1,)]
        assert not {"dump", "keyring.dump"} & {one.name for one in unpacked.into.iterdir()}


def test_only_what_changed_is_sent(copied, tmp_path):
    first = copied.copy()
    assert all(one.is_whole for one in first.stores.values())
    copied.happen()
    copied.write("blobs/doc-0", b"another")
    copied.write("blobs/doc-9", b"new")
    (copied.home / "blobs/doc-1").unlink()
    second = copied.copy()
    data = second.stores[Store.DATA]
    assert (data.manifest.number, data.manifest.first, data.is_whole) == (2, 1, False)
    assert data.sent < first.stores[Store.DATA].sent / 2
    # The head of a dump has the second in it.
    assert second.stores[Store.KEYRING].changed <= (0 if IS_SQLITE else 1)
    unpacked = copied.unpack(tmp_path / "into")
    into = unpacked.into
    assert (into / "blobs/doc-0").read_bytes() == b"another"
    assert (into / "blobs/doc-9").read_bytes() == b"new"
    assert not (into / "blobs/doc-1").exists()
    assert entries(unpacked) == head()[0]


def test_what_the_account_keeps_in_the_folder_for_itself_is_not_copied(copied, tmp_path):
    """The folder is the home of the account too: keys of ssh, and what restic remembers."""
    copied.write(".ssh/id_ed25519", b"a key that opens another machine")
    copied.write(".cache/restic/index", b"of the repository")
    copied.write(".bash_history", b"what was typed")
    copied.copy()
    copied.unpack(tmp_path / "into")
    assert not [one.name for one in (tmp_path / "into").iterdir() if one.name.startswith(".")]


def test_an_earlier_moment_can_be_had(copied, tmp_path):
    copied.copy()
    then, size = copied.at, head()[0]
    copied.happen(5)
    copied.copy()
    old = copied.unpack(tmp_path / "old", newest_before=then)
    assert entries(old) == size
    assert old.data.at == old.keyring.at == then
    with pytest.raises(CopyRefused) as refused:
        copied.unpack(tmp_path / "none", newest_before=then - timedelta(hours=1))
    assert refused.value.fault is Fault.EMPTY


def test_a_file_of_several_packs_is_put_together(copied, tmp_path, monkeypatch):
    from shoumi.core.backup import packs

    plain = packs.gathered
    monkeypatch.setattr(packs, "gathered", lambda blocks: plain(blocks, 100_000))
    made = copied.copy()
    assert len(made.stores[Store.DATA].manifest.packs) > 3
    told = []
    copied.unpack(tmp_path / "into", progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_nothing_that_is_sent_can_be_read_without_the_key(copied):
    copied.copy()
    files = tree(copied.place.root)
    canary = (copied.home / "root.key").read_bytes().strip()
    assert all(b"doc-1" not in one and canary not in one for one in files.values())
    assert all(b"SQLite format" not in one for one in files.values())
    for name, content in files.items():
        assert content.startswith(b"age-encryption.org/v1\n") == name.endswith(".age")


def test_the_stock_age_command_opens_a_pack(copied, tmp_path):
    import subprocess

    copied.copy()
    (tmp_path / "key").write_text(str(copied.identity))
    pack = next((copied.place.root / "data/packs").iterdir())
    command = ["age", "-d", "-i", "key", "-o", "opened", pack]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "opened").read_bytes().startswith(b"shoumi.pack/v1\n")


def test_no_key_lies_in_the_data_of_a_copy(copied, tmp_path):
    copied.copy()
    unpacked = copied.unpack(tmp_path / "into")
    keys = tree(unpacked.into)
    wrapped = [bytes(one) for one in SigningKey.objects.values_list("wrapped", flat=True)]
    of_data = [one for name, one in keys.items() if "keyring" not in name]
    assert wrapped
    assert not [one for one in wrapped for content in of_data if has(content, one)]
    with Put(unpacked) as there:
        tables = there.tables("default")
        assert there.ask("SELECT count(*) FROM vault_signingkey", "keyring") == [(len(wrapped),)]
    assert "ledger_entry" in tables
    assert not {name for name in tables if name.startswith("vault_")}


def has(content, value):
    return value in content or value.hex().encode() in content


def test_a_snapshot_of_the_keyring_never_lies_on_the_disk(copied, monkeypatch):
    seen = []

    def look(*args):
        folder = copied.home / snapshot.FOLDER
        seen.extend(path.name for path in folder.rglob("*") if path.is_file())
        return plain(*args)

    plain = copy_run._stage
    monkeypatch.setattr(copy_run, "_stage", look)
    copied.copy()
    assert ("data.snapshot" if IS_SQLITE else "toc.dat") in seen
    assert not [name for name in seen if "keyring" in name]
    left = {path.name.partition("-")[0] for path in (copied.home / snapshot.FOLDER).iterdir()}
    assert left == {"target"}


def test_both_databases_are_of_one_moment_while_others_write(copied, tmp_path):
    """A writer that commits the same number to both, keys first, is never seen half done."""
    for alias in ("default", "keyring"):
        with connections[alias].cursor() as cursor:
            cursor.execute("CREATE TABLE moment (number INTEGER)")
            cursor.execute("INSERT INTO moment VALUES (0)")
    stop, begun = threading.Event(), threading.Event()

    def write():
        own, number = Writer(), 0
        while not stop.is_set():
            number += 1
            for alias in ("default", "keyring"):
                own.begin(alias)
            for alias in ("keyring", "default"):
                own.do(alias, f"UPDATE moment SET number = {number}")
                own.do(alias, "COMMIT")
            begun.set()
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        begun.wait(20)
        for turn in range(5):
            copied.copy()
            with Put(copied.unpack(tmp_path / f"into-{turn}")) as there:
                found = [
                    there.ask("SELECT number FROM moment", alias)[0][0]
                    for alias in ("default", "keyring")
                ]
            assert found[0] == found[1] > 0
    finally:
        stop.set()
        writer.join()
        for alias in ("default", "keyring"):
            with connections[alias].cursor() as cursor:
                cursor.execute("DROP TABLE moment")


def test_another_home_within_and_what_passes_is_not_copied(copied, tmp_path):
    copied.write("open/home.toml", b'kind = "demo"\n')
    copied.write("open/blobs/doc-7", b"of another")
    copied.write("live/now", b"passing")
    copied.write("blobs/half.part", b"unfinished")
    (copied.home / "blobs/link").symlink_to(copied.home / "root.key")
    (copied.home / "link").symlink_to(copied.home / "root.key")
    copied.write("blobs/deep/doc-8", b"kept")
    copied.copy()
    names = set(tree(copied.unpack(tmp_path / "into").into))
    assert "blobs/deep/doc-8" in names
    assert not {name for name in names if "open" in name or "live" in name or "link" in name}
    assert "blobs/half.part" not in names


def test_a_file_that_is_destroyed_meanwhile_is_left_out(copied, tmp_path, monkeypatch):
    doomed = copied.home / "blobs/doc-1"
    plain = copy_run._stage

    def destroying(run, store, sources):
        doomed.unlink(missing_ok=True)
        return plain(run, store, sources)

    monkeypatch.setattr(copy_run, "_stage", destroying)
    copied.copy()
    assert not (copied.unpack(tmp_path / "into").into / "blobs/doc-1").exists()


def test_without_a_recipient_nothing_is_made(copied):
    with pytest.raises(NoRecipient):
        copied.copy(recipients=[])
    assert tree(copied.place.root) == {}


def test_two_engines_are_refused_with_a_reason(copied, monkeypatch):
    monkeypatch.setattr(type(connections["default"]), "vendor", "oracle")
    with pytest.raises(NotOnThisEngine), snapshot.taken(copied.home):
        pass


def test_for_another_recipient_all_is_copied_anew(copied, tmp_path):
    copied.copy()
    other = pyrage.x25519.Identity.generate()
    made = copied.copy(recipients=[copied.key, str(other.to_public())])
    assert all(one.is_whole for one in made.stores.values())
    copied.unpack(tmp_path / "into", identity=f"# created: today\n{other}\n")


@pytest.mark.parametrize("days", [6.9, 7.1])
def test_a_store_is_copied_whole_again_after_a_week(copied, days):
    copied.copy()
    copied.go(days=days)
    assert copied.copy().stores[Store.DATA].is_whole is (days > 7)


def test_a_memory_that_does_not_fit_the_place_leads_to_a_whole_copy(copied, tmp_path):
    copied.copy()
    known = copied.home / "copies" / f"{PLACE}-data.json"
    kept = known.read_bytes()
    copied.copy()
    for content in (kept, b"{}", b"[]", b"no json"):
        known.write_bytes(content)
        made = copied.copy().stores[Store.DATA]
        assert made.is_whole
    known_blocks.forget(PLACE)
    assert copied.copy().stores[Store.KEYRING].is_whole
    copied.unpack(tmp_path / "into")


@pytest.mark.parametrize("kind", ["manifests", "packs"])
def test_what_was_taken_away_in_the_middle_of_the_chain_leads_to_a_whole_copy(
    copied, kind, tmp_path
):
    copied.copy()
    made = [copied.happen() or copied.copy() for _ in range(2)]
    assert not any(one.stores[Store.DATA].is_whole for one in made)
    sent = made[0].stores[Store.DATA].manifest
    name = sent.name if kind == "manifests" else sent.packs[0].name
    (copied.place.root / Store.DATA / kind / name).unlink()
    copied.happen()
    anew = copied.copy().stores
    assert (anew[Store.DATA].is_whole, anew[Store.KEYRING].is_whole) == (True, False)


@pytest.mark.parametrize("length", [0, 1])
def test_a_pack_that_was_cut_leads_to_a_whole_copy(copied, length):
    sent = copied.copy().stores[Store.KEYRING].manifest
    path = copied.place.root / Store.KEYRING / "packs" / sent.packs[0].name
    path.write_bytes(path.read_bytes()[:length])
    assert copied.copy().stores[Store.KEYRING].is_whole
