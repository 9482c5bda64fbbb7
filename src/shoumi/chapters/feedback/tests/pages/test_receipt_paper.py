"""The receipt of a request is a paper that proves itself, here and where only the verifier is."""

from __future__ import annotations

import pytest

from shoumi.base.documents.models import Document
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.services import progress
from shoumi.chapters.feedback.tests.pages.test_portal import asks, sends, visitor
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.portal.tests.public import checked
from shoumi.doors.tests import carried_proofs

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def fetched(code):
    answer = visitor().post("/ask/receipt/paper", {"code": code}, secure=True)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def test_the_paper_is_proven_by_this_house_and_by_the_verifier_alone(house, tmp_path):
    shown, code = asks()
    assert "/ask/receipt/paper" in shown
    paper = fetched(code)
    assert "相符：和账本一致" in checked("DSR-0001.pdf", paper)
    assert carried_proofs.verdict_elsewhere(paper, tmp_path) == "proven"
    altered = paper.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert altered != paper
    assert carried_proofs.verdict(altered) == "broken"


def test_it_is_made_anew_only_where_the_request_stands_otherwise(house):
    _, code = asks()
    fetched(code)
    fetched(code)
    assert Document.objects.filter(kind="request_receipt").count() == 1
    clerk, request = house[people.SERVICE], Ref(Request.objects.get().ref)
    at = Request.objects.get().entered_at
    progress.assign(request=request, to=clerk, actor=clerk, at=at)
    progress.note(request=request, text="电话里核对", actor=clerk, at=at)
    fetched(code)
    assert Document.objects.filter(kind="request_receipt").count() == 2


def test_without_its_code_nobody_learns_whether_there_is_one(house):
    asks()
    assert "没有找到" in sends("/ask/receipt/paper", status=404, code="x" * 43)
