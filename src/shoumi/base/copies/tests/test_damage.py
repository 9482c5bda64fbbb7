"""Two hundred kinds of damage, and not one of them is restored from unnoticed.

A place is copied to nine times over three days, so that there are two whole copies of the data and
several of the keyring; then it is damaged, and put together, or rather not.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.copies import copy_run, reassembly, recipients
from shoumi.base.copies.reassembly import Exists
from shoumi.base.copies.tests.copied_home import built, laid, tree
from shoumi.base.vault import keyring
from shoumi.core.backup import manifest, packs
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger import note
from shoumi.core.ledger.note import Signer
from shoumi.core.tests import portion

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    pytest.mark.both(one_in=5),
]
Files = dict[str, bytes]
_kept: dict[str, object] = {}
BROKEN = {
    Fault.EMPTY, Fault.UNREADABLE, Fault.FOREIGN, Fault.MISPLACED, Fault.CHAIN_BROKEN,
    Fault.ROLLED_BACK, Fault.PACK_MISSING, Fault.PACK_CHANGED, Fault.WRONG_IDENTITY,
    Fault.CONTENT_DIFFERS,
}  # fmt: skip


@pytest.fixture
def place(home, tmp_path):
    """Built once: what is damaged is a copy of it, and unpacking asks no database."""
    if not _kept:
        made = built(home, tmp_path / "place")
        for turn in range(9):
            made.happen(3)
            made.write(f"blobs/doc-{turn}", bytes([turn + 1]) * 90_000)
            copied = made.copy()
            made.go(hours=27 if turn == 4 else 1)
        _kept.update(
            files=tree(made.place.root),
            identity=made.identity,
            trusted=copy_run.trusted(),
            signer=Signer(copy_run.logkey.origin(), copy_run.logkey.signer()),
            known=[
                Exists(store, one.manifest.number, one.sha256)
                for store, one in copied.stores.items()
            ],
        )
        keyring.lock()
    return dict(_kept["files"])


def restore(files, tmp_path, **other):
    given = {
        "identity": str(_kept["identity"]),
        "trusted": _kept["trusted"],
        "known": _kept["known"],
        "into": tmp_path / "into",
    }
    return reassembly.unpack(laid(files, tmp_path / "damaged"), **{**given, **other})


def named(files: Files, store: Store, kind: str) -> list[str]:
    return sorted(name for name in files if name.startswith(f"{store}/{kind}/"))


def of(files: Files, name: str) -> manifest.Manifest:
    return manifest.open_signed(files[name], _kept["trusted"]).manifest


def needed(files: Files, store: Store) -> list[str]:
    """The packs that the newest copy stands on, in order."""
    notes = named(files, store, "manifests")
    first = of(files, notes[-1]).first
    used = [of(files, name) for name in notes if of(files, name).number >= first]
    return [f"{store}/packs/{pack.name}" for one in used for pack in one.packs]


def some(kind: str, store: Store, draw: random.Random) -> Callable[[Files], str]:
    """One of the manifests, or of the packs that count."""
    at = draw.random()

    def choose(files: Files) -> str:
        names = named(files, store, kind) if kind == "manifests" else needed(files, store)
        return names[int(at * len(names))]

    return choose


def flip(kind, store, draw):
    choose, at, bit = some(kind, store, draw), draw.random(), 1 << draw.randrange(8)

    def damage(files):
        name = choose(files)
        content = bytearray(files[name])
        content[int(at * len(content))] ^= bit
        files[name] = bytes(content)

    return damage


def cut(kind, store, draw):
    choose, share = some(kind, store, draw), draw.random()

    def damage(files):
        name = choose(files)
        files[name] = files[name][: int(share * len(files[name]))]

    return damage


def lengthen(kind, store, draw):
    choose, more = some(kind, store, draw), draw.randbytes(draw.randrange(1, 40))

    def damage(files):
        files[choose(files)] += more

    return damage


def lose(kind, store, draw):
    """Not the oldest manifest, which expires."""
    choose = some(kind, store, draw)

    def damage(files):
        name = choose(files)
        if kind == "manifests" and name == named(files, store, kind)[0]:
            name = named(files, store, kind)[-1]
        del files[name]

    return damage


def swap(kind, store, draw):
    one, other = some(kind, store, draw), some(kind, store, draw)

    def damage(files):
        first, second = one(files), other(files)
        if first == second:
            names = named(files, store, kind) if kind == "manifests" else needed(files, store)
            second = names[names.index(first) - 1]
        files[first], files[second] = files[second], files[first]

    return damage


def stuff(kind, store, draw):
    """Bytes of chance in its place, of the same length."""
    choose, seed = some(kind, store, draw), draw.randrange(2**32)

    def damage(files):
        name = choose(files)
        files[name] = random.Random(seed).randbytes(len(files[name]))

    return damage


WAYS = (flip, cut, lengthen, lose, swap, stuff)
_draw = random.Random(20261128)
CASES = [
    pytest.param(way(kind, store, _draw), id=f"{way.__name__} {store} {kind} {turn}")
    for way in WAYS
    for kind in ("manifests", "packs")
    for store in Store
    for turn in range(8)
]


def test_the_place_itself_is_whole(place, tmp_path):
    unpacked = restore(place, tmp_path)
    assert (unpacked.data.number, unpacked.keyring.number) == (9, 9)
    assert len(CASES) == 192


@pytest.mark.parametrize(
    "damage",
    portion.drawn(CASES, what="damage of a place", named=lambda one: one.id.rpartition(" ")[0]),
)
def test_damage_is_refused_with_its_kind(place, tmp_path, damage):
    before = dict(place)
    damage(place)
    assert place != before
    with pytest.raises(CopyRefused) as refused:
        restore(place, tmp_path)
    assert refused.value.fault in BROKEN


def forged(files: Files, store: Store, alter, signer=None) -> None:
    """The newest manifest signed again with something else in it."""
    name = named(files, store, "manifests")[-1]
    one = alter(of(files, name))
    files[name] = manifest.sign(one, signer or _kept["signer"]).encode()


def refused(files, tmp_path, **other) -> Fault:
    with pytest.raises(CopyRefused) as caught:
        restore(files, tmp_path, **other)
    return caught.value.fault


@pytest.mark.parametrize("store", list(Store))
class TestOnPurpose:
    """Who does it knows the format, and in the last cases even holds our signing key."""

    def test_all_gone(self, place, tmp_path, store):
        for name in [name for name in place if name.startswith(store)]:
            del place[name]
        assert refused(place, tmp_path) is Fault.EMPTY

    def test_the_newest_taken_away(self, place, tmp_path, store):
        del place[named(place, store, "manifests")[-1]]
        assert refused(place, tmp_path) is Fault.ROLLED_BACK

    def test_the_oldest_under_the_newest_ones_name(self, place, tmp_path, store):
        names = named(place, store, "manifests")
        place[names[-1]] = place[names[0]]
        assert refused(place, tmp_path) is Fault.MISPLACED

    def test_the_other_stores_manifest(self, place, tmp_path, store):
        other = Store.DATA if store is Store.KEYRING else Store.KEYRING
        names = named(place, store, "manifests")
        place[names[-1]] = place[named(place, other, "manifests")[-1]]
        assert refused(place, tmp_path) is Fault.MISPLACED

    def test_signed_by_another_home(self, place, tmp_path, store):
        other = Signer(_kept["signer"].name, Ed25519PrivateKey.generate())
        forged(place, store, lambda one: one, other)
        assert refused(place, tmp_path) is Fault.FOREIGN

    def test_another_kind_of_note_of_ours(self, place, tmp_path, store):
        name = named(place, store, "manifests")[-1]
        place[name] = note.sign("something else\nof ours\n", _kept["signer"]).encode()
        assert refused(place, tmp_path) is Fault.UNREADABLE

    def test_a_pack_of_somebody_who_knows_the_recipient(self, place, tmp_path, store):
        name = needed(place, store)[0]
        key = str(_kept["identity"].to_public())
        place[name] = recipients.seal(packs.write(packs.Pack(b"k" * 32, ())), [key], key)
        assert refused(place, tmp_path) is Fault.PACK_CHANGED

    def test_an_older_pack_named_again(self, place, tmp_path, store):
        from dataclasses import replace

        first = of(place, named(place, store, "manifests")[0])
        forged(place, store, lambda one: replace(one, packs=first.packs))
        assert refused(place, tmp_path, known=()) is Fault.CONTENT_DIFFERS

    def test_another_state_signed(self, place, tmp_path, store):
        from dataclasses import replace

        forged(place, store, lambda one: replace(one, state="ab" * 32))
        assert refused(place, tmp_path, known=()) is Fault.CONTENT_DIFFERS

    def test_what_is_no_pack_sealed_and_signed(self, place, tmp_path, store):
        from dataclasses import replace

        key = str(_kept["identity"].to_public())
        sealed = recipients.seal(b"no pack", [key], key)
        own = manifest.SealedPack(manifest.digest_of(sealed), len(sealed))
        place[f"{store}/packs/{own.name}"] = sealed
        forged(place, store, lambda one: replace(one, packs=(own,)))
        assert refused(place, tmp_path, known=()) is Fault.UNREADABLE

    def test_its_first_is_gone(self, place, tmp_path, store):
        names = named(place, store, "manifests")
        first = of(place, names[-1]).first
        for name in names:
            if of(place, name).number <= first:
                del place[name]
        late = {"newest_before": None}
        assert refused(place, tmp_path, **late) in (Fault.EMPTY, Fault.CHAIN_BROKEN)


def test_a_moment_between_two_copies_is_the_earlier_of_them(place, tmp_path):
    """What is chosen by time is chosen right, whatever lies there besides."""
    notes = named(place, Store.DATA, "manifests")
    third, fourth = (of(place, name) for name in notes[2:4])
    between = third.at + (fourth.at - third.at) / 2
    assert restore(place, tmp_path, newest_before=between).data.number == 3
    assert fourth.at - third.at > timedelta(minutes=1)
