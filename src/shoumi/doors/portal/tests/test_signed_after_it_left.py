"""A paper of ours that somebody signed after it was fetched: proven as it left, and no more."""

from __future__ import annotations

from io import BytesIO

import pytest
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from shoumi.base.documents import pades
from shoumi.base.documents.signature_fields import open_writer
from shoumi.base.documents.tests.signed_sample import LATER, person
from shoumi.base.dossier import proofs
from shoumi.core.verify.tests import small_pdf
from shoumi.doors.portal.tests.public import checked
from shoumi.doors.portal.tests.test_carried_proof import (
    BROKEN,
    PROVEN,
    SIGNED,
    UNDECIDED,
    kept,
    paper,
)
from shoumi.doors.tests import carried_proofs

__all__ = ["kept"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SIGNER = "钱虚乙"


def signed(pdf, name=SIGNER):
    writer = open_writer(pdf)
    append_signature_field(writer, SigFieldSpec("on top", on_page=0))
    out = BytesIO()
    writer.write(out)
    return pades.sign(out.getvalue(), identity=person(name), reason="签署", at=LATER)


@pytest.fixture
def issued(kept):
    return proofs.issued(kept(paper())).content


def test_it_is_a_state_of_its_own_that_names_the_signer_and_judges_no_signature(issued):
    told = checked("DR-001.pdf", signed(issued))
    assert SIGNED in told
    assert f"DR-001.pdf、{SIGNER}" in told
    assert "那个签名和随它加上的内容，这里不判断" in told
    assert PROVEN not in told
    assert BROKEN not in told


def test_a_stand_alone_verifier_does_not_call_it_proven(issued, tmp_path):
    assert carried_proofs.verdict_elsewhere(signed(issued), tmp_path) == "undecided"


def test_one_changed_byte_of_what_was_issued_is_broken_under_any_signature(issued):
    changed = bytearray(signed(issued))
    changed[2000] ^= 1
    told = checked("DR-001.pdf", bytes(changed))
    assert BROKEN in told
    assert SIGNED not in told


@pytest.mark.parametrize(
    "added",
    [
        b"more",
        b"\n/ByteRange [0 10 20 30]\n%%EOF\n",
        b"\n7 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n",
    ],
)
def test_whatever_else_is_added_is_broken(issued, added):
    told = checked("DR-001.pdf", issued + added)
    assert BROKEN in told
    assert SIGNED not in told


def test_what_is_added_behind_such_a_signature_is_broken(issued):
    assert BROKEN in checked("DR-001.pdf", signed(issued) + b"\n% more\n")


def test_the_signed_paper_of_another_house_is_not_said_to_be_of_this_one(house):
    later = signed(small_pdf.proven())
    told = checked("DR-001.pdf", later)
    assert SIGNED not in told
    assert PROVEN not in told
    assert UNDECIDED in told
