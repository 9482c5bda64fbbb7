"""A vendor takes the questionnaire as a workbook from its page, and brings it back there."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.pages.list_files import TYPES, XLSX
from shoumi.chapters.vendors.models import Review, Vendor
from shoumi.chapters.vendors.rules import questions, workbook
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.tests.pages.test_vendors import answers, posts, text
from shoumi.chapters.vendors.tests.workbooks import entered, filled
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
FIRST = questions.current().questions[0].code
OUT, BACK = "/vendor/workbook", "/vendor/workbook/answers"


def brings(token, content, **given):
    file = SimpleUploadedFile("张虚构的问卷.xlsx", content, TYPES[XLSX])
    return posts(BACK, token=token, workbook=file, **given)


def test_a_workbook_goes_out_and_comes_back_by_the_vendors_page(house):
    vendor = Ref(Vendor.objects.get(number=1).ref)
    actor = house[people.PURCHASING]
    review, token = reviews.ask(vendor=vendor, actor=actor, at=clock.now())
    form = text(posts("/vendor", token=token))
    assert "下载 Excel 问卷" in form
    out = posts(OUT, token=f" {token} ")
    assert out["Content-Type"] == TYPES[XLSX]
    assert out["Content-Disposition"] == 'attachment; filename="vendor-questionnaire.xlsx"'
    assert out["Referrer-Policy"] == "no-referrer"
    content = out.content

    before = Review.objects.get(ref=review.ref).answers
    half = filled(content, entered(D5="否", E5="改过", D6="也许"))
    refused = brings(token, half)
    assert refused.status_code == 422
    assert f"{workbook.SHEET}!D6" in text(refused)
    assert "张虚构" not in text(refused)
    english = brings(token, half, lang="en")
    assert "Enter yes, partly, no or n/a." in text(english)
    assert Review.objects.get(ref=review.ref).answers == before, "all or nothing"
    assert posts(BACK, token=token).status_code == 422
    assert brings(token, b"x" * (2**20 + 1)).status_code == 422

    good = brings(token, filled(content, entered(D5="部分", E5="见附件")))
    assert good.status_code == 200
    count = len(questions.current().questions)
    assert f"工作簿里的 {count} 个回答已保存" in text(good), "the rest as it stood last time"
    assert ">见附件</textarea>" in text(good)
    found = Review.objects.get(ref=review.ref)
    assert found.answers[FIRST]["value"] == "partly"
    assert found.answered_at is None

    assert "已经交了" in text(posts("/vendor/answers", **answers(token), hand_in="1"))
    for answer in (posts(OUT, token=token), brings(token, content), posts(OUT, token="none")):
        assert answer.status_code == 404
        assert "这个链接不能用" in text(answer)
