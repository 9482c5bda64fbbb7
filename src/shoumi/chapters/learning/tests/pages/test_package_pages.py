"""A package on its pages: what its frame may do, and who opens its files."""

from __future__ import annotations

import hashlib
import html
import re
from importlib import resources
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.package_models import LessonPackage, PackageProgress
from shoumi.chapters.learning.tests.pages.test_learning_pages import (
    personnel,
    published,
    sees,
    taken,
)
from shoumi.chapters.learning.tests.pages.test_lesson_files import drafted
from shoumi.chapters.learning.tests.scorm_packages import package, zipped
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
__all__ = ["personnel", "published", "taken"]


def adds(person, page, content, status=303):
    file = SimpleUploadedFile("p.zip", content)
    answer = signed_in(person).post(f"{page}/do/course-add-package", {"file": file}, secure=True)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


@pytest.fixture
def course(house, personnel, taken):
    """A draft with a package, which personnel and who may publish it look at."""
    drafted(personnel, taken.policy, "课文")
    page = f"/courses/{Course.objects.order_by('-id')[0].ref}"
    adds(personnel, page, package("2004"))
    return page


def frame(person, page):
    """Address of the frame, and the answer of the page around it."""
    answer = signed_in(person).get(f"{page}/package/1", secure=True)
    assert answer.status_code == 200
    src = re.search(r'<iframe[^>]*\sdata-src="([^"]+)"', answer.content.decode())
    return html.unescape(src.group(1)), answer


def test_the_frame_has_an_origin_of_nobody_and_reaches_its_own_files_alone(personnel, course):
    src, around = frame(personnel, course)
    assert 'sandbox="allow-scripts allow-forms allow-modals"' in around.content.decode()
    below = src.removesuffix("part0.html")
    framed = around.headers["Content-Security-Policy"].rpartition("; frame-src ")[2]
    assert urlsplit(framed).path == below
    assert around.headers["X-Frame-Options"] == "DENY"
    answer = Client().get(src, secure=True)
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["sandbox"] == "allow-scripts allow-forms allow-modals"
    assert policy["default-src"] == "'none'"
    reached = {word for told in policy.values() for word in told.split() if "//" in word}
    assert {urlsplit(word).path for word in reached} == {below}
    assert "X-Frame-Options" not in answer.headers
    content = answer.content
    assert content.index(b".shoumi/start.js") < content.index(b"<title>")


def test_the_part_finds_its_run_time_and_no_name(personnel, course):
    src, _ = frame(personnel, course)
    below = src.removesuffix("part0.html")
    start = Client().get(f"{below}.shoumi/start.js", secure=True).content.decode()
    assert '"edition": "2004"' in start
    assert '"state": {}' in start
    runtime = Client().get(f"{below}.shoumi/runtime.js", secure=True)
    assert runtime.content.startswith(b"this.Scorm2004API=")
    assert runtime.headers["Content-Type"].startswith("text/javascript")


def test_the_run_time_is_as_it_was_fetched():
    folder = resources.files("shoumi.chapters.learning") / "data" / "scorm"
    pinned = [line.split() for line in (folder / "runtime.sha256").read_text("utf-8").splitlines()]
    assert len(pinned) == 3
    for digest, name in pinned:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_an_address_that_nobody_was_given_opens_no_file(personnel, course):
    src, _ = frame(personnel, course)
    for other in (
        src.replace("part0", "none"),
        src[:20] + "x" + src[21:],
        "/lesson-files/x/a.html",
    ):
        assert Client().get(other, secure=True).status_code == 404
    assert Client().get(f"{course}/package/1", secure=True).status_code == 302


def test_what_a_part_says_of_a_draft_is_not_kept(personnel, course):
    given = {"state": '{"status": "completed"}'}
    answer = signed_in(personnel).post(f"{course}/package/1", given, secure=True)
    assert answer.json() == {"complete": False}
    assert not PackageProgress.objects.exists()
    assert "course-publish" in sees(personnel, course) or LessonPackage.objects.exists()


def test_a_package_that_cannot_be_used_is_refused_with_its_reason(personnel, course):
    said = adds(personnel, course, zipped({"a": b""}), 422)
    assert "imsmanifest.xml" in said
    assert LessonPackage.objects.count() == 1


def test_a_course_without_a_package_has_no_such_page(personnel, published):
    page = f"/courses/{published.ref}/package/1"
    assert signed_in(personnel).get(page, secure=True).status_code == 404
