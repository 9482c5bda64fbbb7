"""A PDF that carries its proof is proven by itself, and by nothing that was changed in it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from shoumi.core.verify import embedded_proof, single
from shoumi.core.verify.embedded_proof import CHANGED, MARK, NO_PROOF, NO_ROOM, parted, update_of
from shoumi.core.verify.report import Bad
from shoumi.core.verify.standalone import as_text, main, read_trust, verify
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import wrong
from shoumi.core.verify.tests.small_pdf import PACKET, pdf, proof_for, proven


@pytest.fixture
def seen(tmp_path, trust):
    """``seen(content)`` -> what the verifier says of a PDF that lies alone in a folder."""

    def verified(content, *, trusted=True):
        path = tmp_path / "alone" / "paper.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return verify(path, read_trust(trust) if trusted else None)

    return verified


def test_a_paper_that_carries_its_proof_is_proven_with_no_other_file(seen):
    report = seen(proven())
    assert (report.verdict, report.anchored) == ("proven", True)
    assert {row["check"] for row in report.checks} == {"proof", "document", "checkpoint"}


def test_without_a_trust_file_it_agrees_with_itself_and_says_that_it_is_not_anchored(seen):
    report = seen(proven(), trusted=False)
    assert (report.verdict, report.anchored) == ("proven", False)


def test_the_file_that_travels_alone_says_the_same(tmp_path, trust):
    (tmp_path / "verify.py").write_text(single.text(), "utf-8")
    (tmp_path / "paper.pdf").write_bytes(proven())
    command = [sys.executable, "-I", "verify.py", "paper.pdf", "--json"]
    done = subprocess.run(
        [*command, "--trust", str(trust)], capture_output=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "proven"


def test_a_paper_without_any_proof_is_not_yet_decidable(seen, tmp_path, capsys):
    report = seen(pdf())
    assert (report.verdict, report.ok, report.checks) == ("undecided", False, [])
    assert NO_PROOF in {row["detail"] for row in report.not_checked}
    assert "还不能判断 / not yet decidable" in as_text(report)
    assert main([str(tmp_path / "alone" / "paper.pdf")]) == 1
    assert "还不能判断" in capsys.readouterr().out


def test_every_changed_byte_is_noticed(seen):
    good = proven()
    for place in range(len(good)):
        changed = bytearray(good)
        changed[place] ^= 1 << place % 8
        assert seen(bytes(changed)).verdict != "proven", place


def test_a_byte_changed_before_the_proof_or_in_it_breaks_the_paper(seen):
    """Where the mark itself is gone there is no proof any more, which proves nothing either."""
    good, original = proven(), pdf()
    mark = good.rindex(MARK)
    for place in [*range(0, len(original), 7), *range(mark + len(MARK), len(good), 7)]:
        changed = bytearray(good)
        changed[place] ^= 4
        assert seen(bytes(changed)).verdict == "broken", place


@pytest.mark.parametrize("more", [b"\n", b"% a note\n", b"5 0 obj\n<<>>\nendobj\n"])
def test_what_is_added_behind_the_proof_breaks_the_paper(seen, more):
    assert wrong(seen(proven() + more)) == [("paper.pdf", CHANGED)]


def test_the_proof_of_another_paper_breaks_it(seen):
    other = pdf(end=b"\n\n")
    report = seen(proven(proof=proof_for(other)))
    assert report.verdict == "broken"
    assert wrong(report) == [("paper.pdf", "no leaf holds the digest of this document")]


def test_the_update_of_another_paper_breaks_it(seen):
    other = pdf(PACKET.replace(b'about=""', b'about="x"'))
    assert seen(pdf() + update_of(other, proof_for(pdf()))).verdict == "broken"


def test_a_log_of_a_stranger_is_not_the_one_that_is_trusted(seen):
    report = seen(proven(proof=proof_for(pdf(), evidence.STRANGER)))
    assert (report.verdict, report.anchored) == ("broken", False)
    assert "the key is not the one you trust" in {detail for _, detail in wrong(report)}


def test_a_proof_beside_it_is_checked_besides(seen, tmp_path):
    content = proven()
    seen(content)
    beside = tmp_path / "alone" / "paper.tlog-proof"
    beside.write_bytes(proof_for(pdf()))
    assert seen(content).verdict == "proven"
    assert len(seen(content).checks) == 6
    beside.write_bytes(proof_for(b"another"))
    assert seen(content).verdict == "broken"
    beside.unlink()
    beside.mkdir()
    assert wrong(seen(content)) == [("paper.pdf", "not a readable regular file")]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r"])
def test_the_original_comes_back_byte_for_byte_however_it_ends(end):
    original = pdf(end=end)
    assert parted(original + update_of(original, b"a proof")) == (original, b"a proof")


def test_where_there_is_no_mark_there_is_no_proof():
    assert parted(pdf()) is None


def test_a_size_that_takes_in_the_proof_is_none():
    good = proven()
    size = b"<shoumi:bytes>%d<" % len(pdf())
    assert good.count(size) == 1
    with pytest.raises(Bad, match=CHANGED):
        parted(good.replace(size, b"<shoumi:bytes>%d<" % len(good)))


A_SCHEMA = b"<pdfaExtension:schemas><rdf:Bag></rdf:Bag></pdfaExtension:schemas>"


@pytest.mark.parametrize(
    "changed",
    [
        pdf()[:-30],
        pdf().replace(b"/Root", b"/Toor"),
        pdf().replace(b"/Size", b"/Eziz"),
        pdf().replace(b"/ID[(a)", b"/ID[(\\)"),
        pdf().replace(b"Root 1", b"Root 9"),
        pdf().replace(b"/Metadata 4", b"/Metadata 9"),
        pdf().replace(b"/Metadata 4 0 R", b""),
        pdf().replace(b"/Subtype/XML", b"/Filter/XML"),
        pdf().replace(b"stream\n<?xpacket", b"stream\n<!xpacket"),
        pdf().replace(b"/Length 2", b"/Length 1"),
        pdf().replace(b"/Length", b"/Htgnel"),
        pdf(PACKET.replace(b"rdf:RDF>", b"rdf:FDR>")),
        pdf(PACKET.replace(b"</rdf:RDF>", A_SCHEMA + A_SCHEMA + b"</rdf:RDF>")),
        pdf(PACKET.replace(b"<rdf:D", b"<pdfaid:part/><rdf:D")),
        proven(),
    ],
)
def test_a_paper_of_another_form_takes_no_proof(changed):
    with pytest.raises(Bad, match=NO_ROOM):
        update_of(changed, b"a proof")


def test_a_pdf_a_declares_the_schema_of_the_proof_beside_its_own():
    archived = PACKET.replace(b"</rdf:RDF>", A_SCHEMA + b"<pdfaid:part/></rdf:RDF>")
    update = update_of(pdf(archived), b"a proof")
    assert update.count(embedded_proof.NAMESPACE.encode()) == 2
    assert update.count(b"pdfaSchema:prefix>shoumi<") == 1
    assert b"pdfaSchema" not in update_of(pdf(), b"a proof")


def test_the_form_stays_as_it_was_made():
    """Papers that left carry it for ever."""
    packet = PACKET.replace(
        b"</rdf:RDF>",
        b'<rdf:Description rdf:about="" xmlns:shoumi="urn:x-shoumi:proof:1/">'
        b"<shoumi:bytes>651</shoumi:bytes><shoumi:tlogProof>YSBwcm9vZg==</shoumi:tlogProof>"
        b"</rdf:Description></rdf:RDF>",
    )
    assert update_of(pdf(), b"a proof") == (
        b"4 0 obj\n<<\n/Type /Metadata\n/Subtype /XML\n/Length %d\n>>\nstream\n" % len(packet)
        + packet
        + b"\nendstream\nendobj\nxref\n0 1\n0000000000 65535 f \n4 1\n0000000651 00000 n \n"
        b"trailer\n<<\n/Size 6\n/Root 1 0 R\n"
        b"/ID [ <61> <41d6d85a34f535e9c322a38a7c625efb> ]\n/Prev 479\n>>\nstartxref\n1121\n%%EOF\n"
    )
