"""Learning and conduct by page alone, at 390 px, in two languages.

``python -m tests.web.staff_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.

Two courses of the library are published and asked for an hour later.  Then customer service is kept
away from the customers and led to the course; lesson, examination and a session on site (whose code
changes on the wall by itself) bring the certificates, and the customers are there again.  A rule
book follows, with a case up to the settled appeal.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.web import home, told_journey
from tests.web.staff_words import WORDS
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, HEAD, LEGAL, PERSONNEL, SERVICE, SUPERVISOR
from tests.web.vendor_journey import PhoneTale

from shoumi.chapters.learning.rules import gift
from shoumi.core.calendar import CHINA

_RULES = "7 | 没有任务不打开客户资料 | WARNING"
_DRAWN_AGAIN_MS = 40_000


class StaffTale(PhoneTale):
    """``at`` is the story's time."""

    walk = "staff"

    def __init__(self, folder: Path, *given: Any) -> None:
        super().__init__(folder, *given)
        self.at = _story_time(folder)

    @property
    def words(self) -> Mapping[str, Any]:
        return WORDS[self.lang]

    def later(self, **by: int) -> None:
        """The story's clock moves on, by its page; the next half hour is typed as it is read."""
        reader = self.by(HEAD)
        self.at += timedelta(**by)
        reader.goes("/clock/do/move-clock")
        reader.fills({"to": self.typed()})
        reader.presses()
        assert not reader.refusal(), reader.refusal()

    def typed(self, **by: int) -> str:
        return f"{self.at + timedelta(**by):%Y-%m-%dT%H:%M}"


def go(tale: StaffTale) -> None:
    tale.later(hours=1)
    courses = _published(tale)
    answers = _bank(tale.by(PERSONNEL))
    tale.later(hours=2)
    _kept_away(tale, courses)
    for course in courses:
        _learns(tale, course, answers)
    _attends(tale, courses[0])
    _let_in(tale)
    _case(tale, courses[0])


def _published(tale: StaffTale) -> list[str]:
    reader = tale.by(PERSONNEL)
    reader.goes("/courses")
    reader.follows(reader.link("do/course-take"))
    starters = [
        one.get_attribute("value")
        for one in reader.page.locator("[name=starter] option").all()
        if one.get_attribute("value")
    ]
    courses = []
    for starter in starters:
        reader.goes("/courses/do/course-take")
        for box in reader.page.locator("[name=roles]").all():
            box.check()
        taken = tale.does(reader, "course-take", {"starter": starter, "policy": _FIRST})
        courses.append(tale.here(taken))
        tale.sees("taken-from-the-library", taken, "taken")
        tale.act(LEGAL, "/questions", "question-check", batch=_FIRST)
    tale.sees("questions-checked-by-another", tale.by(LEGAL), "checked")
    for course in courses:
        begins = tale.typed(hours=1)
        done = tale.act(DPO, course, "course-publish", begins_at=begins)
        tale.sees("published-by-another", done, "published")
    return courses


_FIRST = ""  # whatever choice is the first


def _bank(reader: Reader) -> Mapping[str, frozenset[str]]:
    """By the words of each question those of its right answers, from the file of the bank."""
    answer = reader.page.request.get(f"{reader.window.site}/questions/gift")
    assert answer.ok, answer.status
    found = {}
    for one in gift.read(answer.text()):
        for lang in (0, 1):
            found[_plain(one.stem[lang])] = frozenset(
                _plain(one.options[place][lang]) for place in one.right
            )
    return found


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _kept_away(tale: StaffTale, courses: list[str]) -> None:
    clerk = tale.by(SERVICE)
    clerk.goes("/customers")
    tale.sees("kept-away-without-a-certificate", clerk, "kept away")
    tale.sees("and-led-to-the-course", clerk, "lacks")
    led = clerk.page.locator("main a[href*='/courses/']").first.get_attribute("href")
    assert led in courses, led
    officer = tale.by(PERSONNEL)
    officer.goes("/courses/people")
    tale.sees("who-lacks-what", officer, "everybody")


def _learns(tale: StaffTale, course: str, answers: Mapping[str, frozenset[str]]) -> None:
    tale.sees("the-lesson-is-read", tale.act(SERVICE, course, "course-read"), "read")
    clerk = tale.act(SERVICE, course, "exam-start")
    for field in clerk.page.locator("main fieldset.field").all():
        asked = _plain(field.locator("legend").inner_text())
        right = next(found for stem, found in answers.items() if stem and stem in asked)
        for choice in field.locator("label.choice").all():
            if _plain(choice.inner_text()).partition(".")[2] in right:
                choice.locator("input").check()
    clerk.presses("main form button.btn-main[type=submit]")
    tale.sees("the-examination-is-passed", clerk, "passed")


def _attends(tale: StaffTale, course: str) -> None:
    """Two of them, as nobody countersigns the own name."""
    planned = tale.act(
        PERSONNEL,
        course,
        "class-plan",
        place="三号会议室",
        teacher=LEGAL,
        begins_at=tale.typed(),
        ends_at=tale.typed(hours=2),
    )
    room = tale.here(planned)
    tale.sees("a-session-is-planned", planned, "planned")
    teacher = tale.by(LEGAL)
    teacher.goes(f"{room}/code")
    tale.sees("the-code-on-the-wall", teacher, "wall")
    shown = teacher.page.locator("main p.mono")
    before = shown.inner_text()
    tale.later(minutes=5)
    teacher.page.wait_for_function(
        "before => document.querySelector('main p.mono').textContent !== before",
        arg=before,
        timeout=_DRAWN_AGAIN_MS,
    )
    code = shown.inner_text()
    late = tale.act(SERVICE, room, "class-sign-in", code=before, refused=tale.words["late"])
    tale.sees("an-old-code-is-refused", late, "late")
    signed = tale.act(SERVICE, room, "class-sign-in", code=code)
    tale.sees("the-code-is-sent-in-time", signed, "signed")
    countersigned = tale.act(LEGAL, room, "class-countersign")
    tale.sees("the-teacher-countersigns", countersigned, "countersigned")


def _let_in(tale: StaffTale) -> None:
    clerk = tale.by(SERVICE)
    clerk.goes("/my-courses")
    tale.sees("certified", clerk, "certified")
    clerk.goes("/customers")
    assert tale.words["kept away"] not in clerk.reads()
    tale.sees("let-in-again", clerk, "let in")


def _case(tale: StaffTale, course: str) -> None:
    drafted = tale.act(
        PERSONNEL,
        "/rule-books",
        "rulebook-draft",
        text="客户资料只为任务打开。",
        rules=_RULES,
        consulted=_FIRST,
        held=f"{tale.at - timedelta(days=3):%Y-%m-%d}",
        people=12,
        opinions="有人提出第七条太严，改为先提醒。",
    )
    book = tale.here(drafted)
    for name in (HEAD, LEGAL):
        tale.act(name, book, "rulebook-approve")
    tale.sees("a-rule-book-is-published", tale.act(HEAD, book, "rulebook-publish"), "book")
    tale.act(SERVICE, book, "rulebook-accept")
    tale.sees("and-acknowledged", tale.by(SERVICE), "accepted")
    tale.later(hours=1)
    opened = tale.act(
        DPO,
        "/staff-cases",
        "staffcase-open",
        person=PERSONNEL,
        account="没有任务打开了客户资料。",
        happened_at=tale.typed(),
        evidence=_entry_of(tale, course),
    )
    case = tale.here(opened)
    tale.sees("a-case-is-open", opened, "told")
    said = tale.act(PERSONNEL, case, "staffcase-reply", text="客户打来电话。")
    tale.sees("the-person-replies", said, "replied")
    decided = tale.act(
        HEAD,
        case,
        "staffcase-decide",
        rule="7",
        sanction=tale.words["sanction"],
        reasons="核实无任务。",
    )
    tale.sees("another-decides", decided, "decided")
    appealed = tale.act(PERSONNEL, case, "staffcase-appeal", text="请再看一次。")
    tale.sees("the-person-appeals", appealed, "appealed")
    settled = tale.act(SUPERVISOR, case, "staffcase-settle", reasons="有道理。")
    tale.sees("a-third-settles-the-appeal", settled, "settled")


def _entry_of(tale: StaffTale, course: str) -> str:
    """The entry by which personnel planned the session, as its page names it."""
    reader = tale.by(PERSONNEL)
    reader.goes(course)
    reader.follows("main a[href^='/classes/']")
    found = reader.page.locator("main dl a[href*='/evidence/']").first
    return (found.get_attribute("href") or "").rpartition("/")[2]


def _story_time(folder: Path) -> datetime:
    told = home.run(folder, sys.executable, "-m", "shoumi.doors.cli", "clock", "show", "--json")
    return datetime.fromisoformat(json.loads(told)["now"]).astimezone(CHINA).replace(second=0)


if __name__ == "__main__":
    sys.exit(told_journey.main("staff_journey", StaffTale, go))
