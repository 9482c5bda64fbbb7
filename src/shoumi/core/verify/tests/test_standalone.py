"""Certificates and receipts alone, trust files, and what is said of them."""

from __future__ import annotations

import ast
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from shoumi.core.verify import single, standalone
from shoumi.core.verify.report import Bad, WrongUse, lines_of, shaped
from shoumi.core.verify.standalone import as_text, read_trust, verify
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import LEAVES, PEM, wrong
from shoumi.core.verify.words import ZH


def receipt(folder, *, extra=None, document=evidence.RECEIPT, name="rcp.jsonld", proof=None):
    """A receipt and its proof; ``extra`` is the entry of the receipt unless given."""
    (folder / name).write_bytes(document)
    extra = evidence.bodies()[3] if extra is None else extra
    proof = evidence.proof(LEAVES, 3, extra) if proof is None else proof
    (folder / name).with_suffix(".tlog-proof").write_bytes(proof)
    return folder / name


def wrapped(**more):
    return evidence.dumped({"body": evidence.bodies()[3].decode(), **more})


def test_a_receipt_alone_is_checked_against_the_trust(tmp_path, trust):
    report = verify(receipt(tmp_path), read_trust(trust))
    assert report.ok
    assert report.anchored
    assert report.kind == "receipt"


def test_a_checkpoint_of_another_size_is_told_and_one_of_the_same_size_must_agree(tmp_path, trust):
    path = receipt(tmp_path)
    trusted = read_trust(trust)
    report = verify(path, trusted._replace(seen=[(3, LEAVES[0])]))
    assert report.ok
    assert ("seen", "size 3") in {(row["check"], row["place"]) for row in report.not_checked}
    assert wrong(verify(path, trusted._replace(seen=[(7, LEAVES[0])]))) == [
        ("size 7", "forked: an earlier checkpoint is another")
    ]


def test_a_receipt_that_names_its_key_agrees_with_itself(tmp_path):
    report = verify(receipt(tmp_path, extra=wrapped(vkey=evidence.vkey())), None)
    assert report.ok
    assert not report.anchored
    assert report.not_checked == []


def test_a_receipt_without_any_key_says_that_the_signature_is_unchecked(tmp_path):
    report = verify(receipt(tmp_path), None)
    assert report.ok
    assert [row["detail"] for row in report.not_checked] == ["no key to check the signature with"]


def bulk(**changes):
    rows = [evidence.leaf(row) for row in evidence.ROWS]
    row = {
        "index": 1,
        "proof": [evidence.b64(step) for step in evidence.path(rows, 1)],
        "text": evidence.ROWS[1].decode(),
    }
    return evidence.dumped({"body": evidence.bodies()[4].decode(), "row": row | changes})


def test_a_receipt_in_a_row_of_a_bulk_act_is_checked_through_the_row(tmp_path, trust):
    proof = evidence.proof(LEAVES, 4, bulk())
    report = verify(receipt(tmp_path, document=b"row 1", proof=proof), read_trust(trust))
    assert wrong(report) == []
    for extra, document in [
        (bulk(index=0), b"row 1"),
        (bulk(), b"row 2"),
        (bulk(proof=[]), b"row 1"),
        (bulk(text="[]"), b"row 1"),
        (bulk(index="1"), b"row 1"),
        (wrapped(row=json.loads(bulk())["row"]), b"row 1"),
    ]:
        proof = evidence.proof(LEAVES, 4, extra)
        assert not verify(receipt(tmp_path, document=document, proof=proof), None).ok


def test_a_row_must_be_an_object(tmp_path):
    row = b'"' + sha256(b"x").hexdigest().encode() + b'"'
    body = evidence.body("campaign.sent", 4, rows=[row])
    extra = evidence.dumped(
        {"body": body.decode(), "row": {"index": 0, "proof": [], "text": row.decode()}}
    )
    leaves = [evidence.leaf(body)]
    path = receipt(tmp_path, document=b"x", proof=evidence.proof(leaves, 0, extra))
    assert wrong(verify(path, None)) == [
        ("rcp.jsonld", "no leaf holds the digest of this document")
    ]


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"document": b"another"}, "no leaf holds the digest of this document"),
        ({"extra": evidence.bodies()[0]}, "no leaf holds the digest of this document"),
        ({"extra": b""}, "the entry it rests on is not disclosed"),
        ({"extra": b"{ }"}, "not in its one spelling"),
        ({"extra": b"[]"}, "not of the expected shape"),
        ({"extra": wrapped(more=1)}, "not of the expected shape"),
        ({"extra": wrapped(vkey=1)}, "not of the expected shape"),
        ({"extra": evidence.dumped({"body": 1})}, "not of the expected shape"),
        ({"extra": wrapped(vkey="x+y+z")}, "not in its one spelling"),
        ({"extra": wrapped(vkey=evidence.vkey(evidence.STRANGER))}, "the key is not the one"),
        ({"proof": b""}, "not of the expected shape"),
        ({"proof": evidence.proof(LEAVES, 2, evidence.bodies()[3])}, "the proof does not hold"),
        (
            {"proof": evidence.proof(LEAVES, 3, evidence.bodies()[3], evidence.STRANGER)},
            "not signed by this key",
        ),
    ],
)
def test_a_receipt_that_is_not_in_the_log_is_refused(tmp_path, trust, changes, detail):
    found = wrong(verify(receipt(tmp_path, **changes), read_trust(trust)))
    assert found[0][1].startswith(detail)


def test_every_flipped_bit_of_a_receipt_and_its_proof_is_noticed(tmp_path, trust):
    path = receipt(tmp_path, extra=wrapped(vkey=evidence.vkey()))
    trusted = read_trust(trust)
    for target in (path, path.with_suffix(".tlog-proof")):
        good = target.read_bytes()
        for bit in range(0, len(good) * 8, 3):
            changed = bytearray(good)
            changed[bit // 8] ^= 1 << bit % 8
            target.write_bytes(changed)
            assert not verify(path, trusted).ok, bit
        target.write_bytes(good)
    assert verify(path, trusted).ok


def test_a_certificate_alone_says_that_its_inner_signatures_are_unchecked(tmp_path, trust):
    proof = evidence.proof(LEAVES, 5, evidence.bodies()[5])
    path = receipt(tmp_path, name="crt.pdf", document=evidence.CERTIFICATE, proof=proof)
    os.rename(tmp_path / "crt.tlog-proof", tmp_path / "crt.pdf.tlog-proof")
    report = verify(path, read_trust(trust))
    assert report.ok
    assert report.kind == "certificate"
    assert [row["check"] for row in report.not_checked] == ["pdf"]


def test_a_document_without_proof_is_neither_proven_nor_refused(tmp_path):
    (tmp_path / "crt.pdf").write_bytes(evidence.CERTIFICATE)
    report = verify(tmp_path / "crt.pdf", None)
    assert (report.ok, report.verdict, wrong(report)) == (False, "undecided", [])


@pytest.mark.parametrize("name", ["nothing", "nothing.pdf", "notes.txt"])
def test_what_is_no_evidence_is_wrong_use(tmp_path, name):
    (tmp_path / "notes.txt").touch()
    with pytest.raises(WrongUse, match="not a dossier"):
        verify(tmp_path / name, None)


def test_a_trust_file_is_read(tmp_path):
    witness = evidence.vkey(evidence.WITNESS, "witness.example", 4)
    path = tmp_path / "trust.txt"
    path.write_text(
        evidence.trust_text(seen=[(7, LEAVES[0])], extra=f"witness {witness}\n\n{PEM}{PEM}")
    )
    trust = read_trust(path)
    assert trust.log.name == evidence.ORIGIN
    assert trust.seen == [(7, LEAVES[0])]
    assert [key.name for key in trust.witnesses] == ["witness.example"]
    assert trust.roots == [PEM.encode(), PEM.encode()]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("shoumi.trust/v2\n", "line 1"),
        ("shoumi.trust/v1\n", "trust.txt"),
        (evidence.trust_text(extra="log x\n"), "line 3"),
        (evidence.trust_text(extra=f"log {evidence.vkey()}\n"), "trust.txt"),
        (evidence.trust_text(extra="seen 0 AAAA\n"), "line 3"),
        (evidence.trust_text(extra="seen 1 AAAA\n"), "line 3"),
        (evidence.trust_text(extra=f"witness {evidence.vkey(kind=9)}\n"), "line 3"),
        (evidence.trust_text(extra=f"{PEM}more"), "trust.txt"),
        (evidence.trust_text(extra=PEM[:40]), "trust.txt"),
    ],
)
def test_a_malformed_trust_file_is_wrong_use_and_names_the_line(tmp_path, text, place):
    path = tmp_path / "trust.txt"
    path.write_text(text)
    with pytest.raises(WrongUse, match="not a trust file") as caught:
        read_trust(path)
    assert caught.value.place.endswith(place)


def test_a_trust_file_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="cannot be read"):
        read_trust(tmp_path / "trust.txt")


def test_a_proof_that_cannot_be_read_is_named(tmp_path):
    path = receipt(tmp_path)
    proof = path.with_suffix(".tlog-proof")
    proof.unlink()
    proof.mkdir()
    assert wrong(verify(path, None)) == [("rcp.jsonld", "not a readable regular file")]


def test_a_file_that_the_system_will_not_give_is_named(folder, monkeypatch):
    real = Path.read_bytes

    def failing(self):
        if self.name == "nda.pdf":
            raise OSError
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert ("papers/nda.pdf", "not a readable regular file") in wrong(verify(folder, None))


def test_the_answer_for_people_is_in_both_languages_and_steers_no_terminal(folder):
    assert "结论：相符 / verified\n" in as_text(verify(folder, None))
    (folder / "a\x1b[2Jb").write_bytes(b"")
    text = as_text(verify(folder, None))
    assert "清单中没有此文件 / the manifest does not list this file" in text
    assert "结论：不符 / NOT verified" in text
    assert "\x1b" not in text
    assert "a\\x1b[2Jb" in text


def test_everything_that_is_said_is_said_in_chinese_too():
    said = set()
    for name in single.MODULES:
        source = Path(standalone.__file__).with_name(f"{name}.py").read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = {"Bad": 0, "WrongUse": 0, "fail": 2, "skip": 2}.get(called)
                if at is not None and isinstance(node.args[at], ast.Constant):
                    said.add(node.args[at].value)
    assert said <= set(ZH)
    assert all(ZH.values())


@pytest.mark.parametrize("given", [None, [], {}, {"a": True}, {"a": 1, "b": 1}])
def test_a_shape_is_exact(given):
    with pytest.raises(Bad):
        shaped(given, a=int)


def test_lines_end_in_a_newline():
    assert lines_of(b"") == []
    assert lines_of(b"a\n\n") == ["a", ""]
    with pytest.raises(Bad):
        lines_of(b"a")
