"""A form of the house's own by page: brought, mapped cell by cell, and filled in by a vendor."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.pages.list_files import TYPES, XLSX
from shoumi.chapters.vendors.models import OwnForm, Review, Vendor
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.tests.pages.test_vendors import does, text
from shoumi.chapters.vendors.tests.pages.test_workbook import brings
from shoumi.chapters.vendors.tests.test_own_forms import ONE, THREE, TWO, at, filled, form
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MAPPED = {
    "answer": "c",
    "words": "E",
    "until": "F",
    "says_yes": "符合、√",
    "says_no": "不符合",
    f"cell_{ONE}": at("B4"),
    f"cell_{TWO}": at("B5"),
}


def sees(person, path, lang="zh"):
    answer = signed_in(person, lang=lang).get(path, secure=True)
    assert answer.status_code == 200
    return text(answer)


def test_a_form_is_brought_mapped_and_comes_back_filled_in(house):
    buyer = house[people.PURCHASING]
    assert "/vendor-forms" in sees(buyer, "/vendors")
    assert "对应到我们的题" in sees(buyer, "/vendor-forms")
    empty = SimpleUploadedFile("表.xlsx", form(), TYPES[XLSX])
    does(buyer, "/vendor-forms", "vendor-form-add", name="调查表", form=empty)
    page = f"/vendor-forms/{OwnForm.objects.get().ref}"
    assert "还没有对应题目" in sees(buyer, page)
    asked = sees(buyer, f"{page}/do/vendor-form-map", "en")
    own = re.search(rf'<select name="cell_{THREE}".*?</select>', asked, re.S)[0]
    assert re.search(rf'value="{at("B6")}"\s+selected', own), "what reads alike is chosen"

    does(buyer, page, "vendor-form-map", **MAPPED)
    made = OwnForm.objects.get(version=1)
    shown = sees(buyer, f"/vendor-forms/{made.ref}")
    assert at("B5") in shown
    assert "近三年有无行政处罚" in shown
    assert "表里没有，在网页上答" in shown
    assert "停用" in sees(buyer, page), "the version before is over"

    vendor = Ref(Vendor.objects.get(number=1).ref)
    review, token = reviews.ask(vendor=vendor, actor=buyer, at=clock.now())
    refused = brings(token, filled(C4="符合", C5="也许"))
    assert refused.status_code == 422
    assert at("C5") in text(refused)
    good = brings(token, filled(C4="√", E4="见附件", C5="不符合"))
    assert "工作簿里的 2 个回答已保存" in text(good)
    found = Review.objects.get(ref=review.ref)
    assert (found.answers[ONE]["value"], found.answers[TWO]["value"]) == ("yes", "no")
    assert found.answered_at is None, "an upload hands nothing in"


def test_a_mapping_that_cannot_be_is_refused_on_the_page(house):
    buyer = house[people.PURCHASING]
    empty = SimpleUploadedFile("表.xlsx", form(), TYPES[XLSX])
    does(buyer, "/vendor-forms", "vendor-form-add", name="调查表", form=empty)
    address = f"/vendor-forms/{OwnForm.objects.get().ref}/do/vendor-form-map"
    for change, words in (
        ({"answer": "3"}, "列不对"),
        ({f"cell_{TWO}": at("B4")}, f"{at('B4')}：同一格对应了两道题"),
        ({"says_no": "√"}, "“√”对应了两种回答"),
    ):
        answer = signed_in(buyer).post(address, {**MAPPED, **change}, secure=True)
        assert answer.status_code == 422
        assert words in text(answer)
    assert OwnForm.objects.count() == 1


def test_whoever_reads_no_vendors_sees_no_forms(house):
    finance = signed_in(house[people.FINANCE])
    assert finance.get("/vendor-forms", secure=True).status_code in (403, 404)
    assert "vendor-form-add" not in sees(house.legal, "/vendor-forms")
