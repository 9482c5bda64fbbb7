"""A whole log as tiles: every entry hashed, every tile made again, no time going back."""

from __future__ import annotations

import functools
from hashlib import sha256

import pytest

from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.standalone import as_text, verify
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tiled import check_log, tile_path

TRUST = Trust(key_of(evidence.vkey()))


def entry(number):
    plain = evidence.body("room.opened", 0, facts={"number": number}).decode()
    clock = f"{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    return plain.replace("T00:00:00", f"T{clock}").encode()


@functools.cache
def log(count=600):
    return evidence.tiled([entry(number) for number in range(count)])


def checked(files, trust=TRUST):
    report = Report("log")
    check_log(
        report, {name: functools.partial(lambda d: d, data) for name, data in files.items()}, trust
    )
    return report


def failures(report):
    return [(each["place"], each["detail"]) for each in report.checks if not each["ok"]]


@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 600])
def test_a_good_log_passes(count):
    report = checked(log(count))
    assert report.ok
    assert report.anchored
    assert [row["check"] for row in report.checks] == ["checkpoint", "entries", "tiles", "leaves"]
    told = {row["detail"] for row in report.not_checked}
    assert told == {"of the entries only hashes and times were checked"}


def test_paths_are_those_of_the_specification():
    assert tile_path("entries", 1_234_067, 256) == "tile/entries/x001/x234/067"
    assert tile_path(2, 5, 17) == "tile/2/005.p/17"


def test_a_folder_with_a_checkpoint_is_a_log(tmp_path):
    evidence.write(log(), tmp_path)
    report = verify(tmp_path, TRUST)
    assert report.ok
    assert report.kind == "log"
    assert "verified" in as_text(report)


def test_without_a_key_nothing_is_anchored():
    report = checked(log(), None)
    assert report.ok
    assert not report.anchored
    assert "no key to check the signature with" in {row["detail"] for row in report.not_checked}


def test_a_flipped_byte_in_any_file_is_noticed():
    for name, data in log().items():
        for place in {0, 1, len(data) // 2, len(data) - 1}:
            altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
            assert not checked({**log(), name: altered}).ok, (name, place)


@pytest.mark.parametrize("name", [name for name in log() if name != "checkpoint"])
@pytest.mark.parametrize("how", ["gone", "cut", "longer"])
def test_a_missing_or_cut_file_is_named(name, how):
    files = dict(log())
    content = files.pop(name)
    if how != "gone":
        files[name] = content[:-1] if how == "cut" else content + b"x"
    found = failures(checked(files))
    assert found[0][0].startswith(name)


def test_a_dropped_a_doubled_and_two_swapped_entries_are_noticed():
    entries = [entry(number) for number in range(300)]
    for other in (
        entries[:7] + entries[8:],
        entries[:7] + entries[6:],
        [*entries[:7], entries[8], entries[7], *entries[9:]],
    ):
        assert failures(checked(evidence.tiled(other, signed=log(300)["checkpoint"])))


@pytest.mark.parametrize(("minutes", "sound"), [(4, True), (6, False)])
def test_a_back_dated_entry_is_named(minutes, sound):
    entries = [entry(number) for number in range(600)]
    entries[580] = entry(580 - 60 * minutes)
    found = failures(checked(evidence.tiled(entries)))
    assert found == ([] if sound else [("position 580", "the time goes back")])


def test_an_entry_without_a_time_is_named():
    entries = [entry(0), b'{"at":"yesterday"}', entry(2)]
    found = failures(checked(evidence.tiled(entries)))
    assert found == [("position 1", "not of the expected shape")]


def test_checkpoints_seen_before_are_recomputed():
    leaves = [evidence.leaf(entry(number)) for number in range(600)]
    seen = [(size, evidence.root(leaves[:size])) for size in (1, 255, 256, 300, 512, 600)]
    assert checked(log(), TRUST._replace(seen=seen)).ok
    forked = failures(checked(log(), TRUST._replace(seen=[(300, sha256(b"x").digest())])))
    assert forked == [("size 300", "forked: an earlier checkpoint is another")]
    longer = failures(checked(log(), TRUST._replace(seen=[(601, sha256(b"x").digest())])))
    assert longer == [
        ("size 601", "shorter than a checkpoint you have seen: cut short, or made before it")
    ]


def test_a_root_over_other_leaves_is_refused():
    entries = [entry(number) for number in range(5)]
    other = evidence.checkpoint([evidence.leaf(each) for each in reversed(entries)])
    found = failures(checked(evidence.tiled(entries, signed=other)))
    assert found == [("checkpoint", "the recomputed root is another")]


def test_a_checkpoint_of_a_stranger_is_refused_before_anything_is_read():
    leaves = [evidence.leaf(entry(number)) for number in range(600)]
    files = {**log(), "checkpoint": evidence.checkpoint(leaves, evidence.STRANGER)}
    assert failures(checked(files)) == [("checkpoint", "not signed by this key")]


def test_a_witness_of_the_trust_is_said_to_have_cosigned():
    witness = key_of(evidence.vkey(evidence.WITNESS, "witness.example", 4), 4)
    files = {**log(), "checkpoint": evidence.cosigned(log()["checkpoint"])}
    report = checked(files, TRUST._replace(witnesses=[witness]))
    assert report.ok
    row = {"check": "cosignature", "ok": True, "detail": "ok"}
    place = "checkpoint, witness.example, size 600"
    assert {**row, "place": place} in report.as_json()["checks"]
    report.confirm("cosignature", place)
    assert len(report.confirmed) == 1


def test_a_file_of_no_use_is_told():
    report = checked({**log(), "tile/0/000.p/3": b"x"})
    assert report.ok
    assert ("tile/0/000.p/3", "a file this checkpoint has no use for") in {
        (row["place"], row["detail"]) for row in report.not_checked
    }


def test_a_folder_that_cannot_be_read_is_refused(tmp_path, monkeypatch):
    evidence.write(log(), tmp_path)

    def refusing(path):
        raise Bad("not a readable regular file")

    monkeypatch.setattr("shoumi.core.verify.folder.read_file", refusing)
    assert failures(verify(tmp_path, TRUST)) == [("checkpoint", "not a readable regular file")]
