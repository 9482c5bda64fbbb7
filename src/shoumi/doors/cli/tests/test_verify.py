"""Signatures and pages of PDF files, through the command ``shoumi verify``."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

import shoumi
from shoumi.base.documents import ca, pades
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.dossier import document_checks
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.words import ZH
from shoumi.doors.cli.verify import command

AT = datetime(2026, 9, 2, 3, tzinfo=UTC)


@cache
def certified():
    """A record of handover signed by one of two, and the root behind the signer, PEM."""
    root_key, key = ca.new_key(), ca.new_key()
    root = ca.self_signed(key=root_key, installation="home-1", at=AT)
    certificate = ca.issue(
        root_key=root_key, root=root, public=key.public_key(), name="李测试", ref="per-li", at=AT
    )
    identity = pades.Identity("per-li", "李测试", key, certificate, root)
    pdf = make_pdf("handover_record", SAMPLES["handover_record"])
    return pades.sign(pdf, identity=identity, reason="交接", at=AT), ca.to_pem(root)


@cache
def unsigned():
    return make_pdf("teaser", SAMPLES["teaser"])


@cache
def strangers_root():
    return ca.to_pem(ca.self_signed(key=ca.new_key(), installation="home-2", at=AT))


def dossier_of(pdf, pages=1):
    bodies = evidence.bodies()
    facts = {"document": evidence.sha256(pdf).hexdigest()}
    bodies[1] = evidence.body("paper.signed", 1, facts=facts)
    row = {"fact": "document", "kind": "nda", "pages": pages, "path": "papers/nda.pdf"}
    index = evidence.dumped([{**row, "position": 1}])
    files = evidence.dossier(bodies) | {"papers/nda.pdf": pdf, "papers/index.json": index}
    files = {name: data for name, data in files.items() if "certificates/" not in name}
    return evidence.signed(files, [evidence.leaf(each) for each in bodies])


def told(tmp_path, pdf, *, pages=1, roots=None):
    evidence.write(dossier_of(pdf, pages), tmp_path / "dossier")
    arguments = [str(tmp_path / "dossier"), "--json"]
    if roots is not None:
        extra = "".join(root if isinstance(root, str) else root.decode() for root in roots)
        (tmp_path / "trust.txt").write_text(evidence.trust_text(extra=extra))
        arguments += ["--trust", str(tmp_path / "trust.txt")]
    done = CliRunner().invoke(command, arguments)
    return done.exit_code, json.loads(done.stdout) if done.exit_code < 2 else done.stderr


def wrong(answer):
    return [(row["place"], row["detail"]) for row in answer["checks"] if not row["ok"]]


def unchecked(answer):
    return [row["detail"] for row in answer["not_checked"] if row["check"] == "pdf"]


def test_a_signature_under_a_trusted_root_is_checked(tmp_path):
    pdf, root = certified()
    code, answer = told(tmp_path, pdf, roots=[root], pages=count(pdf))
    assert wrong(answer) == []
    assert code == 0
    assert unchecked(answer) == []
    assert ("pdf", "papers/nda.pdf", True) in {
        (row["check"], row["place"], row["ok"]) for row in answer["checks"]
    }


def count(pdf):
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return len(document)


def test_another_number_of_pages_than_listed_is_refused(tmp_path):
    pdf, root = certified()
    code, answer = told(tmp_path, pdf, roots=[root], pages=count(pdf) + 1)
    assert code == 1
    assert wrong(answer) == [("papers/nda.pdf", document_checks.PAGES)]


def test_a_signer_of_another_root_is_refused(tmp_path):
    pdf, _ = certified()
    code, answer = told(tmp_path, pdf, roots=[strangers_root()], pages=count(pdf))
    assert code == 1
    assert [detail for _, detail in wrong(answer)] == [document_checks.SAID["untrusted"]]
    assert wrong(answer)[0][0].startswith("papers/nda.pdf, field ")


@pytest.mark.parametrize("roots", [None, []])
def test_without_a_root_the_signers_are_told_as_unchecked(tmp_path, roots):
    pdf, _ = certified()
    code, answer = told(tmp_path, pdf, roots=roots, pages=count(pdf))
    assert code == 0
    assert unchecked(answer) == [document_checks.NO_ROOT]


def test_a_document_changed_after_signing_is_refused_though_the_log_holds_it(tmp_path):
    pdf, root = certified()
    changed = bytearray(pdf)
    changed[pdf.index(b"stream") + 40] ^= 1
    code, answer = told(tmp_path, bytes(changed), roots=[root], pages=count(pdf))
    assert code == 1
    assert {place.partition(",")[0] for place, _ in wrong(answer)} == {"papers/nda.pdf"}


def test_a_document_without_signature_is_told_not_refused(tmp_path):
    code, answer = told(tmp_path, unsigned(), roots=[certified()[1]])
    assert wrong(answer) == []
    assert code == 0
    assert unchecked(answer) == [document_checks.SAID["not_signed"]]


def test_bytes_that_are_no_pdf_are_refused(tmp_path):
    code, answer = told(tmp_path, b"%PDF-nothing")
    assert code == 1
    assert ("papers/nda.pdf", document_checks.SAID["unreadable"]) in wrong(answer)


def test_a_root_that_is_no_certificate_is_wrong_use(tmp_path):
    pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    code, answer = told(tmp_path, certified()[0], roots=[pem])
    assert code == 2
    assert "不是信任文件" in answer


def test_a_certificate_alone_is_checked_with_its_signatures(tmp_path):
    pdf, root = certified()
    bodies = [
        evidence.body("certificate.issued", 1, facts={"pdf": evidence.sha256(pdf).hexdigest()})
    ]
    (tmp_path / "crt.pdf").write_bytes(pdf)
    proof = evidence.proof([evidence.leaf(bodies[0])], 0, bodies[0])
    (tmp_path / "crt.tlog-proof").write_bytes(proof)
    (tmp_path / "trust.txt").write_text(evidence.trust_text(extra=root.decode()))
    given = [str(tmp_path / "crt.pdf"), "--trust", str(tmp_path / "trust.txt")]
    done = CliRunner().invoke(command, given)
    assert done.exit_code == 0
    assert "anchored: yes" in done.stdout
    assert "ok  pdf (1)" in done.stdout


def test_a_damaged_archive_and_an_unreadable_index_are_only_reported_once(tmp_path):
    (tmp_path / "d.zip").write_bytes(b"PK")
    done = CliRunner().invoke(command, [str(tmp_path / "d.zip")])
    assert done.exit_code == 1
    assert "压缩包已损坏" in done.stdout
    files = evidence.dossier()
    del files["papers/index.json"]
    evidence.write(files, tmp_path / "dossier")
    done = CliRunner().invoke(command, [str(tmp_path / "dossier")])
    assert "papers/index.json: 文件缺失" in done.stdout


def test_every_answer_has_its_chinese():
    assert {*document_checks.SAID.values(), document_checks.PAGES, document_checks.NO_ROOT} <= set(
        ZH
    )


def test_the_command_needs_no_settings_and_no_database(tmp_path):
    evidence.write(evidence.dossier(), tmp_path / "dossier")
    code = (
        "import sys; from shoumi.doors.cli.verify import command;"
        f"command(['{tmp_path}/dossier', '--json'], standalone_mode=False);"
        "assert 'django' not in sys.modules"
    )
    source = str(Path(shoumi.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env={"PYTHONPATH": source}
    )
    assert done.returncode == 0, done.stderr
    assert b'"anchored": "no"' in done.stdout


@pytest.mark.parametrize("given", [[], ["nothing"], ["a.txt"], [".", "--trust", "nothing"]])
def test_wrong_use_is_2(given):
    assert CliRunner().invoke(command, given).exit_code == 2
