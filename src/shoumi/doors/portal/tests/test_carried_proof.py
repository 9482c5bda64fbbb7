"""A PDF that carries its proof is judged by itself: proven, broken, or of another house."""

from __future__ import annotations

import re

import pytest

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.documents.models import Document
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.dossier import proofs
from shoumi.base.vault import logkey
from shoumi.base.vault.errors import NoSigningKey
from shoumi.core.refs import Ref
from shoumi.core.verify.embedded_proof import update_of
from shoumi.core.verify.tests import small_pdf
from shoumi.doors.portal.tests.public import HAN, QUOTED, checked, text
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.visitors import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

PROVEN, BROKEN, UNDECIDED = "相符：和账本一致", "断在这里", "还不能判断"
ELSEWHERE = "没有改过，但不是本站出的"
SIGNED = "出具时相符，之后有人签署"


@pytest.fixture
def kept(house):
    """``kept(content)`` -> what the house stored it as."""

    def put(content, kind=Kind.DESTRUCTION_CERTIFICATE):
        given = {"kind": kind, "deal": house.deal, "actor": house.dpo, "at": clock.now()}
        return Ref(store.put(content, **given).ref)

    return put


def paper(name="teaser"):
    return make_pdf(name, {key: one for key, one in SAMPLES[name].items() if key != "signers"})


def test_a_paper_that_left_is_proven_here_by_that_one_file(kept):
    issued = proofs.issued(kept(paper())).content
    assert PROVEN in checked("DR-001.pdf", issued)
    assert issued.startswith(paper())


def test_it_is_still_proven_where_the_house_has_it_on_record_no_more(kept):
    """Its proof is the one inside it: none is made for it."""
    issued = proofs.issued(kept(paper())).content
    Document.objects.all().delete()
    assert PROVEN in checked("DR-001.pdf", issued)


def test_it_is_proven_elsewhere_with_nothing_but_the_verifier(kept, tmp_path):
    assert (
        carried_proofs.verdict_elsewhere(proofs.issued(kept(paper())).content, tmp_path) == "proven"
    )


@pytest.mark.parametrize("kind", [Kind.PIPIA_REPORT, Kind.NOTICE, Kind.EVIDENCE, Kind.NDA])
def test_whatever_paper_the_house_hands_out_carries_its_proof(kept, kind):
    assert carried_proofs.verdict(proofs.issued(kept(paper("room_l1"), kind)).content) == "proven"


def test_one_changed_byte_is_told_as_broken(kept):
    issued = bytearray(proofs.issued(kept(paper())).content)
    issued[2000] ^= 1
    assert BROKEN in checked("DR-001.pdf", bytes(issued))
    assert BROKEN in checked("DR-001.pdf", proofs.issued(kept(paper("room_l1"))).content + b"more")


def test_the_proof_of_another_paper_is_told_as_broken(kept):
    proof = carried_proofs.parted(proofs.issued(kept(paper())).content).proof
    grafted = paper("room_l1") + update_of(paper("room_l1"), proof)
    told = checked("DR-001.pdf", grafted)
    assert BROKEN in told
    assert "账本中没有此文件的摘要" in told


def test_a_paper_of_another_house_is_not_called_false_and_not_proven(house):
    told = checked("DR-001.pdf", small_pdf.proven())
    assert ELSEWHERE in told
    assert PROVEN not in told
    assert BROKEN not in told
    assert "向出具方要信任文件" in told


def test_one_of_another_house_that_was_changed_is_broken(house):
    assert BROKEN in checked("DR-001.pdf", small_pdf.proven().replace(b"0 0 9 9", b"0 0 8 8"))


def test_without_any_proof_it_cannot_be_decided_yet(house):
    told = checked("DR-001.pdf", paper())
    assert UNDECIDED in told
    assert BROKEN not in told


def test_what_is_said_of_another_house_is_complete_in_english(house):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("DR-001.pdf", small_pdf.proven())
    told = text(Visitor("en").post("/check", {"document": upload}))
    assert "Unchanged, but not of this house" in told
    assert not HAN.findall(QUOTED.sub("", told))
    assert not re.search("shoumi verify|pdfsig", told)


def test_a_paper_that_waits_for_a_signature_leaves_as_it_lies_here(kept):
    waiting = make_pdf("nda", SAMPLES["nda"])
    assert proofs.issued(kept(waiting, Kind.NDA)).content == waiting


def test_a_head_that_cannot_be_signed_holds_no_paper_back(kept, monkeypatch):
    ref = kept(paper())

    def refused(positions):
        raise NoSigningKey(name="log")

    monkeypatch.setattr(logkey, "proved", refused)
    left = proofs.issued(ref)
    assert (left.content, type(left.refused)) == (paper(), NoSigningKey)


def test_the_stored_paper_stays_as_it_was(kept):
    ref = kept(paper())
    proofs.issued(ref)
    assert store.get(ref) == paper()
