"""The dossier of the equity story in the hands of a stranger, and of somebody who changes it."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.verify.log import read_proof
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests import evidence
from shoumi.doors.demo.tests import runs


@pytest.fixture(scope="session")
def files(watched):
    """The bytes of every file, by its path in the dossier."""
    return {
        path.relative_to(watched.dossier).as_posix(): path.read_bytes()
        for path in watched.dossier.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def copy(watched, tmp_path):
    """A dossier to change: links to the files, so that only what is written is new."""
    return Path(shutil.copytree(watched.dossier, tmp_path / "dossier", copy_function=os.link))


def put(folder, name, content):
    (folder / name).unlink()
    (folder / name).write_bytes(content)


def failed(folder, trust):
    """Place and detail of every check that failed."""
    report = verify(folder, read_trust(trust) if trust else None)
    return [(check["place"], check["detail"]) for check in report.checks if not check["ok"]]


def names(found, name):
    return any(place == name or place.startswith(f"{name},") for place, _ in found)


def test_it_verifies_with_trust(watched):
    done = runs.shoumi(watched.home, "verify", str(watched.dossier), "--trust", str(watched.trust))
    assert done.returncode == 0, done.stdout
    assert "anchored: yes" in done.stdout
    assert "FAIL" not in done.stdout


def test_it_verifies_without_trust_and_says_that_nothing_anchors_it(watched):
    done = runs.shoumi(watched.home, "verify", str(watched.dossier), "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["anchored"] == "no"


def _interpreters():
    """This Python and those of the system, which know no package of ours."""
    names = ("python3", "python3.11", "python3.12", "python3.13")
    found = [shutil.which(name, path=os.defpath) for name in names]
    return sorted({os.path.realpath(path) for path in found if path} | {sys.executable})


@pytest.mark.parametrize("python", _interpreters(), ids=lambda path: Path(path).name)
def test_the_verifier_inside_needs_nothing_but_python(watched, tmp_path, python):
    shutil.copy(watched.dossier / "verify.py", tmp_path / "verify.py")
    command = [python, "-I", str(tmp_path / "verify.py"), str(watched.dossier)]
    done = subprocess.run(
        [*command, "--trust", str(watched.trust)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "anchored: yes" in done.stdout


def test_it_holds_the_papers_of_the_story(files):
    papers = {name for name in files if name.startswith("papers/")}
    index = json.loads(files["papers/index.json"])
    assert papers == {"papers/index.json", *(row["path"] for row in index)}
    assert Counter(row["kind"] for row in index) == {
        "destruction_certificate": 4,  # in two stages, of the expired and of who asked for it
        "pipia_report": 2,
        "teaser": 1,
        "nda": 4,  # two drafts, then with one signature and with both
        "notice": 2,  # the target's own, and what customers got
        "handover_record": 1,
        "recipient_certificate": 1,
    }
    # One for each consent that stands at the end, and the list of them.
    assert sum(name.endswith(".jsonld") for name in files) == 409 + 1


def _sample():
    """Every file that there is one of, and some of those there are hundreds of; resolved late."""
    return [
        "MANIFEST.json", "dossier.note", "READ-ME.txt", "verify.py", "ledger/checkpoint",
        "ledger/entries.jsonl", "ledger/leaves.txt", "papers/index.json",
        "papers/nda-*.pdf", "papers/teaser-*.pdf", "papers/handover-record-*.pdf",
        "papers/pipia-report-*.pdf", "papers/destruction-certificate-*.pdf", "papers/notice-*.pdf",
        "papers/recipient-certificate-*.pdf", "certificates/destruction-certificate-*.pdf",
        "certificates/destruction-certificate-*.tlog-proof", "ledger/rows/*", "receipts/*.jsonld",
        "receipts/*.tlog-proof",
    ]  # fmt: skip


@pytest.mark.parametrize("pattern", _sample())
def test_one_flipped_bit_is_found_and_the_file_named(watched, copy, pattern):
    dice = random.Random(pattern)
    name = dice.choice(sorted(path.relative_to(copy).as_posix() for path in copy.glob(pattern)))
    content = bytearray((copy / name).read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    put(copy, name, bytes(content))
    assert names(failed(copy, watched.trust), name)


@pytest.mark.parametrize(
    "pattern",
    [
        "papers/pipia-report-*.pdf",
        "ledger/leaves.txt",
        "certificates/destruction-certificate-*.tlog-proof",
    ],
)
def test_a_missing_file_is_named(watched, copy, pattern):
    name = max(copy.glob(pattern)).relative_to(copy).as_posix()
    (copy / name).unlink()
    assert (name, "the file is missing") in failed(copy, watched.trust)


def test_a_file_too_many_is_named(watched, copy):
    (copy / "papers" / "extra.pdf").write_bytes(b"%PDF-1.7")
    assert names(failed(copy, watched.trust), "papers/extra.pdf")


def _without_last_page(content):
    with pypdfium2.PdfDocument(content) as document:
        document.del_page(len(document) - 1)
        document.save(out := BytesIO())
    return out.getvalue()


def test_a_missing_page_is_found_even_when_the_log_itself_signs_again(watched, copy, files):
    """Who runs the server can sign another manifest, but not put another digest in the log."""
    raw = base64.b64decode(runs.inside(watched.home, "signing_key"))
    key = Ed25519PrivateKey.from_private_bytes(raw)
    name = next(name for name in sorted(files) if name.startswith("papers/pipia-report-"))
    changed = {**files, name: _without_last_page(files[name])}
    origin = files["ledger/checkpoint"].decode().splitlines()[0]
    for path, content in _signed(changed, key, origin).items():
        if content != files[path]:
            put(copy, path, content)
    found = failed(copy, watched.trust)
    assert names(found, name)
    assert {detail for _, detail in found} == {"no leaf holds the digest of this document"}


def _signed(files, key, origin):
    """The same files under a fresh manifest and note."""
    leaves = [bytes.fromhex(line) for line in files["ledger/leaves.txt"].decode().split()]
    old = json.loads(files["MANIFEST.json"])
    fresh = evidence.signed(files, leaves, key=key, deal=old["deal"])
    if origin == evidence.ORIGIN:
        return fresh
    manifest = json.loads(fresh["MANIFEST.json"]) | {"vkey": evidence.vkey(key, origin)}
    text = evidence.dumped(manifest)
    lines = fresh["dossier.note"].decode().split("\n")[:4]
    note = evidence.note([*lines, evidence.sha256(text).hexdigest()], key, origin)
    return {**fresh, "MANIFEST.json": text, "dossier.note": note}


def test_a_wholly_resigned_dossier_is_refused_by_who_knows_the_key(watched, copy, files):
    """Checkpoint, proofs, manifest and note by another key: it agrees with itself, no more."""
    stranger = evidence.STRANGER
    leaves = [bytes.fromhex(line) for line in files["ledger/leaves.txt"].decode().split()]
    forged = {**files, "ledger/checkpoint": evidence.checkpoint(leaves, stranger)}
    for name in files:
        if name.endswith(".tlog-proof"):
            forged[name] = _resigned(files[name], leaves, stranger)
    for path, content in _signed(forged, stranger, evidence.ORIGIN).items():
        if content != files[path]:
            put(copy, path, content)
    assert failed(copy, None) == []
    assert failed(copy, watched.trust)[0] == (
        "MANIFEST.json",
        "the key is not the one you trust",
    )
    done = runs.shoumi(watched.home, "verify", str(copy), "--trust", str(watched.trust))
    assert done.returncode == 1
    assert "anchored: no" in done.stdout


def _resigned(proof, leaves, key):
    parts = read_proof(proof)
    size = int(parts.checkpoint.decode().splitlines()[1])
    extra = json.loads(parts.extra) | {"vkey": evidence.vkey(key)}
    return evidence.proof(leaves[:size], parts.position, evidence.dumped(extra), key)


def test_a_forked_log_is_refused_by_who_has_seen_it_grow(watched, tmp_path):
    """The same installation, the same key, another history since the campaign."""
    seen = [
        int(line.split()[1])
        for line in watched.trust.read_text().splitlines()
        if line.startswith("seen ")
    ]
    home = shutil.copytree(watched.out / "fork", tmp_path / "again")
    made = runs.inside(home, "fork", str(tmp_path / "dossier"), str(max(seen)))
    assert made["size"] >= max(seen)
    assert failed(tmp_path / "dossier", None) == []
    found = failed(tmp_path / "dossier", watched.trust)
    forked = "forked: an earlier checkpoint is another"
    assert found == [(f"size {size}", forked) for size in seen[-2:]]


def test_a_log_that_stopped_earlier_is_refused_by_who_has_seen_more(watched, tmp_path):
    home = shutil.copytree(watched.out / "fork", tmp_path / "again")
    runs.inside(home, "fork", str(tmp_path / "dossier"), "0")
    details = {detail for _, detail in failed(tmp_path / "dossier", watched.trust)}
    assert details == {"shorter than a checkpoint you have seen: cut short, or made before it"}


def test_age_opens_the_package(watched, tmp_path):
    (package,) = (watched.home / "packages").glob("*.age")
    opened = tmp_path / "package.tar"
    subprocess.run(
        ["age", "-d", "-i", watched.home / "buyer.agekey", "-o", opened, package], check=True
    )
    with tarfile.open(opened) as archive:
        inside = archive.getnames()
    assert any(name.endswith(".csv") for name in inside)
    assert any(name.endswith(".parquet") for name in inside)


# Of the agreement the last: drafts before it bear none, or one.
SIGNATURES = {
    "destruction_certificate": ["林示范"],
    "pipia_report": ["周模拟"],
    "nda": ["孙虚丙", "赵虚甲"],
    "handover_record": ["孙虚丙"],
    "recipient_certificate": ["孙虚丙"],
}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_pdfsig_accepts_every_signature_of_every_signer(watched, files, kind):
    index = json.loads(files["papers/index.json"])
    found = [row["path"] for row in index if row["kind"] == kind]
    for name in found[-1:] if kind == "nda" else found:
        _pdfsig_accepts(watched.dossier / name, SIGNATURES[kind])


def _pdfsig_accepts(path, expected):
    done = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    signers = [
        line.partition(": ")[2] for line in done.stdout.splitlines() if "Common Name" in line
    ]
    assert sorted(signers) == sorted(expected)
    assert done.stdout.count("Signature is Valid.") == len(signers)
    assert done.stdout.count("ETSI.CAdES.detached") == len(signers)
    assert done.stdout.count("\n  - Total document signed") == 1


def test_openssl_reads_the_root_certificate_of_the_trust_file(watched):
    done = subprocess.run(
        ["openssl", "x509", "-in", watched.trust, "-noout", "-subject", "-ext", "basicConstraints"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "CA:TRUE" in done.stdout
