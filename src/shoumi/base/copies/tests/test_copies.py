"""A copy is made, read back, put together again, and holds what was there at one moment."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from django.db import connections

from shoumi.base.copies import expiry, known_blocks, making, snapshot, verification
from shoumi.base.copies.errors import (
    NoRecipient,
    NotEmpty,
    NotOnThisEngine,
    NotReadBack,
    PlaceUnreachable,
)
from shoumi.base.copies.places import Deletion, Folder
from shoumi.base.copies.tests.copied_home import PLACE, built, head, tree
from shoumi.base.copies.unpacking import Exists
from shoumi.base.vault import keyring
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def entries(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return opened.execute("SELECT count(*) FROM ledger_entry").fetchone()[0]


def test_what_is_copied_is_put_together_again(copied, tmp_path):
    size, root = head()
    made = copied.copy()
    assert (made.head.size, made.head.root()) == (size, root)
    unpacked = copied.unpack(tmp_path / "into")
    assert entries(unpacked.into / "shoumi.sqlite3") == size
    assert (unpacked.data.ledger_size, unpacked.data.ledger_root) == (size, root)
    for name in ("home.toml", "root.key", "blobs/doc-0", "blobs/doc-2"):
        path = unpacked.into / name
        assert path.read_bytes() == (copied.home / name).read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(unpacked.into / "keyring.sqlite3")) as keys:
        assert keys.execute("SELECT count(*) FROM vault_setup").fetchone() == (1,)
    assert not (unpacked.into / "ledger.highwater").exists()
    assert unpacked.files == 7


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
    assert second.stores[Store.KEYRING].changed == 0
    into = copied.unpack(tmp_path / "into").into
    assert (into / "blobs/doc-0").read_bytes() == b"another"
    assert (into / "blobs/doc-9").read_bytes() == b"new"
    assert not (into / "blobs/doc-1").exists()
    assert entries(into / "shoumi.sqlite3") == head()[0]


def test_an_earlier_moment_can_be_had(copied, tmp_path):
    copied.copy()
    then, size = copied.at, head()[0]
    copied.happen(5)
    copied.copy()
    old = copied.unpack(tmp_path / "old", newest_before=then)
    assert entries(old.into / "shoumi.sqlite3") == size
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
    into = copied.unpack(tmp_path / "into").into
    with closing(sqlite3.connect(into / "shoumi.sqlite3")) as data:
        tables = {name for (name,) in data.execute("SELECT name FROM sqlite_master")}
    assert not {name for name in tables if name.startswith("vault_")}


def test_a_snapshot_of_the_keyring_never_lies_on_the_disk(copied, monkeypatch):
    seen = []

    def look(*args):
        folder = copied.home / snapshot.FOLDER
        seen.extend(path.name for path in folder.rglob("*") if path.is_file())
        return plain(*args)

    plain = making._stage
    monkeypatch.setattr(making, "_stage", look)
    copied.copy()
    assert "data.snapshot" in seen
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
    paths = [connections[alias].settings_dict["NAME"] for alias in ("default", "keyring")]

    def write():
        data, keys = (sqlite3.connect(path, timeout=20, isolation_level=None) for path in paths)
        number = 0
        while not stop.is_set():
            number += 1
            for one in (data, keys):
                one.execute("BEGIN IMMEDIATE")
            for one in (keys, data):
                one.execute("UPDATE moment SET number = ?", [number])
                one.execute("COMMIT")
            begun.set()
        data.close()
        keys.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        begun.wait(20)
        for turn in range(5):
            copied.copy()
            into = copied.unpack(tmp_path / f"into-{turn}").into
            found = []
            for name in ("shoumi", "keyring"):
                with closing(sqlite3.connect(into / f"{name}.sqlite3")) as one:
                    found.append(one.execute("SELECT number FROM moment").fetchone()[0])
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
    plain = making._stage

    def destroying(run, store, sources):
        doomed.unlink(missing_ok=True)
        return plain(run, store, sources)

    monkeypatch.setattr(making, "_stage", destroying)
    copied.copy()
    assert not (copied.unpack(tmp_path / "into").into / "blobs/doc-1").exists()


def test_without_a_recipient_nothing_is_made(copied):
    with pytest.raises(NoRecipient):
        copied.copy(recipients=[])
    assert tree(copied.place.root) == {}


def test_postgresql_is_refused_with_a_reason(copied, monkeypatch):
    monkeypatch.setattr(type(connections["default"]), "vendor", "postgresql")
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


@pytest.mark.parametrize("change", ["lose", "alter", "swap", "cut"])
def test_what_does_not_read_back_is_no_copy(copied, change):
    class Careless(Folder):
        def take(self, staged):
            super().take(staged)
            pack = max((self.root / "data/packs").iterdir(), key=lambda one: one.stat().st_mtime)
            note = max((self.root / "data/manifests").iterdir())
            if change == "lose":
                pack.unlink()
            elif change == "alter":
                pack.write_bytes(pack.read_bytes()[:-1] + b"x")
            elif change == "swap":
                note.write_bytes(b"another")
            else:
                note.unlink()

    copied.copy()
    with pytest.raises(NotReadBack):
        copied.copy(place=Careless(copied.place.root))


def test_a_copy_without_the_value_written_before_does_not_count(copied, monkeypatch):
    monkeypatch.setattr(making, "_write_sentinel", lambda at: b"never written".ljust(32))
    with pytest.raises(NotReadBack):
        copied.copy()


def test_a_place_that_is_not_there_is_no_empty_one(copied):
    away = Folder(copied.place.root / "not-mounted")
    for ask in (lambda: copied.copy(place=away), away.try_to_delete):
        with pytest.raises(PlaceUnreachable):
            ask()
    with pytest.raises(PlaceUnreachable):
        Folder(copied.place.root / "none" / "below").prepare()
    assert not away.root.exists()


def test_a_full_place_is_told(copied, monkeypatch):
    def full(*args):
        raise OSError(28, "no space")

    monkeypatch.setattr(Folder, "_put", full)
    with pytest.raises(PlaceUnreachable):
        copied.copy()
    with pytest.raises(PlaceUnreachable):
        copied.place.try_to_delete()


def test_a_plain_folder_can_be_deleted_from(copied):
    assert copied.place.try_to_delete() is Deletion.DELETED


@pytest.mark.parametrize("may", ["overwrite", "unlink"])
def test_where_only_one_way_of_deleting_is_open_it_is_found(copied, monkeypatch, may):
    from shoumi.base.copies import places

    def no(*args):
        raise PermissionError

    monkeypatch.setattr(places, "_unlink" if may == "overwrite" else "_overwrite", no)
    assert copied.place.try_to_delete() is Deletion.DELETED
    for way in ("_unlink", "_overwrite"):
        monkeypatch.setattr(places, way, no)
    assert copied.place.try_to_delete() is Deletion.REFUSED


def test_every_byte_at_a_place_is_looked_at(copied):
    for _ in range(3):
        copied.copy()
    told = []
    seen = verification.verify(
        copied.place,
        Store.DATA,
        trusted=making.trusted(),
        progress=lambda done, of: told.append((done, of)),
    )
    assert (seen.copies, seen.packs, seen.newest) == (3, 3, 3)
    assert seen.bytes == sum(
        path.stat().st_size for path in (copied.place.root / "data/packs").iterdir()
    )
    assert (seen.newest_at - seen.oldest_at, told[-1]) == (timedelta(minutes=6), (3, 3))
    packs = sorted((copied.place.root / "data/packs").iterdir())
    packs[0].write_bytes(packs[0].read_bytes()[:-1] + b"!")
    with pytest.raises(CopyRefused) as refused:
        verification.verify(copied.place, Store.DATA, trusted=making.trusted())
    assert refused.value.fault is Fault.PACK_CHANGED


def test_the_newest_copies_that_are_gone_are_missed_where_one_is_known(copied, tmp_path):
    copied.copy()
    last = copied.copy().stores[Store.DATA]
    known = [Exists(Store.DATA, last.manifest.number, last.sha256)]
    verification.verify(copied.place, Store.DATA, trusted=making.trusted(), known=known)
    other = [Exists(Store.DATA, last.manifest.number, "ab" * 32)]
    (copied.place.root / "data/manifests/0000000002.note").rename(tmp_path / "taken")
    copied.unpack(tmp_path / "unknowing")
    for told in (known, [Exists(Store.DATA, 2)]):
        with pytest.raises(CopyRefused) as refused:
            copied.unpack(tmp_path / f"into-{len(told[0].sha256)}", known=told)
        assert refused.value.fault is Fault.ROLLED_BACK
    (tmp_path / "taken").rename(copied.place.root / "data/manifests/0000000002.note")
    with pytest.raises(CopyRefused):
        verification.verify(copied.place, Store.DATA, trusted=making.trusted(), known=other)


def test_another_homes_copies_are_refused(copied, home, tmp_path):
    copied.copy()
    keyring.lock()
    foreign = making.trusted()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shoumi.core.ledger.note import Verifier

    others = [Verifier(foreign[0].name, Ed25519PrivateKey.generate().public_key())]
    with pytest.raises(CopyRefused) as refused:
        copied.unpack(tmp_path / "into", trusted=others)
    assert refused.value.fault is Fault.FOREIGN


@pytest.mark.parametrize("identity", ["", "nonsense", "AGE-SECRET-KEY-1XYZ", None])
def test_another_key_opens_nothing(copied, tmp_path, identity):
    copied.copy()
    given = str(pyrage.x25519.Identity.generate()) if identity is None else identity
    with pytest.raises(CopyRefused) as refused:
        copied.unpack(tmp_path / "into", identity=given)
    assert refused.value.fault is Fault.WRONG_IDENTITY


def test_nothing_is_unpacked_over_something(copied, tmp_path):
    copied.copy()
    (tmp_path / "into").mkdir()
    (tmp_path / "into/there").write_text("already")
    with pytest.raises(NotEmpty):
        copied.unpack(tmp_path / "into")


def test_keys_are_gone_after_a_day_and_data_is_not(copied, tmp_path):
    for _ in range(9):
        copied.copy()
        copied.go(hours=3.5)
    trusted = making.trusted()
    assert expiry.prune(copied.place, Store.DATA, trusted=trusted) == 0
    assert expiry.prune(copied.place, Store.KEYRING, trusted=trusted) > 0
    assert expiry.prune(copied.place, Store.KEYRING, trusted=trusted) == 0
    left = [one.manifest for one in copied.manifests(Store.KEYRING)]
    assert left[-1].at - left[0].at <= timedelta(hours=24)
    named = {pack.name for one in left for pack in one.packs}
    assert {path.name for path in (copied.place.root / "keyring/packs").iterdir()} == named
    copied.unpack(tmp_path / "into")


def test_what_is_copied_no_more_does_not_expire(copied):
    copied.copy()
    copied.go(days=400)
    for store in Store:
        assert expiry.prune(copied.place, store, trusted=making.trusted()) == 0


def test_data_older_than_all_keys_is_put_together_with_the_oldest(copied, tmp_path):
    copied.copy()
    then = copied.at
    copied.go(hours=30)
    copied.copy()
    expiry.prune(copied.place, Store.KEYRING, trusted=making.trusted())
    old = copied.unpack(tmp_path / "into", newest_before=then)
    assert old.keyring.at > old.data.at == then
    for path in (copied.place.root / "keyring/manifests").iterdir():
        path.unlink()
    with pytest.raises(CopyRefused) as refused:
        copied.unpack(tmp_path / "none")
    assert (refused.value.fault, refused.value.facts["store"]) == (Fault.EMPTY, Store.KEYRING)


def test_expiry_takes_what_stands_on_what_is_gone(copied):
    copied.copy()
    copied.copy()
    copied.go(days=8)
    copied.copy()
    (copied.place.root / "data/manifests/0000000001.note").unlink()
    assert expiry.prune(copied.place, Store.DATA, trusted=making.trusted()) == 1


def test_what_cannot_be_deleted_is_left(copied, monkeypatch):
    copied.copy()

    def no(*args, **more):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", no)
    assert copied.place.forget(Store.DATA, {1}, []) == 0


def test_a_home_can_be_built_twice(home, tmp_path, transactional_db):
    assert built(home, tmp_path / "place").copy().stores
    keyring.lock()
