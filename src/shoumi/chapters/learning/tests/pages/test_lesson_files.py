"""Pictures in lessons and sheets of signatures, by page."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shoumi.base import clock
from shoumi.base.documents.models import Document
from shoumi.chapters.learning.file_models import LessonPicture, SignedSheet
from shoumi.chapters.learning.models import Attendance, Course, Session
from shoumi.chapters.learning.tests.pages.test_learning_pages import (
    does,
    moment,
    personnel,
    published,
    sees,
    taken,
)
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
__all__ = ["personnel", "published", "taken"]


def picture(kind="PNG", size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, comment=b"written by somebody")
    return out.getvalue()


def adds(person, content):
    file = SimpleUploadedFile("p", content)
    return signed_in(person).post("/courses/do/course-add-picture", {"file": file}, secure=True)


def drafted(person, policy, text_zh, status=303):
    given = {
        "title_zh": "图文课",
        "title_en": "With pictures",
        "text_zh": text_zh,
        "text_en": "words",
        "roles": ["CS"],
        "topics": ["LAW"],
        "questions": 5,
        "minutes": 10,
        "policy": policy,
    }
    return does(person, "/courses", "course-draft", status, **given)


def test_a_picture_is_drawn_anew_and_a_lesson_shows_it(house, personnel, taken):
    shown = adds(personnel, picture("JPEG")).content.decode()
    one = LessonPicture.objects.get()
    assert f"({one.ref})" in shown
    drafted(personnel, taken.policy, f"先看图：\n\n![两个人在核实来信]({one.ref})\n\n再做。")
    page = f"/courses/{Course.objects.order_by('-id')[0].ref}"
    lesson = sees(personnel, page)
    found = re.search(r'<img src="([^"]+)" alt="([^"]*)"', lesson)
    assert found.group(2) == "两个人在核实来信"
    answer = signed_in(personnel).get(found.group(1), secure=True)
    assert answer.headers["Content-Type"] == "image/png"
    assert b"written by somebody" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (40, 20)
    policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self';" in policy
    assert "data:" not in policy.split("img-src")[1].split(";")[0]


def test_no_lesson_shows_a_picture_from_elsewhere_or_without_words(house, personnel, taken):
    adds(personnel, picture())
    one = LessonPicture.objects.get()
    for text in ("![x](https://tracker.example/a.png)", "![x](picture-none)"):
        assert "没有" in drafted(personnel, taken.policy, text, 422)
    assert "说明" in drafted(personnel, taken.policy, f"![]({one.ref})", 422)
    assert "tracker" not in sees(personnel, f"/courses/{taken.ref}")


def test_what_is_no_picture_is_not_kept(house, personnel):
    for content in (b"GIF89a", b"<svg onload=alert(1)>", picture()[:60]):
        assert adds(personnel, content).status_code == 422
    assert not LessonPicture.objects.exists()


def test_a_picture_that_was_changed_is_shown_to_nobody(house, personnel, stranger):
    """Who waits for a first role learns too; a side of a deal does not."""
    adds(personnel, picture())
    adds(personnel, picture(size=(10, 10)))
    one, other = LessonPicture.objects.order_by("id")
    path = f"/lesson-pictures/{one.ref}"
    assert signed_in(house.buyer).get(path, secure=True).status_code in (403, 404)
    assert signed_in(stranger).get(path, secure=True).status_code == 200
    assert signed_in(personnel).get(path, secure=True).status_code == 200
    LessonPicture.objects.filter(ref=one.ref).update(document=other.document)
    assert signed_in(personnel).get(path, secure=True).status_code == 409


def test_the_teacher_enters_the_sheet_and_others_do_not_fetch_it(house, personnel, published):
    now, clerk = clock.now(), house[people.SERVICE]
    begins, ends = now + timedelta(minutes=1), now + timedelta(hours=1)
    does(
        personnel,
        f"/courses/{published.ref}",
        "class-plan",
        place="三号会议室",
        teacher=house.legal,
        begins_at=moment(begins),
        ends_at=moment(ends),
    )
    room = f"/classes/{Session.objects.get().ref}"
    assert "class-enter-sheet" not in sees(house.legal, room)
    with time_machine.travel(now + timedelta(hours=2), tick=True):
        assert "class-enter-sheet" in sees(house.legal, room)
        assert "class-enter-sheet" not in sees(personnel, room)
        sheet = SimpleUploadedFile("s.png", picture())
        does(house.legal, room, "class-enter-sheet", persons=[str(clerk)], sheet=sheet)
        one = SignedSheet.objects.get()
        path = f"{room}/sheets/{one.ref}"
        assert path in sees(house.legal, room)
        fetched = signed_in(house.legal).get(path, secure=True)
        assert fetched.content == picture()
        assert "attachment" in fetched.headers["Content-Disposition"]
        assert signed_in(clerk).get(path, secure=True).status_code == 404
        assert path not in sees(clerk, room)
        assert "class-confirm" in sees(clerk, room)
        does(clerk, room, "class-confirm")
        assert "class-confirm" not in sees(clerk, room)
    assert Attendance.objects.get().person == clerk
    assert Document.objects.get(ref=one.document).kind == "evidence"
