"""A paper takes its proof along; for every reader of PDF files it stays the paper it was."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdfium2 import PdfDocument

from shoumi.base.documents import pades
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.proof_in_pdf import Parted, proof_of, with_proof
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.documents.tests.signed_sample import (
    AT,
    LATER,
    once,
    paper,
    person,
    root,
    twice,
)
from shoumi.base.documents.validation import validate

PROOF = "c2sp.org/tlog-proof@v1\nindex 7\n\na proof — 证明\n"


@cache
def without_signers(name):
    return make_pdf(name, {key: one for key, one in SAMPLES[name].items() if key != "signers"})


def roots():
    return [root()[1]]


@pytest.mark.parametrize("name", [*SAMPLES, "twice"])
def test_each_paper_comes_back_byte_for_byte_with_its_proof(name):
    original = twice() if name == "twice" else without_signers(name)
    carrying = with_proof(original, PROOF)
    assert carrying.startswith(original)
    assert carrying != original
    assert proof_of(carrying) == Parted(original, PROOF.encode())
    assert proof_of(original) is None


def test_pyhanko_s_own_policy_calls_the_paper_unchanged():
    reader = PdfFileReader(BytesIO(with_proof(twice(), PROOF)))
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root()[1])], moment=AT, allow_fetching=False
    )
    found = list(reader.embedded_signatures)
    assert len(found) == 2
    for embedded in found:
        status = validate_pdf_signature(embedded, context)
        assert status.bottom_line
        assert status.docmdp_ok
    assert status.modification_level == ModificationLevel.LTA_UPDATES


def test_our_own_check_calls_it_signed_and_unchanged():
    assert validate(with_proof(twice(), PROOF), roots()) == validate(twice(), roots())


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf + b"\n",
        lambda pdf: pdf.replace(b"<shoumi:bytes>", b"<shoumi:bytes>0"),
        lambda pdf: pdf[:-2],
        lambda pdf: pdf + pdf[len(twice()) :],
    ],
)
def test_whatever_else_is_appended_is_still_a_change_after_signing(change):
    carrying = with_proof(twice(), PROOF)
    assert not validate(change(carrying), roots()).ok
    assert proof_of(change(carrying)) is None


def test_a_page_that_is_changed_behind_the_proof_is_a_change_after_signing():
    writer = IncrementalPdfFileWriter(BytesIO(with_proof(twice(), PROOF)))
    writer.root["/Lang"] = writer.root["/Type"]
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert "receiving: modified_after_signing" in validate(out.getvalue(), roots()).problems


def test_a_paper_that_waits_for_a_signature_takes_none():
    for waiting in (paper(), once()):
        assert with_proof(waiting, PROOF) == waiting


def test_a_paper_takes_one_proof_and_no_second():
    carrying = with_proof(twice(), PROOF)
    assert with_proof(carrying, "another") == carrying


@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.7 made up"])
def test_what_is_no_pdf_stays_as_it_is(content):
    assert with_proof(content, PROOF) == content


def test_a_paper_of_another_program_stays_as_it_is():
    """Its table of objects is a stream, so the update would be one too."""
    out = BytesIO()
    copied = copy_into_new_writer(PdfFileReader(BytesIO(without_signers("teaser"))))
    copied.stream_xrefs = True
    copied.write(out)
    assert with_proof(out.getvalue(), PROOF) == out.getvalue()


def test_who_signs_a_downloaded_paper_once_more_signs_it_with_its_proof():
    writer = IncrementalPdfFileWriter(BytesIO(with_proof(twice(), PROOF)))
    append_signature_field(writer, SigFieldSpec("on top", on_page=0))
    out = BytesIO()
    writer.write(out)
    signed = pades.sign(out.getvalue(), identity=person("钱虚乙"), reason="签署", at=LATER)
    report = validate(signed, roots())
    assert report.problems == []
    assert [one.field for one in report.signatures] == ["disclosing", "receiving", "on top"]


def test_another_reader_sees_the_same_pages():
    def drawn(pdf):
        with PdfDocument(pdf) as document:
            return [page.render(scale=0.5).to_numpy().tobytes() for page in document]

    assert drawn(with_proof(twice(), PROOF)) == drawn(twice())
