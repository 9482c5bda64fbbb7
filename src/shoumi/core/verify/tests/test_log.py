"""Notes, checkpoints, trees and proofs as C2SP and RFC 6962 have them."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest

from shoumi.core.verify.log import (
    Trust,
    key_of,
    leaf_hash,
    open_checkpoint,
    open_note,
    read_proof,
    root_from,
    roots_at,
)
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.tests import evidence

LEAVES = [leaf_hash(bytes([number])) for number in range(20)]
KEY = key_of(evidence.vkey())
WITNESS = key_of(evidence.vkey(evidence.WITNESS, "witness.example", 4), 4)
VECTORS = Path(__file__).parents[6] / "shared" / "vectors"

# The example of C2SP signed-note's Go package, golang.org/x/mod/sumdb/note.
SUMDB_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SUMDB_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
    "tpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_of_another_program_is_read():
    lines, others = open_note(SUMDB_NOTE.encode(), key_of(SUMDB_KEY))
    assert lines[0].startswith("If you think")
    assert others == []


def vectors(name):
    place = VECTORS / name
    return json.loads(place.read_text()) if place.exists() else []


def test_the_example_beside_the_clone_is_read():
    for example in filter(None, [vectors("c2sp_signed_note_example.json")]):
        lines, _ = open_note(example["note"].encode(), key_of(example["vkey"]))
        assert lines == ["This is an example message."]


def test_published_inclusion_proofs_get_their_result():
    for case in vectors("merkle_inclusion.json"):
        given = [base64.b64decode(step) for step in case["proof"] or []]
        leaf, root = (base64.b64decode(case[name] or "") for name in ("leafHash", "root"))
        try:
            found = root_from(leaf, index=case["leafIdx"], size=case["treeSize"], path=given)
            held = len(leaf) == 32 and all(len(step) == 32 for step in given) and found == root
        except Bad:
            held = False
        assert held is not case["wantErr"], case["name"]


def test_roots_are_those_of_the_recursive_definition():
    found = roots_at(LEAVES, range(21))
    assert found == {size: evidence.root(LEAVES[:size]) for size in range(21)}
    assert roots_at(LEAVES[:2], [5]) == {}
    assert found[0] == sha256().digest()


def test_every_inclusion_proof_leads_to_the_root_and_no_shorter_one_does():
    for size in range(1, 20):
        for index in range(size):
            path = evidence.path(LEAVES[:size], index)
            leaf, root = LEAVES[index], evidence.root(LEAVES[:size])
            assert root_from(leaf, index=index, size=size, path=path) == root
            for wrong in ([*path, LEAVES[0]], path[:-1] if path else [LEAVES[0]]):
                with pytest.raises(Bad):
                    root_from(leaf, index=index, size=size, path=wrong)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3)])
def test_an_index_beyond_the_tree_has_no_proof(index, size):
    with pytest.raises(Bad):
        root_from(LEAVES[0], index=index, size=size, path=[])


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "a",
        "a+b",
        evidence.vkey().replace("+", "+0", 1),
        evidence.vkey() + "=",
        evidence.vkey().upper(),
        evidence.vkey(kind=4),
        evidence.vkey(name="a b"),
        evidence.vkey(name=""),
    ],
)
def test_a_malformed_key_is_refused(vkey):
    with pytest.raises(Bad):
        key_of(vkey)


GOOD = evidence.checkpoint(LEAVES).decode()
LINE = GOOD.splitlines()[-1] + "\n"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "text\n",
        GOOD[:-1],
        GOOD.replace("\u2014", "-"),
        GOOD.replace("\n\n", "\n"),
        GOOD + "\n",
        GOOD + LINE,
        GOOD.replace("\u2014 log", "\u2014 lag"),
        GOOD.replace("=\n", "\n"),
        GOOD.replace("\n", "\r\n"),
        GOOD + "\u2014 witness\n",
        GOOD + "\u2014 witness !!!!\n",
    ],
)
def test_a_malformed_note_is_refused(note):
    with pytest.raises(Bad):
        open_note(note.encode(), KEY)


def opened(data, trust=None, key=KEY):
    report = Report("dossier")
    return open_checkpoint(data, key=key, trust=trust, report=report, place="here"), report


@pytest.mark.parametrize(
    "lines",
    [
        [evidence.ORIGIN, "3"],
        ["another.example", "3", evidence.b64(LEAVES[0])],
        [evidence.ORIGIN, "03", evidence.b64(LEAVES[0])],
        [evidence.ORIGIN, "0", evidence.b64(sha256().digest())],
        [evidence.ORIGIN, "-3", evidence.b64(LEAVES[0])],
        [evidence.ORIGIN, "\u0663", evidence.b64(LEAVES[0])],
        [evidence.ORIGIN, "3", evidence.b64(b"short")],
        [evidence.ORIGIN, "3", evidence.b64(LEAVES[0]), "extension"],
    ],
)
def test_a_malformed_checkpoint_is_refused_though_signed(lines):
    with pytest.raises(Bad):
        opened(evidence.note(lines))


def test_cosignatures_of_trusted_witnesses_are_checked():
    trust = Trust(KEY, witnesses=[WITNESS])
    signed = evidence.cosigned(evidence.checkpoint(LEAVES))
    (size, root), report = opened(signed, trust)
    assert (size, root) == (20, evidence.root(LEAVES))
    assert report.not_checked == []
    forged = signed[:-8] + b"AAAAAA==\n"
    for wrong in (evidence.cosigned(GOOD.encode(), evidence.WITNESS)[:-3], forged):
        with pytest.raises(Bad):
            opened(wrong, trust)
    _, report = opened(GOOD.encode(), trust)
    assert [row["detail"] for row in report.not_checked] == ["no cosignature of a trusted witness"]
    _, report = opened(signed)
    assert [row["detail"] for row in report.not_checked] == ["witness not in the trust file"]


def test_a_wrong_cosignature_spoils_the_checkpoint():
    text = GOOD.partition("\n\n")[0] + "\n"
    name = "witness.example"
    whole = evidence.hint(evidence.WITNESS, name, 4) + bytes(8) + bytes(64)
    line = f"\u2014 {name} {evidence.b64(whole)}\n"
    with pytest.raises(Bad, match="cosignature wrong"):
        opened((GOOD + line).encode(), Trust(KEY, witnesses=[WITNESS]))
    plain = key_of(evidence.vkey(evidence.WITNESS, name))
    signed = GOOD + evidence.signature_line(text, evidence.WITNESS, name)
    _, report = opened(signed.encode(), Trust(KEY, witnesses=[plain]))
    assert report.not_checked == []


def test_without_a_key_a_checkpoint_is_nobodys_word():
    (size, _), report = opened(GOOD.encode(), key=None)
    assert size == 20
    assert "no key to check the signature with" in {row["detail"] for row in report.not_checked}


PROOF = evidence.proof(LEAVES, 3, b"extra").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROOF.replace("@v1", "@v2"),
        PROOF.replace("index 3\n", ""),
        PROOF.replace("index 3", "index 03"),
        PROOF.replace("extra ", "extra  "),
        PROOF.replace("index 3\n", "index 3\nAAAA\n"),
        PROOF.replace("c2sp", "\udcff").encode("utf-8", "surrogateescape"),
    ],
)
def test_a_malformed_proof_is_refused(text):
    with pytest.raises(Bad):
        read_proof(text if isinstance(text, bytes) else text.encode())


def test_a_proof_is_taken_apart():
    found = read_proof(PROOF.encode())
    assert (found.extra, found.position) == (b"extra", 3)
    assert found.path == evidence.path(LEAVES, 3)
    assert found.checkpoint == evidence.checkpoint(LEAVES)
