"""A good dossier is good; every other one is refused, and the place is named."""

from __future__ import annotations

import random

import pytest

from shoumi.core.tests import portion
from shoumi.core.verify.report import Report
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import LEAVES, TRUST, checked, failures


def test_a_good_dossier_passes_and_says_what_was_not_checked():
    report = checked(evidence.dossier())
    assert failures(report) == []
    assert report.ok
    assert report.anchored
    assert {"note", "file", "leaves", "entries", "rows", "paper", "issued"} <= {
        each["check"] for each in report.checks
    }
    assert {(each["check"], each["place"]) for each in report.not_checked} == {
        ("entries", "1 leaves"),
        ("pdf", "*.pdf"),
        ("timestamp", "ledger/checkpoint"),
    }


def test_without_trust_the_parts_agree_but_nothing_is_anchored():
    report = checked(evidence.dossier(), trust=None)
    assert report.ok
    assert report.as_json()["anchored"] == "no"
    assert "trust" in {each["check"] for each in report.not_checked}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "dossier.note",
        "MANIFEST.json",
        "ledger/checkpoint",
        "ledger/leaves.txt",
        "ledger/entries.jsonl",
        "receipts/rcp-1.jsonld",
        "receipts/rcp-1.tlog-proof",
        "papers/index.json",
    ],
)
def test_every_flipped_bit_is_noticed_where_it_is(name):
    files = evidence.dossier()
    content = files[name]
    for bit in portion.drawn(range(len(content) * 8), what=name):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        found = failures(checked(files | {name: bytes(changed)}))
        assert found, bit
        assert found[0][0].startswith(name), bit


@pytest.mark.parametrize("name", sorted(evidence.dossier()))
def test_a_flipped_bit_in_any_byte_of_any_file_is_noticed(name):
    files = evidence.dossier()
    chance = random.Random(name)
    for index in range(0, len(files[name]), 1 + len(files[name]) // 200):
        changed = bytearray(files[name])
        changed[index] ^= 1 << chance.randrange(8)
        for trust in (TRUST, None):
            found = failures(checked(files | {name: bytes(changed)}, trust))
            assert found, index
            assert found[0][0].startswith(name), index


@pytest.mark.parametrize("name", sorted(evidence.dossier()))
@pytest.mark.parametrize("how", ["missing", "empty", "cut", "longer"])
def test_a_missing_or_cut_file_is_named(name, how):
    files = evidence.dossier()
    if how == "missing":
        del files[name]
    else:
        files[name] = {"empty": b"", "cut": files[name][:-1], "longer": files[name] + b"\n"}[how]
    found = failures(checked(files))
    assert found[0][0].startswith(name)
    if how == "missing":
        assert found[0][1] == "the file is missing"


def test_an_extra_file_is_named():
    found = failures(checked(evidence.dossier() | {"papers/more.pdf": b"x"}))
    assert found == [("papers/more.pdf", "the manifest does not list this file")]


def test_swapped_files_are_both_named():
    files = evidence.dossier()
    one, two = "papers/nda.pdf", "certificates/crt-1.pdf"
    files[one], files[two] = files[two], files[one]
    assert {place for place, _ in failures(checked(files))} >= {one, two}


def test_a_dossier_signed_anew_by_a_stranger_is_refused_with_trust_only():
    files = evidence.dossier(key=evidence.STRANGER)
    assert checked(files, trust=None).ok
    report = checked(files)
    assert not report.anchored
    assert failures(report)[:2] == [
        ("MANIFEST.json", "the key is not the one you trust"),
        ("dossier.note", "not signed by this key"),
    ]


def seen(*checkpoints):
    return TRUST._replace(seen=checkpoints)


def test_checkpoints_seen_before_are_recomputed():
    trust = seen((3, evidence.root(LEAVES[:3])), (7, evidence.root(LEAVES)))
    report = checked(evidence.dossier(), trust)
    assert report.ok
    assert [each["place"] for each in report.checks if each["check"] == "seen"] == [
        "size 3",
        "size 7",
    ]


def test_a_fork_under_the_right_key_is_noticed():
    entries = evidence.bodies()
    entries[2] = evidence.body("deal.cancelled", 2, deal=evidence.OTHER_DEAL)
    trust = seen((2, evidence.root(LEAVES[:2])), (7, evidence.root(LEAVES)))
    assert failures(checked(evidence.dossier(entries), trust)) == [
        ("size 7", "forked: an earlier checkpoint is another")
    ]


def test_a_log_cut_short_under_the_right_key_is_noticed():
    files = evidence.dossier(evidence.bodies()[:6], disclosed=[0, 1, 3, 4, 5])
    assert checked(files).ok
    assert failures(checked(files, seen((7, evidence.root(LEAVES))))) == [
        ("size 7", "shorter than a checkpoint you have seen: cut short, or made before it")
    ]


def test_an_empty_log_proves_nothing():
    files = evidence.signed({"ledger/checkpoint": evidence.checkpoint([])}, [])
    found = failures(checked(files))
    assert ("ledger/checkpoint", "an empty log proves nothing") in found
    files |= {"ledger/leaves.txt": b""}
    files = evidence.signed(files, [])
    assert ("ledger/leaves.txt, 0 lines", "not as many leaves as signed") in failures(
        checked(files)
    )


def test_what_was_not_checked_is_told_once():
    report = Report("dossier")
    report.skip("seen", "size 1", "a checkpoint of another size")
    report.skip("seen", "size 1", "a checkpoint of another size")
    assert len(report.not_checked) == 1
