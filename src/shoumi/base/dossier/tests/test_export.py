"""A dossier is whole and verifies, or there is none."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.db import transaction

from shoumi.base.dossier import publication
from shoumi.base.dossier.errors import DossierBroken, DossierExists
from shoumi.base.dossier.export import Issued, Paper, export, pack, trust_text
from shoumi.base.dossier.standalone_proofs import Row, standing
from shoumi.base.ledger import checkpoints, reader, writer
from shoumi.base.ledger.tests import events
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.ledger.proof import ProofRefused
from shoumi.core.refs import Ref
from shoumi.core.verify import single
from shoumi.core.verify.standalone import read_trust, verify
from shoumi.core.verify.tests import evidence

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEAL = Ref(evidence.DEAL)
LEAVES = [evidence.leaf(each) for each in evidence.bodies()]


class FakeLog:
    """The log of ``evidence``, with more entries than its checkpoint covers."""

    def __init__(self, bodies=None, rows=evidence.ROWS):
        self.bodies = bodies or evidence.bodies()
        self.given = rows

    def checkpoint(self, signer, origin):
        leaves = [evidence.leaf(each) for each in self.bodies]
        return evidence.checkpoint(leaves, signer, origin).decode()

    def anchored(self, signed, at):
        return signed, None

    def entries(self):
        later = evidence.body("deal.reopened", 9)
        for position, body in enumerate([*self.bodies, later]):
            leaf = evidence.leaf(body)
            yield SimpleNamespace(position=position, body=body, leaf_hash=leaf)

    def rows(self, position):
        return iter(self.given if position == 4 else [])

    def texts(self, *_):
        return iter([])

    statements = texts

    def log_keys(self):
        return []


def paper(**changes):
    given = {"name": "nda-1.pdf", "content": evidence.PDF, "position": 1}
    return Paper(**given | {"fact": "document", "kind": "nda", "pages": 1} | changes)


def receipt(position=3, content=evidence.RECEIPT, name="rcp-1.jsonld", row=None):
    proof = standing(
        evidence.proof(LEAVES, position).decode(),
        body=evidence.bodies()[position],
        vkey=evidence.vkey(),
        row=row,
    )
    return Issued(name, content, proof)


def made(folder, **changes):
    certificate = receipt(5, evidence.CERTIFICATE, "crt-1.pdf")
    given = {
        "papers": [paper()],
        "receipts": [receipt()],
        "certificates": [certificate],
        "signer": evidence.KEY,
        "origin": evidence.ORIGIN,
        "at": AT,
        "log": FakeLog(),
    }
    return export(folder, DEAL, **given | changes)


@pytest.fixture
def trust(tmp_path):
    path = tmp_path / "trust.txt"
    path.write_text(trust_text(evidence.vkey(), [(7, evidence.root(LEAVES))]))
    return path


def test_a_dossier_verifies_and_holds_this_deal_and_what_belongs_to_none(tmp_path, trust):
    done = made(tmp_path / "out" / "dossier")
    assert (done.size, done.root, done.disclosed) == (7, evidence.root(LEAVES), 6)
    report = verify(done.folder, read_trust(trust))
    assert report.ok
    assert report.anchored
    lines = (done.folder / "ledger/entries.jsonl").read_text().splitlines()
    assert [json.loads(line)["position"] for line in lines] == [0, 1, 3, 4, 5, 6]
    manifest = json.loads((done.folder / "MANIFEST.json").read_bytes())
    assert [row["path"] for row in manifest["files"]] == [
        "READ-ME.txt",
        "certificates/crt-1.pdf",
        "certificates/crt-1.tlog-proof",
        "ledger/checkpoint",
        "ledger/entries.jsonl",
        "ledger/leaves.txt",
        "ledger/rows/4.jsonl",
        "papers/index.json",
        "papers/nda-1.pdf",
        "receipts/rcp-1.jsonld",
        "receipts/rcp-1.tlog-proof",
        "verify.py",
    ]
    readme = (done.folder / "READ-ME.txt").read_text()
    assert "转让编号：" + DEAL in readme
    assert "2026-03-02 12:00 UTC" in readme
    assert stat.S_IMODE(done.folder.stat().st_mode) == 0o700


def test_the_verifier_inside_checks_the_folder_it_lies_in(tmp_path, trust):
    folder = made(tmp_path / "dossier").folder
    assert (folder / "verify.py").read_text("utf-8") == single.text()
    command = [sys.executable, "-I", "verify.py", ".", "--trust", str(trust), "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["anchored"] == "yes"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [
            "MANIFEST.json",
            "READ-ME.txt",
            "certificates",
            "dossier.note",
            "ledger",
            "papers",
            "receipts",
            "verify.py",
        ]
    )


def test_receipts_and_certificates_of_a_dossier_stand_alone(tmp_path, trust):
    folder = made(tmp_path / "dossier").folder
    for name in ("receipts/rcp-1.jsonld", "certificates/crt-1.pdf"):
        assert verify(folder / name, read_trust(trust)).anchored
        assert verify(folder / name, None).ok


def test_a_receipt_that_is_a_row_of_a_bulk_act_stands_alone(tmp_path, trust):
    rows = [evidence.leaf(row) for row in evidence.ROWS]
    row = Row(1, evidence.ROWS[1], evidence.path(rows, 1))
    given = [receipt(4, b"row 1", row=row)]
    folder = made(tmp_path / "dossier", receipts=given).folder
    assert verify(folder / "receipts/rcp-1.jsonld", read_trust(trust)).ok


def test_only_a_proof_can_be_made_to_stand_alone():
    with pytest.raises(ProofRefused):
        standing("no proof", body=b"{}", vkey=evidence.vkey())


def test_an_archive_of_a_dossier_verifies_and_is_the_same_each_time(tmp_path, trust):
    folder = made(tmp_path / "dossier").folder
    first = pack(folder, tmp_path / "a.zip").read_bytes()
    assert pack(folder, tmp_path / "b.zip").read_bytes() == first
    assert verify(tmp_path / "a.zip", read_trust(trust)).ok
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "dossier/MANIFEST.json" in archive.namelist()


def test_a_dossier_is_never_written_over_anything(tmp_path):
    made(tmp_path / "dossier")
    with pytest.raises(DossierExists) as caught:
        made(tmp_path / "dossier")
    assert caught.value.facts == {"name": "dossier"}


def test_a_folder_that_appears_meanwhile_is_kept(tmp_path, monkeypatch):
    def meanwhile(folder, vkey):
        (tmp_path / "dossier").mkdir()
        (tmp_path / "dossier" / "mine").touch()

    monkeypatch.setattr(publication, "verify", meanwhile)
    with pytest.raises(DossierExists):
        made(tmp_path / "dossier")
    assert [path.name for path in tmp_path.glob("*dossier*")] == ["dossier"]
    assert [path.name for path in (tmp_path / "dossier").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"papers": [paper(content=b"%PDF another")]}, "papers/nda-1.pdf, position 1"),
        ({"papers": [paper(position=2)]}, "papers/nda-1.pdf, position 2"),
        ({"papers": [paper(fact="other")]}, "papers/nda-1.pdf, position 1"),
        ({"receipts": [receipt(content=b"{}")]}, "receipts/rcp-1.jsonld"),
        ({"receipts": [Issued("rcp-1.jsonld", b"", "x")]}, "receipts/rcp-1.tlog-proof"),
        ({"log": FakeLog(rows=evidence.ROWS[:2])}, "ledger/rows/4.jsonl"),
    ],
)
def test_what_does_not_verify_is_not_made_at_all(tmp_path, changes, place):
    with pytest.raises(DossierBroken) as caught:
        made(tmp_path / "out" / "dossier", **changes)
    assert caught.value.facts["place"] == place
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["../x.pdf", "a/b.pdf", ".x.pdf", "张三.pdf", "x.doc", "x y.pdf"])
def test_a_name_that_is_no_reference_is_a_bug(tmp_path, name):
    with pytest.raises(ValueError, match="no name"):
        made(tmp_path / "dossier", papers=[paper(name=name)])
    assert not (tmp_path / "dossier").exists()


def test_two_papers_of_one_name_are_a_bug(tmp_path):
    with pytest.raises(FileExistsError):
        made(tmp_path / "dossier", papers=[paper(), paper()])


@pytest.mark.parametrize("stop", range(0, 60, 7))
def test_an_interruption_at_any_sync_leaves_no_half_dossier(tmp_path, monkeypatch, stop):
    real, calls = os.fsync, []

    def interrupted(handle):
        calls.append(handle)
        if len(calls) == stop + 1:
            raise KeyboardInterrupt
        real(handle)

    monkeypatch.setattr(os, "fsync", interrupted)
    folder = tmp_path / "out" / "dossier"
    try:
        made(folder)
    except KeyboardInterrupt:
        assert list(folder.parent.iterdir()) in ([], [folder])
    assert not folder.exists() or verify(folder, None).ok


def test_a_trust_file_holds_key_checkpoints_and_roots(tmp_path):
    pem = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
    path = tmp_path / "trust.txt"
    path.write_text(trust_text(evidence.vkey(), [(7, LEAVES[0])], [pem, pem + b"\n"]))
    read = read_trust(path)
    assert read.log.name == evidence.ORIGIN
    assert read.seen == [(7, LEAVES[0])]
    assert read.roots == [pem + b"\n"] * 2


@pytest.mark.django_db
def test_the_ledger_of_an_installation_is_such_a_log(tmp_path):
    deal = events.DEAL
    document = Digest.of(evidence.PDF)
    with transaction.atomic():
        writer.record(events.event())
        writer.record(
            Event(
                events.Tag.OPENED,
                events.DORA,
                Ref("nda-1"),
                events.AT,
                {"document": document},
                (),
                deal,
            )
        )
        writer.record(events.event(deal=Ref("deal-8")))
    rows = [evidence.dumped({"receipt": sha256(bytes([n])).hexdigest()}) for n in range(5)]
    bulk = events.write_rows(rows, deal=deal)
    inclusion = reader.prove_row(bulk.position, 3)
    proof = standing(
        checkpoints.tlog_proof(bulk.position, evidence.KEY, evidence.ORIGIN),
        body=reader.entry(bulk.position).body,
        vkey=evidence.vkey(),
        row=Row(3, rows[3], inclusion.proof),
    )
    events.write(3, deal=deal)
    done = export(
        tmp_path / "dossier",
        deal,
        papers=[paper()],
        receipts=[Issued("rcp-1.jsonld", bytes([3]), proof)],
        signer=evidence.KEY,
        origin=evidence.ORIGIN,
        at=AT,
    )
    assert (done.size, done.root, done.disclosed) == (7, reader.root(), 6)
    path = tmp_path / "trust.txt"
    path.write_text(trust_text(evidence.vkey(), [(7, reader.root())]))
    assert verify(done.folder, read_trust(path)).anchored
    assert verify(done.folder / "receipts/rcp-1.jsonld", read_trust(path)).anchored


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_nothing_is_exported(tmp_path):
    with transaction.atomic():
        events.write()
        with pytest.raises(RuntimeError):
            made(tmp_path / "dossier", log=None)
    assert list(tmp_path.glob("*dossier*")) == []
