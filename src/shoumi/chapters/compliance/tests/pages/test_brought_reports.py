"""A report that is signed elsewhere is the house's own, with a signature added, or is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.base.documents.signed_documents import people_sign
from shoumi.base.documents.tests.paper_text import text_of
from shoumi.chapters.compliance.documents.content import content
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State
from shoumi.chapters.compliance.tests.pages.test_assessments import begin, do, page, ready
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import agreement_paper
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def to_sign(house, one):
    return signed_in(house.legal).get(f"/assessments/{one.ref}/report")


def signed(house, pdf, field="approver"):
    return people_sign(pdf, house.legal, "周模拟", "影响评估", field, clock.now())


def brings(house, one, pdf):
    paper = SimpleUploadedFile("report.pdf", pdf, "application/pdf")
    return do(one, "assessment-approve", house.legal, paper=paper)


def altered(pdf):
    """With a further revision of another content, as an editor of PDFs leaves it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    leaf = writer.root["/Pages"]["/Kids"][0]
    leaf["/Rotate"] = generic.NumberObject(180)
    writer.update_container(leaf)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_houses_own_report_is_signed_elsewhere_and_kept_as_it_is(house):
    one = ready(house)
    assert "待签的报告" in page(one, house.legal)
    assert "待签的报告" not in page(one, house.dpo)
    mine = signed(house, to_sign(house, one).content)
    assert brings(house, one, mine).status_code == 303
    one.refresh_from_db()
    assert store.get(Ref(one.document)) == mine
    paper = "".join(text_of(mine).split())
    told = ["".join(text.split()) for text in content(one, "zh", one.approved_at).strings()]
    assert [text for text in told if text not in paper] == []


@pytest.mark.parametrize("what", ["another paper", "not signed", "altered", "altered before"])
def test_another_paper_one_without_signature_and_one_that_was_altered_are_refused(house, what):
    one = ready(house)
    made = to_sign(house, one).content
    pdf = {
        "another paper": lambda: signed(house, agreement_paper(), None),
        "not signed": lambda: made,
        "altered": lambda: altered(signed(house, made)),
        "altered before": lambda: signed(house, altered(made)),
    }[what]()
    answer = brings(house, one, pdf)
    assert answer.status_code == 422
    assert "附上的不是本处今天制作的这份报告加上签名" in answer.content.decode()
    one.refresh_from_db()
    assert (one.state, one.document) == (State.DRAFT, "")


def test_a_report_of_what_was_written_before_is_refused(house):
    one = ready(house)
    mine = signed(house, to_sign(house, one).content)
    do(one, "assessment-passage", house.dpo, part="conclusion", text="不可以进行。")
    assert brings(house, one, mine).status_code == 422


def test_who_could_not_approve_it_now_gets_no_report_to_sign(house):
    begin(house)
    one = Assessment.objects.get()
    assert to_sign(house, one).status_code == 404
    one = Assessment.objects.get()
    assert signed_in(house.dpo).get(f"/assessments/{one.ref}/report").status_code == 404
