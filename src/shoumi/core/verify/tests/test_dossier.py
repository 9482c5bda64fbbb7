"""A good dossier is good; every other one is refused, and the place is named."""

from __future__ import annotations

import json
import random
from functools import partial
from hashlib import sha256

import pytest

from shoumi.core.verify.dossier import check_dossier
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.report import Report
from shoumi.core.verify.tests import evidence

TRUST = Trust(key_of(evidence.vkey()))
LEAVES = [evidence.leaf(each) for each in evidence.bodies()]


def checked(files, trust=TRUST):
    report = Report("dossier")
    check_dossier(report, {name: partial(bytes, data) for name, data in files.items()}, trust)
    return report


def failures(report):
    return [(each["place"], each["detail"]) for each in report.checks if not each["ok"]]


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
    for bit in range(len(content) * 8):
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


def resigned(changes, *, entries=None, key=evidence.KEY, without=()):
    """A dossier changed by somebody who holds the log's key and signs it anew."""
    entries = entries or evidence.bodies()
    files = evidence.dossier(entries) | changes
    files = {name: data for name, data in files.items() if name not in without}
    return evidence.signed(files, [evidence.leaf(each) for each in entries], key=key)


def lines(*rows):
    return b"".join(evidence.dumped(row) + b"\n" for row in rows)


def entry(position, body=None):
    body = evidence.bodies()[position] if body is None else body
    return {"body": body.decode(), "position": position}


ENTRIES = "ledger/entries.jsonl"


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (lines(entry(1), entry(0)), "line 2, position 0", "position out of order"),
        (lines(entry(1), entry(1)), "line 2, position 1", "position out of order"),
        (lines(entry(7, b"{}")), "line 1, position 7", "position out of order"),
        (lines(entry(-1, b"{}")), "line 1, position -1", "position out of order"),
        (lines(entry(2)), "line 1, position 2", "the entry belongs to another deal"),
        (lines(entry(3, b"{}")), "line 1, position 3", "the body is not what the log holds"),
        (lines({"position": 1}), "line 1", "not of the expected shape"),
        (lines({"body": "x", "position": True}), "line 1", "not of the expected shape"),
        (b'{"position":1, "body":""}\n', "line 1", "not in its one spelling"),
        (b"[" * 5000 + b"\n", "line 1", "not in its one spelling"),
        (b"\xff\n", "", "not in its one spelling"),
    ],
)
def test_bad_entries_are_named(content, place, detail):
    found = failures(checked(resigned({ENTRIES: content})))
    assert found[0][0] == (f"{ENTRIES}, {place}" if place else ENTRIES)
    assert found[0][1].startswith(detail)


def test_a_back_dated_entry_is_named():
    entries = evidence.bodies()
    entries[6] = evidence.body("deal.closed", 2)
    assert failures(checked(evidence.dossier(entries))) == [
        (f"{ENTRIES}, line 6, position 6", "the time goes back")
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"facts":[]}',
        b'{"facts":{}}',
        b'{"at":"2026-03-02","facts":{}}',
        b'{"at":"2026-13-02T01:00:00.000000Z","facts":{}}',
        b'{"at":"2026-03-02T01:00:00.000000Z","facts":{},"rows":1}',
        evidence.dumped({"at": "2026-03-02T01:00:00.000000Z", "facts": {"much": "x" * 4096}}),
    ],
)
def test_a_body_of_another_shape_is_named(body):
    entries = [*evidence.bodies()[:6], body]
    assert failures(checked(evidence.dossier(entries))) == [
        (f"{ENTRIES}, line 6, position 6", "not of the expected shape")
    ]


ROWS = "ledger/rows/4.jsonl"


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (b"".join(row + b"\n" for row in evidence.ROWS[:2]), ROWS, "not the rows"),
        (b"".join(row + b"\n" for row in evidence.ROWS[::-1]), ROWS, "not the rows"),
        (evidence.ROWS[0] + b"\n{ }\n", f"{ROWS}, line 2", "not in its one spelling"),
        (b"", ROWS, "not the rows"),
    ],
)
def test_rows_of_a_bulk_act_are_recomputed(content, place, detail):
    found = failures(checked(resigned({ROWS: content})))
    assert found[0][0] == place
    assert found[0][1].startswith(detail)


def test_rows_that_are_not_disclosed_are_told_not_refused():
    report = checked(resigned({}, without=[ROWS]))
    assert report.ok
    assert ("rows", "position 4") in {(e["check"], e["place"]) for e in report.not_checked}


@pytest.mark.parametrize("name", ["3.jsonl", "4", "04.jsonl", "x.jsonl"])
def test_rows_of_no_bulk_entry_are_named(name):
    found = failures(checked(resigned({f"ledger/rows/{name}": b""})))
    assert found == [(f"ledger/rows/{name}", "rows without a bulk entry")]


def index(**changes):
    row = {"fact": "document", "kind": "nda", "pages": 1, "path": "papers/nda.pdf", "position": 1}
    return evidence.dumped([row | changes])


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (index(fact="other"), "papers/nda.pdf, position 1", "no leaf holds"),
        (index(position=3), "papers/nda.pdf, position 3", "no leaf holds"),
        (index(position=2), "papers/nda.pdf, position 2", "the entry it rests on"),
        (index(path="papers/no.pdf"), "papers/no.pdf, position 1", "no leaf holds"),
        (index(pages="1"), "papers/index.json", "not of the expected shape"),
        (b"{}", "papers/index.json", "not of the expected shape"),
        (b"[]", "papers/nda.pdf", "no leaf holds"),
    ],
)
def test_a_paper_without_its_leaf_is_named(content, place, detail):
    found = failures(checked(resigned({"papers/index.json": content})))
    assert found[0][0] == place
    assert found[0][1].startswith(detail)


PROOF = "receipts/rcp-1.tlog-proof"
RECEIPT = "receipts/rcp-1.jsonld"


def proof(leaves=LEAVES, index=3, extra=None, key=evidence.KEY):
    return evidence.proof(leaves, index, evidence.bodies()[3] if extra is None else extra, key)


OTHER_LOG = [*LEAVES[:6], LEAVES[0]]
STRANGERS = {"body": evidence.bodies()[3].decode(), "vkey": evidence.vkey(evidence.STRANGER)}


@pytest.mark.parametrize(
    ("changes", "place", "detail"),
    [
        ({PROOF: proof(key=evidence.STRANGER)}, PROOF, "not signed by this key"),
        ({PROOF: proof(OTHER_LOG)}, PROOF, "forked"),
        ({PROOF: proof([*LEAVES, LEAVES[0]])}, PROOF, "forked"),
        ({PROOF: proof(index=1)}, PROOF, "the proof does not hold"),
        ({PROOF: proof(index=2, extra=b"")}, PROOF, "the entry it rests on"),
        ({PROOF: proof(extra=evidence.dumped(STRANGERS))}, PROOF, "the key is not the one"),
        ({PROOF: proof(index=1, extra=b"")}, RECEIPT, "no leaf holds"),
        ({"receipts/rcp-2.jsonld": b"{}"}, "receipts/rcp-2.jsonld", "no .tlog-proof beside it"),
        ({"receipts/rcp-2.tlog-proof": proof()}, "receipts/rcp-2.tlog-proof", "a proof without"),
    ],
)
def test_a_receipt_without_a_good_proof_is_named(changes, place, detail):
    found = failures(checked(resigned(changes)))
    assert [place_ for place_, _ in found] == [place]
    assert found[0][1].startswith(detail)


def test_a_proof_may_carry_the_whole_name_of_its_document():
    files = resigned({f"{RECEIPT}.tlog-proof": proof()}, without=[PROOF])
    assert failures(checked(files)) == []


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"format": "shoumi.dossier/v2"}, "not of the expected shape"),
        ({"tree_size": "7"}, "not of the expected shape"),
        ({"files": {}}, "not of the expected shape"),
        ({"files": [1]}, "not of the expected shape"),
        ({"root": "AAAA"}, "not in its one spelling"),
        ({"root": 7}, "not of the expected shape"),
        ({"vkey": "log.example+00000000+"}, "not in its one spelling"),
        ({"vkey": evidence.vkey().replace("log", "lag")}, "not a verification key"),
        ({"deal": evidence.OTHER_DEAL}, "not the manifest that was signed"),
        ({"more": 1}, "not of the expected shape"),
    ],
)
def test_a_manifest_of_another_shape_is_named(change, detail):
    files = evidence.dossier()
    manifest = json.loads(files["MANIFEST.json"]) | change
    found = failures(checked(files | {"MANIFEST.json": evidence.dumped(manifest)}))
    assert found[0] == ("MANIFEST.json", detail)


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/./b", "a/..", "a\\b", "a\nb", ".", "", "a/"]
)
def test_a_listed_path_that_leaves_the_folder_is_refused(path):
    found = failures(checked(resigned({path: b""})))
    assert found == [("MANIFEST.json", "not of the expected shape")]


@pytest.mark.parametrize("twisted", ["reversed", "doubled", "with the note"])
def test_the_files_are_listed_once_and_sorted_and_without_the_note(twisted):
    files = evidence.dossier()
    manifest = json.loads(files["MANIFEST.json"])
    rows = manifest["files"]
    manifest["files"] = {
        "reversed": rows[::-1],
        "doubled": [rows[0], *rows],
        "with the note": [rows[0] | {"path": "dossier.note"}, *rows],
    }[twisted]
    manifest["files"].sort(key=lambda row: row["path"], reverse=twisted == "reversed")
    found = failures(checked(files | {"MANIFEST.json": evidence.dumped(manifest)}))
    assert found == [("MANIFEST.json", "not of the expected shape")]


def test_a_note_about_another_dossier_is_refused():
    files = evidence.dossier()
    old = files["dossier.note"].decode().split("\n")
    good = old[:5]
    for changed, detail in [
        ([*good[:1], evidence.OTHER_DEAL, *good[2:]], "not what the manifest says"),
        (good[:4], "not of the expected shape"),
        ([*good, "more"], "not of the expected shape"),
    ]:
        found = failures(checked(files | {"dossier.note": evidence.note(changed)}))
        assert found == [("dossier.note", detail)]
    twice = (
        files["dossier.note"]
        + evidence.signature_line("\n".join(good) + "\n", evidence.STRANGER).encode()
    )
    found = failures(checked(files | {"dossier.note": twice}))
    assert found == [("dossier.note", "not of the expected shape")]


def test_a_checkpoint_of_another_moment_is_refused():
    found = failures(checked(resigned({"ledger/checkpoint": evidence.checkpoint(LEAVES[:5])})))
    assert found == [("ledger/checkpoint", "not what the manifest says")]


def test_leaves_that_give_another_root_are_refused():
    swapped = [LEAVES[0], LEAVES[2], LEAVES[1], *LEAVES[3:]]
    text = "".join(each.hex() + "\n" for each in swapped).encode()
    found = failures(checked(resigned({"ledger/leaves.txt": text})))
    assert found[0] == ("ledger/leaves.txt", "the recomputed root is another")
    assert found[1][0] == f"{ENTRIES}, line 2, position 1"


def test_a_malformed_leaf_line_is_named():
    text = "".join(each.hex() + "\n" for each in LEAVES).upper().encode()
    found = failures(checked(resigned({"ledger/leaves.txt": text})))
    assert found == [("ledger/leaves.txt, line 1", "not in its one spelling")]


def test_a_time_stamp_of_something_else_is_told_as_not_checked():
    report = checked(resigned({"papers/other.tsr": b"x"}))
    assert ("timestamp", "papers/other.tsr", "an outside time-stamp") in {
        tuple(row.values()) for row in report.not_checked
    }


def test_a_time_stamp_of_the_checkpoint_that_is_none_is_named():
    found = failures(checked(resigned({"ledger/checkpoint.tsr": b"x"})))
    assert found == [("ledger/checkpoint.tsr", "the time-stamp is damaged")]


SALT = bytes(range(32))
TEXT = "客户来电要求提前告知 / asked by phone"
COMMITTED = evidence.body(
    "attestation.given", 6, facts={"note_commitment": sha256(SALT + TEXT.encode()).hexdigest()}
)


def with_text(rows=None, **changes):
    """A dossier whose last entry commits to a text, with the text beside it unless ``rows``."""
    row = {"fact": "note_commitment", "position": 6, "salt": evidence.b64(SALT), "text": TEXT}
    rows = [evidence.dumped(row | changes)] if rows is None else rows
    more = {"ledger/texts.jsonl": b"".join(row + b"\n" for row in rows)}
    return evidence.dossier([*evidence.bodies()[:6], COMMITTED], extra_files=more if rows else {})


def test_a_text_kept_apart_is_checked_against_its_commitment():
    report = checked(with_text())
    assert report.ok
    assert "texts" in {row["check"] for row in report.checks}
    assert "texts" not in {row["check"] for row in report.not_checked}


def test_a_text_that_is_withheld_or_erased_is_told_and_nothing_breaks():
    report = checked(with_text(rows=[]))
    assert report.ok
    told = {tuple(row.values()) for row in report.not_checked}
    assert ("texts", "position 6, note_commitment", "the text is withheld or erased") in told


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"text": TEXT + "。"}, "not the text the entry commits to"),
        ({"salt": evidence.b64(bytes(32))}, "not the text the entry commits to"),
        ({"salt": evidence.b64(SALT[:31])}, "not in its one spelling"),
        ({"position": 1}, "not the text the entry commits to"),
        ({"position": 2}, "the entry it rests on is not disclosed"),
        ({"fact": "document"}, "not the text the entry commits to"),
        ({"fact": 1}, "not of the expected shape"),
    ],
)
def test_another_text_than_the_one_committed_to_is_named(changes, detail):
    assert failures(checked(with_text(**changes))) == [("ledger/texts.jsonl, line 1", detail)]


def test_what_was_not_checked_is_told_once():
    report = Report("dossier")
    report.skip("seen", "size 1", "a checkpoint of another size")
    report.skip("seen", "size 1", "a checkpoint of another size")
    assert len(report.not_checked) == 1
