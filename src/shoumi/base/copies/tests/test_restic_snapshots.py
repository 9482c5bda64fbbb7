"""A snapshot holds what its copy stands on, so that few calls read many copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.copies import expiry, known_blocks, reassembly, verification
from shoumi.base.copies.errors import PlaceUnreachable
from shoumi.base.copies.restic import Restic
from shoumi.base.copies.sent_files import place_of
from shoumi.base.copies.tests import quick_key
from shoumi.base.copies.tests.copied_home import AT, PLACE
from shoumi.core.backup import manifest
from shoumi.core.backup.errors import CopyRefused, Fault
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


class Stranger:
    """Whoever has the repository's password and address, and not the key of the ledger."""

    def __init__(self, place):
        self.place, self.signer = place, Signer("made-up.example/log", Ed25519PrivateKey.generate())

    def add(self, number, begin=None, *, files=(), tags=None):
        """A snapshot that says it holds copies ``begin`` to ``number`` of the data."""
        folder = self.place.folder / f"strange-{len(list(self.place.folder.iterdir()))}"
        folder.mkdir()
        for name, content in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        said = tags or (f"number-{number}", f"from-{begin or number}")
        words = [word for tag in (PLACE, "data", *said) for word in ("--tag", tag)]
        done = self.place.restic._run("backup", *words, "--host", "shoumi", ".", cwd=folder)
        assert done.returncode == 0

    def note(self, number, *, place=PLACE, signer=None):
        content = b"a stranger's"
        pack = SealedPack(sha256(content).hexdigest(), len(content))
        one = replace(self.place.made(Store.DATA, pack, 1, AT), number=number, place=place)
        return manifest.sign(one, signer or self.signer).encode()

    def laid(self, number, note, name=None):
        """In both layouts of a snapshot."""
        own = name or f"{number:010d}.note"
        return [(f"{place_of(number)}/manifests/{own}", note), (f"manifests/{own}", note)]


@pytest.fixture
def stranger(place):
    for _ in range(3):
        place.send()
    return Stranger(place)


def ours(place):
    """What a restore would read: numbers, and whether they form the chain."""
    with place.restic.reading(Store.DATA, packs=False, trusted=place.trusted) as folder:
        chained = reassembly.chained(folder, Store.DATA, place.trusted)
    numbers = {one.manifest.number for one in chained}
    with place.restic.reading(Store.DATA, numbers, trusted=place.trusted) as folder:
        for one in chained:
            for pack in one.manifest.packs:
                reassembly.sealed_pack(folder, Store.DATA, pack, one.manifest.number)
    return numbers


@pytest.mark.parametrize("number", [1, 3, 4, 9_999_999_999])
def test_a_strangers_copy_of_any_number_takes_no_place_of_ours(place, stranger, number):
    stranger.add(number, files=stranger.laid(number, stranger.note(number)))
    assert ours(place) == {1, 2, 3}
    place.send()
    assert ours(place) == {1, 2, 3, 4}


def test_whoever_verifies_is_told_of_it(place, stranger):
    stranger.add(4, files=stranger.laid(4, stranger.note(4)))
    with pytest.raises(CopyRefused) as refused:
        verification.verify(place.restic, Store.DATA, trusted=place.trusted)
    assert (refused.value.fault, refused.value.facts["number"]) == (Fault.FOREIGN, 4)


def test_where_nothing_is_ours_it_is_said_that_it_is_foreign(place, stranger):
    other = [Signer("made-up.example/log", Ed25519PrivateKey.generate()).verifier()]
    with (
        place.restic.reading(Store.DATA, packs=False, trusted=other) as folder,
        pytest.raises(CopyRefused) as refused,
    ):
        reassembly.chained(folder, Store.DATA, other)
    assert refused.value.fault is Fault.FOREIGN


@pytest.mark.parametrize("what", ["ours under another number", "ours of another place"])
def test_what_we_signed_for_elsewhere_is_passed_over(place, stranger, what):
    elsewhere = what.endswith("place")
    note = stranger.note(
        4 if elsewhere else 2,
        place=Ref("target-two") if elsewhere else PLACE,
        signer=place.signer,
    )
    stranger.add(4, files=stranger.laid(4, note))
    assert ours(place) == {1, 2, 3}


def test_what_lies_in_a_snapshot_under_names_it_does_not_say_replaces_nothing(place, stranger):
    with place.restic.reading(Store.DATA) as folder:
        packs = sorted(path.name for path in (folder / "data/packs").iterdir())
    false = [(f"{place_of(4)}/packs/{name}", b"false") for name in packs]
    false += [(f"packs/{name}", b"false") for name in packs]
    notes = [one for number in (1, 2, 3) for one in stranger.laid(number, stranger.note(number))]
    stranger.add(4, files=[*false, *notes])
    assert ours(place) == {1, 2, 3}


@pytest.mark.parametrize(
    "tags",
    [
        ("nothing",),
        ("number-", "from-1"),
        ("number-three", "from-1"),
        ("number-0", "from-0"),
        ("number-9999999999", "from-1"),
        ("number-2", "from-3"),
        ("number-٣", "from-1"),
    ],
)
def test_tags_that_say_no_number_are_passed_over(place, stranger, tags):
    stranger.add(0, tags=tags, files=stranger.laid(3, stranger.note(3)))
    assert place.restic.numbers(Store.DATA) == {1, 2, 3}
    assert ours(place) == {1, 2, 3}
