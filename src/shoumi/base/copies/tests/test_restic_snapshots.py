"""A snapshot holds what its copy stands on, so that few calls read many copies."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.copies import expiry, known_blocks
from shoumi.base.copies.errors import PlaceUnreachable
from shoumi.base.copies.restic import Restic
from shoumi.base.copies.tests import quick_key
from shoumi.base.copies.tests.copied_home import AT, PLACE
from shoumi.core.backup import manifest
from shoumi.core.backup.manifest import Manifest, SealedPack, Store
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import Signer
from shoumi.core.refs import Ref

PASSWORD = "made up for a test"


class Place:
    """A repository with copies of a few bytes each, which any key of a ledger signed."""

    def __init__(self, folder, monkeypatch):
        self.passwords = folder / "restic.env"
        self.passwords.write_text(f"RESTIC_PASSWORD={PASSWORD}\n")
        self.passwords.chmod(0o600)
        self.folder, self.served = folder, folder / "served"
        self.restic = Restic(str(self.served), self.passwords, PLACE)
        self.restic.prepare()
        quick_key.put(self.served, PASSWORD)
        self.signer = Signer("made-up.example/log", Ed25519PrivateKey.generate())
        self.trusted = [self.signer.verifier()]
        self.last = dict.fromkeys(Store, "")
        self.number, self.calls = 0, Counter()
        plain = Restic._run

        def counted(place, *words, **more):
            self.calls[words[0]] += 1
            return plain(place, *words, **more)

        monkeypatch.setattr(Restic, "_run", counted)

    def send(self, first=1, at=None):
        self.number += 1
        staged = self.folder / f"staged-{self.number}"
        for store in Store:
            content = f"{store} {self.number}".encode() * 100
            pack = SealedPack(sha256(content).hexdigest(), len(content))
            made = self.made(store, pack, first, at or AT + self.number * timedelta(minutes=3))
            note = manifest.sign(made, self.signer)
            self.last[store] = manifest.digest_of(note)
            for kind, name, text in (
                ("manifests", made.name, note.encode()),
                ("packs", pack.name, content),
            ):
                (staged / store / kind).mkdir(parents=True)
                (staged / store / kind / name).write_bytes(text)
        self.restic.take(staged)

    def made(self, store, pack, first, at):
        return Manifest(
            store=store,
            place=PLACE,
            run=Ref("copy-one"),
            number=self.number,
            first=first,
            at=at,
            ledger_size=1,
            ledger_root=Digest(bytes(32)),
            previous=self.last[store],
            packs=(pack,),
            bytes=1,
            state=bytes(32).hex(),
            sentinel=bytes(32).hex(),
        )

    def read(self, store, numbers=None, **more):
        """Numbers of the manifests that came back, and how often each call was made."""
        self.calls.clear()
        with self.restic.reading(store, numbers, **more) as folder:
            for path in (folder / store / "packs").iterdir():
                assert sha256(path.read_bytes()).hexdigest() == path.stem
            packs = len(list((folder / store / "packs").iterdir()))
            found = {int(path.stem) for path in (folder / store / "manifests").iterdir()}
        return found, packs


@pytest.fixture
def place(home, tmp_path, monkeypatch):
    return Place(tmp_path, monkeypatch)


def test_however_many_copies_stand_on_one_they_are_read_by_one_call(place):
    for _ in range(25):
        place.send()
    whole = set(range(1, 26))
    assert place.read(Store.DATA) == (whole, 25)
    assert place.calls == {"snapshots": 1, "restore": 1}
    # The keys of each half an hour lie by themselves, so that they can go by themselves.
    assert place.read(Store.KEYRING) == (whole, 25)
    assert place.calls == {"snapshots": 1, "restore": 3}
    assert place.read(Store.DATA, {3, 25}) == ({3, 25}, 2)
    assert place.calls == {"snapshots": 1, "restore": 1}
    assert place.read(Store.DATA, packs=False) == (whole, 0)
    place.calls.clear()
    assert expiry.prune(place.restic, Store.DATA, trusted=place.trusted) == 0
    assert place.calls == {"snapshots": 1, "restore": 1}
    place.calls.clear()
    place.send()
    assert place.calls == {"backup": 2}


def test_what_is_kept_here_of_what_was_sent_takes_no_room(place):
    for _ in range(3):
        place.send()
    kept = [one for one in known_blocks.folder().rglob("*.age") if one.is_file()]
    assert len(kept) == 6
    assert {one.stat().st_blocks for one in kept} == {0}
    known_blocks.forget(PLACE)
    assert list(known_blocks.folder().iterdir()) == []


def test_a_whole_copy_begins_a_snapshot_of_its_own(place):
    for first in (1, 1, 3, 3):
        place.send(first)
    assert place.read(Store.DATA) == ({1, 2, 3, 4}, 4)
    assert place.calls["restore"] == 2
    assert place.restic.forget(Store.DATA, {1, 2}, ()) == 2
    assert place.read(Store.DATA) == ({3, 4}, 2)


@pytest.mark.parametrize("harm", ["gone", "another", "spoilt"])
def test_a_memory_that_is_gone_or_false_leads_to_a_snapshot_of_its_own(place, harm):
    place.send()
    (memory,) = known_blocks.folder().glob(f"{PLACE}-sent/data/sent.json")
    if harm == "gone":
        memory.unlink()
    elif harm == "another":
        memory.write_text(memory.read_text().replace('"number": 1', '"number": 7'))
    else:
        memory.write_text("{}")
    place.send()
    assert place.read(Store.DATA) == ({1, 2}, 2)
    assert place.calls["restore"] == 2


def test_what_was_sent_empty_is_read_from_the_snapshot_before(place):
    """As it would be if restic read again what is kept here without its content."""
    place.send()
    before = known_blocks.folder() / f"{PLACE}-sent/data/files"
    for path in before.rglob("*.age"):
        path.touch()
    with pytest.raises(PlaceUnreachable):
        place.send()
    assert place.read(Store.DATA) == ({1, 2}, 2)
    place.send()
    assert place.read(Store.DATA) == ({1, 2, 3}, 3)


def test_small_files_that_a_prune_would_join_are_no_leftovers(place):
    for _ in range(12):
        place.send()
    assert place.restic.leftovers() == frozenset()
