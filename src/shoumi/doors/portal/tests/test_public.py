"""What anybody may open: the first page, the rules, the checking of papers."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.doors.portal import document_check
from shoumi.doors.portal.tests.public import HAN, QUOTED, checked, packed
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.mark.parametrize("address", ["/", "/rules", "/check", "/notice"])
def test_a_public_page_is_complete_in_both_languages(house, address):
    assert HAN.search(Visitor().get(address).content.decode())
    english = Visitor("en").get(address)
    assert english.status_code == 200
    text = english.content.decode()
    assert not HAN.findall(QUOTED.sub("", text))
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_the_first_address_is_today_for_the_house_and_the_doors_for_strangers(house):
    assert "完全成立" in signed_in(house.dpo).get("/").content.decode()
    text = Visitor().get("/").content.decode()
    assert all(f'href="{door}"' in text for door in ("/notice", "/check", "/rules", "/sign-in"))


def test_a_side_of_a_deal_is_led_from_the_first_address_to_its_deals(house):
    buyer = signed_in(house.buyer)
    led = buyer.get("/")
    assert (led.status_code, led.headers["Location"]) == (302, "/deals")
    text = buyer.get("/deals").content.decode()
    assert "客户的信任不转让" not in text
    assert 'href="/rooms"' in text


def test_the_rules_show_the_register_in_force(house):
    text = Visitor().get("/rules").content.decode()
    assert "第 1 版" in text
    assert text.count("<tr>") > 10


def test_a_paper_without_its_proof_cannot_be_decided_yet(house):
    text = checked("receipt.jsonld", b"{}")
    assert "还不能判断" in text
    assert "不符" not in text


def test_a_paper_of_this_house_is_proven_by_itself_and_an_altered_one_is_not_called_false(house):
    """Its proof is a second file, which whoever got the paper alone does not have."""
    made = b"%PDF-1.7 made up"
    store.put(
        made,
        kind=Kind.DESTRUCTION_CERTIFICATE,
        deal=house.deal,
        actor=house.dpo,
        at=clock.now(),
    )
    text = checked("DR-001.pdf", made)
    assert "相符：和账本一致" in text
    altered = checked("DR-001.pdf", made + b" ")
    assert "还不能判断" in altered
    assert "没有证明文件" in altered
    assert "断在这里" not in altered
    for told in (text, altered):
        assert not re.search("shoumi verify|pdfsig|openssl", told)


def test_what_people_brought_is_nobodys_to_ask_about(house):
    theirs = b"%PDF-1.7 a licence"
    given = {"kind": Kind.EVIDENCE, "deal": house.deal, "actor": house.dpo}
    store.put(theirs, **given, at=clock.now())
    assert "还不能判断" in checked("licence.pdf", theirs)


def test_what_is_no_paper_is_said_to_be_none(house):
    assert "这不是回执、证明或卷宗" in checked("photo.png", b"x")
    assert "不符" in checked("dossier.zip", b"PK not one")
    assert "不符" in checked("dossier.zip", packed({"a.txt": b"x"}))


def test_what_is_too_large_is_not_looked_at(house, monkeypatch):
    monkeypatch.setattr(document_check, "MAX_UPLOAD", 1)
    files = {"a.jsonld": b"{}", "a.tlog-proof": b"x"}
    upload = SimpleUploadedFile("a.zip", packed(files))
    answer = Visitor().post("/check", {"document": upload})
    assert answer.status_code == 422
    assert "文件太大" in answer.content.decode()
