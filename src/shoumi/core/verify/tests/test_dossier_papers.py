"""Papers, proofs and the manifest of a dossier that somebody changed who holds the log's key."""

from __future__ import annotations

import json

import pytest

from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import ENTRIES, LEAVES, checked, failures, resigned


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


EVIDENCE = "ab" * 32


def stated(**changes):
    row = {"duty": "6.1", "evidence": EVIDENCE, "is_kept": True, "kind": "security_baseline"}
    return evidence.dumped([{**row, "position": 6, **changes}])


def with_a_statement(content):
    facts = {"evidence": EVIDENCE}
    bodies = [*evidence.bodies()[:6], evidence.body("attestation.given", 6, facts=facts)]
    return checked(evidence.dossier(bodies, extra_files={"statements/index.json": content}))


def test_a_statement_is_listed_as_its_entry_says():
    assert failures(with_a_statement(stated())) == []


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (stated(evidence="cd" * 32), "position 6", "not what the entry says"),
        (stated(duty="12.2"), "position 6", "not what the entry says"),
        (stated(position=5), "position 5", "not what the entry says"),
        (stated(position=2), "position 2", "the entry it rests on"),
        (stated(is_kept=1), "", "not of the expected shape"),
    ],
)
def test_a_statement_that_no_entry_holds_is_named(content, place, detail):
    (found,) = failures(with_a_statement(content))
    assert place in found[0]
    assert found[1].startswith(detail)
