"""Manifests are signed, read in one spelling, and hold each other in their places."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.backup import manifest
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import MAX_PACKS, Manifest, SealedPack, Store
from shoumi.core.ledger import note
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import Signer
from shoumi.core.refs import Ref

SIGNER = Signer("log.example/one", Ed25519PrivateKey.generate())
OTHER = Signer("log.example/two", Ed25519PrivateKey.generate())
TRUSTED = [SIGNER.verifier()]
AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
FIRST = Manifest(
    store=Store.DATA,
    place=Ref("target-one"),
    run=Ref("copy-one"),
    number=1,
    first=1,
    at=AT,
    ledger_size=12,
    ledger_root=Digest(b"r" * 32),
    previous="",
    packs=(SealedPack("ab" * 32, 100),),
    bytes=1000,
    state="cd" * 32,
    sentinel="ef" * 32,
)


def signed(one, signer=SIGNER):
    return manifest.sign(one, signer).encode()


def chain_of(count, **of):
    """Manifests 1 to ``count`` that stand on one another, by number."""
    found, previous = {}, ""
    for number in range(1, count + 1):
        at = AT + timedelta(minutes=number)
        one = replace(FIRST, number=number, at=at, previous=previous, **of)
        found[number] = manifest.open_signed(signed(one), TRUSTED)
        previous = found[number].sha256
    return found


def refused(what, *args):
    with pytest.raises(CopyRefused) as caught:
        what(*args)
    return caught.value.fault


def test_what_was_written_here_is_read_whoever_signed_it_unless_it_is_no_note():
    assert manifest.unverified(signed(FIRST, OTHER)) == FIRST
    assert refused(manifest.unverified, b"no note") is Fault.UNREADABLE


def test_what_is_signed_is_read_again():
    opened = manifest.open_signed(signed(FIRST), TRUSTED)
    assert opened.manifest == FIRST
    assert opened.sha256 == manifest.digest_of(signed(FIRST))
    assert manifest.digest_of(signed(FIRST).decode()) == opened.sha256
    assert FIRST.packs[0].name == f"{'ab' * 32}.age"
    assert (FIRST.name, manifest.number_of(FIRST.name)) == ("0000000001.note", 1)


@pytest.mark.parametrize(
    "name", ["", "0000000001", "0000000000.note", "1.note", "000000000a.note", "00000000٠1.note",
             "0000000001.txt", "00000000001.note", "0000000001.note.part"],
)  # fmt: skip
def test_other_files_are_no_manifests(name):
    assert manifest.number_of(name) is None


def test_nobody_elses_manifest_is_taken():
    assert refused(manifest.open_signed, signed(FIRST, OTHER), TRUSTED) is Fault.FOREIGN
    assert refused(manifest.open_signed, signed(FIRST)[:-9] + b"AAAAAAA=\n", TRUSTED) is (
        Fault.FOREIGN
    )
    assert refused(manifest.open_signed, b"", TRUSTED) is Fault.FOREIGN


def plain():
    return json.loads(signed(FIRST).decode().split("\n")[1])


def with_(**changes):
    return json.dumps({**plain(), **changes}, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "told",
    [
        "[]",
        "{}",
        "5",
        "[" * 100_000,
        json.dumps(plain(), sort_keys=True),
        with_(v=2),
        with_(more=1),
        with_(store="other"),
        with_(store=5),
        with_(place="not a reference"),
        with_(number=0),
        with_(number=-1),
        with_(number=True),
        with_(first=0),
        with_(first=2),
        with_(previous="ab" * 32),
        with_(previous="AB" * 32),
        with_(number=2),
        with_(at="yesterday"),
        with_(ledger=[]),
        with_(ledger={"size": 1}),
        with_(packs={}),
        with_(packs=[["ab" * 32]]),
        with_(packs=[["ab", 1]]),
        with_(packs=[["ab" * 32, "1"]]),
        with_(packs=[["ab" * 32, 1]] * (MAX_PACKS + 1)),
        with_(state="xy" * 32),
        with_(sentinel=None),
    ],
)
def test_a_note_of_ours_that_is_no_manifest_is_refused(told):
    written = note.sign(f"shoumi.copy/v1\n{told}\n", SIGNER).encode()
    assert refused(manifest.open_signed, written, TRUSTED) is Fault.UNREADABLE


def test_a_note_of_another_kind_is_no_manifest():
    written = note.sign(f"shoumi.handover/v1\n{with_()}\n", SIGNER).encode()
    assert refused(manifest.open_signed, written, TRUSTED) is Fault.UNREADABLE


def test_too_many_packs_are_not_signed():
    with pytest.raises(ValueError, match="too many packs"):
        signed(replace(FIRST, packs=FIRST.packs * (MAX_PACKS + 1)))
    most = signed(replace(FIRST, packs=(SealedPack("ab" * 32, 2**34),) * MAX_PACKS))
    assert len(manifest.open_signed(most, TRUSTED).manifest.packs) == MAX_PACKS


def test_a_whole_chain_is_taken_in_order_and_the_oldest_may_be_gone():
    found = chain_of(5)
    assert [one.manifest.number for one in manifest.chain(found, Store.DATA)] == [1, 2, 3, 4, 5]
    del found[1], found[2]
    assert [one.manifest.number for one in manifest.chain(found, Store.DATA)] == [3, 4, 5]


def test_nothing_is_no_chain():
    assert refused(manifest.chain, {}, Store.DATA) is Fault.EMPTY


def test_a_gap_breaks_the_chain():
    found = chain_of(5)
    del found[3]
    assert refused(manifest.chain, found, Store.DATA) is Fault.CHAIN_BROKEN


def test_another_history_in_the_middle_breaks_the_chain():
    found = chain_of(5)
    found[3] = chain_of(5, bytes=77)[3]
    assert refused(manifest.chain, found, Store.DATA) is Fault.CHAIN_BROKEN


@pytest.mark.parametrize(
    ("number", "other"),
    [
        (3, lambda: chain_of(5)[2]),
        (1, lambda: chain_of(1, store=Store.KEYRING)[1]),
        (5, lambda: chain_of(5, place=Ref("target-two"))[5]),
    ],
    ids=["an older one", "the other store's", "another place's"],
)
def test_a_genuine_manifest_in_anothers_place_is_refused(number, other):
    found = chain_of(5)
    found[number] = other()
    assert refused(manifest.chain, found, Store.DATA) is Fault.MISPLACED


def grown(*firsts):
    """A chain whose copy number n stands on ``firsts[n - 1]``."""
    found, previous = [], ""
    for number, first in enumerate(firsts, start=1):
        one = replace(FIRST, number=number, first=first, previous=previous)
        found.append(manifest.open_signed(signed(one), TRUSTED))
        previous = found[-1].sha256
    return found


def test_a_copy_stands_on_all_from_its_first_on():
    chained = grown(1, 1, 3, 3, 3)
    assert [one.manifest.number for one in manifest.needed(chained, chained[3])] == [3, 4]
    assert [one.manifest.number for one in manifest.needed(chained, chained[2])] == [3]
    assert manifest.whole(chained) == chained
    assert manifest.whole(chained[1:]) == chained[2:]


def test_a_copy_whose_first_is_gone_is_not_put_together():
    chained = grown(1, 1, 1)
    assert refused(manifest.needed, chained[1:], chained[2]) is Fault.CHAIN_BROKEN


def test_copies_that_do_not_stand_on_one_first_are_not_put_together():
    chained = grown(1, 2, 1)
    assert refused(manifest.needed, chained, chained[2]) is Fault.CHAIN_BROKEN
