"""A certificate is a paper that proves itself, for its holder and those who keep courses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.documents.models import Document
from shoumi.base.documents.tests.paper_text import text_of
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.file_models import CertificatePaper
from shoumi.chapters.learning.models import Attendance, Certificate, Question
from shoumi.chapters.learning.services import exams, lessons, sessions
from shoumi.chapters.learning.tests.pages.test_learning_pages import (
    personnel,
    published,
    sees,
    taken,
)
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.portal.tests.public import checked
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

__all__ = ["personnel", "published", "taken"]


def right_answers(exam):
    keys = {one.ref: one.right for one in Question.objects.all()}
    asked = queries.paper_of(exam)
    return {one.ref: [one.order.index(place) for place in keys[one.ref]] for one in asked}


def certify(house, course, person):
    """Everything that a certificate takes, by services."""
    at, of = clock.now(), Ref(course.ref)
    lessons.read_course(course=of, actor=person, at=at)
    exam = exams.start(course=of, actor=person, at=at)
    exams.hand_in(exam=Ref(exam.ref), answers=right_answers(exam), actor=person, at=at)
    until = at + timedelta(hours=1)
    held = sessions.plan(
        course=of,
        place="三号会议室",
        teacher=house.legal,
        begins_at=at,
        ends_at=until,
        actor=house[people.PERSONNEL],
        at=at,
    )
    code = sessions.code(session=Ref(held.ref), actor=house.legal, at=at)
    sessions.sign_in(session=Ref(held.ref), code=code, actor=person, at=at)
    sessions.countersign(session=Ref(held.ref), actor=house.legal, at=at)


@pytest.fixture
def certified(house, published):
    certify(house, published, house[people.SERVICE])


def address():
    return f"/certificates/{Certificate.objects.get().ref}/paper"


def fetched(person, status=200):
    answer = signed_in(person).get(address(), secure=True)
    assert answer.status_code == status, answer.content.decode()
    return answer


def test_it_names_its_holder_and_is_proven_here_and_by_the_verifier_alone(
    house, certified, tmp_path
):
    clerk = house[people.SERVICE]
    assert address() in sees(clerk, "/my-courses")
    answer = fetched(clerk)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="TC-00001.pdf"' in answer.headers["Content-Disposition"]
    told = text_of(answer.content)
    assert people.SERVICE in told
    assert "TC-00001" in told
    assert "相符：和账本一致" in checked("TC-00001.pdf", answer.content)
    assert carried_proofs.verdict_elsewhere(answer.content, tmp_path) == "proven"
    altered = answer.content.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert carried_proofs.verdict(altered) == "broken"


def test_it_is_made_once_and_personnel_fetches_the_same(house, certified):
    paper = carried_proofs.stored(fetched(house[people.SERVICE]).content)
    course = f"/courses/{Certificate.objects.get().course}"
    assert address() in sees(house[people.PERSONNEL], course)
    assert carried_proofs.stored(fetched(house[people.PERSONNEL]).content) == paper
    assert Document.objects.filter(kind="training_certificate").count() == 1


def test_who_asks_for_its_head_alone_has_nothing_made(house, certified):
    answer = signed_in(house[people.SERVICE]).head(address(), secure=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert not CertificatePaper.objects.exists()


def test_a_colleague_and_a_stranger_get_none_of_another(house, stranger, certified):
    colleague = house[people.CONSULTANT]
    fetched(colleague, 404)
    assert address() not in sees(colleague, f"/courses/{Certificate.objects.get().course}")
    assert signed_in(stranger).get(address(), secure=True).status_code in (403, 404)


def test_no_paper_is_made_of_rows_that_were_changed(house, certified):
    Attendance.objects.update(person=house[people.PERSONNEL])
    fetched(house[people.SERVICE], 409)
    assert not CertificatePaper.objects.exists()


def test_a_row_pointed_at_another_paper_hands_that_one_to_nobody(house, certified):
    clerk = house[people.SERVICE]
    fetched(clerk)
    other = Document.objects.exclude(kind="training_certificate").first()
    CertificatePaper.objects.update(document=other.ref)
    assert b"%PDF" in fetched(clerk).content
    assert CertificatePaper.objects.get().document != other.ref
