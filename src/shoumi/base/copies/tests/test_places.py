"""What goes wrong at a place is seen; every byte is looked at; what expired goes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from shoumi.base.copies import copy_run, expiry, verification
from shoumi.base.copies.errors import (
    NotEmpty,
    NotReadBack,
    PlaceUnreachable,
)
from shoumi.base.copies.places import Deletion, Folder
from shoumi.base.copies.reassembly import Exists
from shoumi.base.copies.tests.copied_home import built
from shoumi.base.vault import keyring
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


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
                content = pack.read_bytes()
                pack.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
            elif change == "swap":
                note.write_bytes(b"another")
            else:
                note.unlink()

    copied.copy()
    with pytest.raises(NotReadBack):
        copied.copy(place=Careless(copied.place.root))


def test_a_copy_without_the_value_written_before_does_not_count(copied, monkeypatch):
    monkeypatch.setattr(copy_run, "_write_sentinel", lambda at: b"never written".ljust(32))
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


def test_a_copy_takes_away_what_a_killed_one_left_and_not_what_a_look_tries(copied):
    incoming = copied.place.root / ".incoming"
    incoming.mkdir()
    for name in ("killed", "probe-tried"):
        (incoming / name).write_bytes(b"half")
    copied.copy()
    assert [one.name for one in incoming.iterdir()] == ["probe-tried"]
    copied.place.try_to_delete()
    assert list(incoming.iterdir()) == []


def test_every_byte_at_a_place_is_looked_at(copied):
    for _ in range(3):
        copied.copy()
    told = []
    seen = verification.verify(
        copied.place,
        Store.DATA,
        trusted=copy_run.trusted(),
        progress=lambda done, of: told.append((done, of)),
    )
    assert (seen.copies, seen.packs, seen.newest) == (3, 3, 3)
    assert seen.bytes == sum(
        path.stat().st_size for path in (copied.place.root / "data/packs").iterdir()
    )
    assert (seen.newest_at - seen.oldest_at, told[-1]) == (timedelta(minutes=6), (3, 3))
    packs = sorted((copied.place.root / "data/packs").iterdir())
    content = packs[0].read_bytes()
    packs[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CopyRefused) as refused:
        verification.verify(copied.place, Store.DATA, trusted=copy_run.trusted())
    assert refused.value.fault is Fault.PACK_CHANGED


def test_the_newest_copies_that_are_gone_are_missed_where_one_is_known(copied, tmp_path):
    copied.copy()
    last = copied.copy().stores[Store.DATA]
    known = [Exists(Store.DATA, last.manifest.number, last.sha256)]
    verification.verify(copied.place, Store.DATA, trusted=copy_run.trusted(), known=known)
    other = [Exists(Store.DATA, last.manifest.number, "ab" * 32)]
    (copied.place.root / "data/manifests/0000000002.note").rename(tmp_path / "taken")
    copied.unpack(tmp_path / "unknowing")
    for told in (known, [Exists(Store.DATA, 2)]):
        with pytest.raises(CopyRefused) as refused:
            copied.unpack(tmp_path / f"into-{len(told[0].sha256)}", known=told)
        assert refused.value.fault is Fault.ROLLED_BACK
    (tmp_path / "taken").rename(copied.place.root / "data/manifests/0000000002.note")
    with pytest.raises(CopyRefused):
        verification.verify(copied.place, Store.DATA, trusted=copy_run.trusted(), known=other)


def test_another_homes_copies_are_refused(copied, home, tmp_path):
    copied.copy()
    keyring.lock()
    foreign = copy_run.trusted()
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
    trusted = copy_run.trusted()
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
        assert expiry.prune(copied.place, store, trusted=copy_run.trusted()) == 0


def test_data_older_than_all_keys_is_put_together_with_the_oldest(copied, tmp_path):
    copied.copy()
    then = copied.at
    copied.go(hours=30)
    copied.copy()
    expiry.prune(copied.place, Store.KEYRING, trusted=copy_run.trusted())
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
    assert expiry.prune(copied.place, Store.DATA, trusted=copy_run.trusted()) == 1


def test_what_cannot_be_deleted_is_left(copied, monkeypatch):
    copied.copy()

    def no(*args, **more):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", no)
    assert copied.place.forget(Store.DATA, {1}, []) == 0


def test_a_home_can_be_built_twice(home, tmp_path, transactional_db):
    assert built(home, tmp_path / "place").copy().stores
    keyring.lock()
