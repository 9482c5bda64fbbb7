"""Where no proof can be made of a paper it is said before the paper goes out, and the hand-over
record leaves like every paper of the house."""

from __future__ import annotations

import logging

import pytest

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.handover.models import Package
from shoumi.base.vault import logkey
from shoumi.base.vault.errors import NoSigningKey
from shoumi.doors.console.tests.test_handover_pages import handing, sealed
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.visitors import signed_in

__all__ = ["handing", "sealed"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def paper():
    return make_pdf("teaser", {k: v for k, v in SAMPLES["teaser"].items() if k != "signers"})


@pytest.fixture
def received(handing, sealed):
    """The package, with the record that its recipient signed."""
    house = handing.house
    given = {"kind": Kind.HANDOVER_RECORD, "deal": house.deal, "actor": house.buyer}
    kept = store.put(paper(), at=clock.now(), **given)
    Package.objects.filter(ref=sealed.ref).update(document=kept.ref)
    sealed.refresh_from_db()
    return sealed


def test_the_handover_record_leaves_with_its_proof_for_recipient_and_house(handing, received):
    for who in (handing.house.buyer, handing.house.dpo):
        visitor = signed_in(who)
        address = f"/handover/{received.ref}/record"
        assert address in visitor.get(f"/handover/{received.ref}").content.decode()
        answer = visitor.get(address)
        assert carried_proofs.verdict(answer.content) == "proven"
        assert carried_proofs.stored(answer.content) == paper()
        assert f'"{received.ref}.pdf"' in answer["Content-Disposition"]


def test_nobody_else_fetches_the_record_and_there_is_none_before_the_receipt(handing, received):
    seller = signed_in(handing.house[people.SELLER])
    assert seller.get(f"/handover/{received.ref}/record").status_code == 404
    Package.objects.filter(ref=received.ref).update(document="")
    buyer = signed_in(handing.house.buyer)
    assert buyer.get(f"/handover/{received.ref}/record").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_no_proof_can_be_made_is_said_before_the_paper_goes_out(
    handing, received, monkeypatch, caplog, lang
):
    def refused(positions):
        raise NoSigningKey(name="log")

    monkeypatch.setattr(logkey, "proved", refused)
    buyer = signed_in(handing.house.buyer, lang=lang)
    address = f"/handover/{received.ref}/record"
    with caplog.at_level(logging.WARNING, "shoumi.base.pages.paper_download"):
        page = buyer.get(address)
    words = {"zh": "这份文件现在没有证明", "en": "This paper has no proof now"}
    assert words[lang] in page.content.decode()
    assert f"{address}?without-proof=yes" in page.content.decode()
    assert received.document in caplog.text
    assert NoSigningKey.code in caplog.text
    answer = buyer.get(f"{address}?without-proof=yes")
    assert answer.content == paper()
    assert f'"{received.ref}.without-proof.pdf"' in answer["Content-Disposition"]
