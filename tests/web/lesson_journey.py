"""Lesson packages of both editions in Chromium, at 390 px: launched, suspended, resumed, completed.

``python -m tests.web.lesson_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.  On our origin the content policy has nothing to find all
along; at the end a package tries what it must not, and a pass that it forges grants nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame
from tests.web import told_journey
from tests.web.staff_journey import StaffTale
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, LEGAL, PERSONNEL, SERVICE

from shoumi.chapters.learning.rules.packages import Edition
from shoumi.chapters.learning.tests import scorm_packages

_FIRST = ""  # whatever choice is the first
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "zh": {
        "added": "课件已加",
        "owed": "还要做：学完课件",
        "resumed": "学到哪里会自己存",
        "complete": "这一部分学完了",
        "left": "读课文并签收",
        "read": "通过考试",
        "none": "还没有证书",
        "bad": "imsmanifest.xml",
    },
    "en": {
        "added": "It is in; another looks at it",
        "owed": "Left to do: work through the package",
        "resumed": "Where you are is kept by itself",
        "complete": "This part is complete",
        "left": "read the lesson and sign for it",
        "read": "pass the examination",
        "none": "No certificate yet",
        "bad": "imsmanifest.xml",
    },
}
# What a part of a package must not do, and what the browser answers where it may not.
_PROBES = {
    "reads the page around it": "() => { try { return String(window.top.document) } catch (e) "
    "{ return 'no' } }",
    "reads a cookie": "() => document.cookie || 'no'",
    "asks our pages": "() => fetch(new URL('/customers', location.href)).then(() => 'yes', "
    "() => 'no')",
    "asks somebody else": "() => fetch('https://elsewhere.example/').then(() => 'yes', () => 'no')",
    "leads the window away": "() => { try { window.top.location = '/people'; return 'yes' } "
    "catch (e) { return 'no' } }",
    "opens a window": "() => window.open('/people') ? 'yes' : 'no'",
}
_FORGED = """() => {
  const key = new URL(location.href).pathname.split('/')[2];
  const state = { status: 'passed', score: '100', certificate: 'yes', suspend_data: 'x' };
  window.top.postMessage({ shoumi: key, state }, '*');
}"""


class LessonTale(StaffTale):
    walk = "lesson"

    @property
    def words(self) -> Mapping[str, Any]:
        return _WORDS[self.lang]


def go(tale: LessonTale) -> None:
    tale.later(hours=1)
    for edition in Edition:
        course = _published(tale, edition)
        _worked_through(tale, course)
        _signed(tale, course)
    _no_certificate(tale)
    _cannot(tale)


def _published(tale: LessonTale, edition: Edition) -> str:
    personnel = tale.by(PERSONNEL)
    personnel.goes("/courses/do/course-take")
    for box in personnel.page.locator("[name=roles]").all():
        box.check()
    taken = tale.does(personnel, "course-take", {"starter": _FIRST, "policy": _FIRST})
    course = tale.here(taken)
    with tempfile.TemporaryDirectory() as place:
        bad, good = Path(place, "bad.zip"), Path(place, "good.zip")
        bad.write_bytes(scorm_packages.zipped({"x.html": b""}))
        good.write_bytes(scorm_packages.package(edition))
        refused = tale.act(
            PERSONNEL, course, "course-add-package", file=str(bad), refused=tale.words["bad"]
        )
        tale.sees(f"{edition}-refused-with-its-reason", refused, "bad")
        added = tale.act(PERSONNEL, course, "course-add-package", file=str(good))
        tale.sees(f"{edition}-added", added, "added")
    tale.act(LEGAL, "/questions", "question-check", batch=_FIRST)
    tale.act(DPO, course, "course-publish", begins_at=tale.typed(hours=2))
    return course


def _worked_through(tale: LessonTale, course: str) -> None:
    clerk = tale.by(SERVICE)
    clerk.goes(course)
    tale.sees("the-package-is-owed", clerk, "owed")
    assert not clerk.has(clerk.link("do/course-read")), "a lesson is signed before its package"
    _suspended_and_resumed(tale, clerk, f"{course}/package/1")
    _cut_off_and_resumed(tale, clerk, f"{course}/package/2")
    clerk.goes(f"{course}/package/3")
    clerk.page.wait_for_selector("[data-package-complete]:not([hidden])")
    tale.sees("what-reports-nothing-is-complete-once-opened", clerk, "complete")
    _leaves(clerk)
    tale.sees("the-package-is-worked-through", clerk, "left")


def _suspended_and_resumed(tale: LessonTale, clerk: Reader, part: str) -> None:
    """By the package's own words, and by the page's link out of it."""
    clerk.goes(part)
    inside = _inside(clerk)
    assert inside.inner_text("#entry") == "entry ab-initio 0", inside.inner_text("#entry")
    for _ in range(2):
        inside.click("#on")
    inside.click("#suspend")
    _leaves(clerk)
    clerk.goes(part)
    again = _inside(clerk)
    assert again.inner_text("#page") == "page 3", again.inner_text("#page")
    # Nothing of suspend_data is lost beyond the 4,096 signs of SCORM 1.2, and no name is told.
    assert again.inner_text("#entry") == "entry resume 9000", again.inner_text("#entry")
    tale.sees("suspended-and-resumed", clerk, "resumed")
    again.click("#complete")
    clerk.page.wait_for_selector("[data-package-complete]:not([hidden])")
    tale.sees("completed", clerk, "complete")
    _leaves(clerk)


def _cut_off_and_resumed(tale: LessonTale, clerk: Reader, part: str) -> None:
    """The page is gone in the middle, without a word of the package."""
    clerk.goes(part)
    with clerk.page.expect_response(lambda one: one.request.method == "POST"):
        _inside(clerk).click("#on")
    clerk.goes(part)
    again = _inside(clerk)
    assert again.inner_text("#page") == "page 2", again.inner_text("#page")
    tale.sees("cut-off-and-resumed", clerk, "resumed")
    again.click("#complete")
    clerk.page.wait_for_selector("[data-package-complete]:not([hidden])")
    _leaves(clerk)


def _inside(reader: Reader) -> Frame:
    frame = reader.page.wait_for_selector("iframe.package-frame").content_frame()
    assert frame is not None
    frame.wait_for_function("document.querySelector('#entry')?.textContent")
    return frame


def _leaves(reader: Reader) -> None:
    with reader.page.expect_navigation():
        reader.page.click("[data-package-leave]")


def _signed(tale: LessonTale, course: str) -> None:
    tale.sees("the-lesson-is-signed", tale.act(SERVICE, course, "course-read"), "read")


def _no_certificate(tale: LessonTale) -> None:
    """Both packages said ``passed``; the examination is on the server."""
    clerk = tale.by(SERVICE)
    clerk.goes("/my-courses")
    tale.sees("a-pass-of-a-package-is-no-certificate", clerk, "none")


def _cannot(tale: LessonTale) -> None:
    """Last: what the browser stops here it says aloud, which on our pages would be a fault."""
    clerk = tale.by(SERVICE)
    clerk.goes("/my-courses")
    clerk.follows("main a[href^='/courses/course-']")
    course = tale.here(clerk)
    assert clerk.faults() == []
    clerk.goes(f"{course}/package/1")
    inside = _inside(clerk)
    with clerk.page.expect_response(lambda one: one.request.method == "POST"):
        inside.evaluate(_FORGED)
    said = {what: inside.evaluate(probe) for what, probe in _PROBES.items()}
    assert set(said.values()) == {"no"}, said
    assert clerk.page.url.endswith("/package/1"), clerk.page.url
    clerk.window.said.clear()
    clerk.goes("/my-courses")
    tale.sees("a-forged-pass-grants-nothing", clerk, "none")


if __name__ == "__main__":
    sys.exit(told_journey.main("lesson_journey", LessonTale, go))
