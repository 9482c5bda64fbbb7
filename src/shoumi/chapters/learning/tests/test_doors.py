"""The same verbs by command; what waits in the inbox; what the doctor says."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.registry import Health
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.learning import health, inbox_items, queries
from shoumi.chapters.learning.commands import course, exam, question
from shoumi.chapters.learning.models import Course, Exam
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.services import bank
from shoumi.chapters.learning.tests.academy import written
from shoumi.chapters.learning.verbs.exams import LETTERS

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


@pytest.fixture
def now(academy):
    """Doors read the home's clock; here it is the academy's."""
    with time_machine.travel(academy.at, tick=False):
        yield


def shoumi(group, *words):
    answer = CliRunner().invoke(group, [*words, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_commands_read_sit_and_hand_in(academy, now, monkeypatch):
    believe(monkeypatch)
    made = academy.course()
    shoumi(course, "read", made.ref, "--as", academy.chen)
    begun = shoumi(exam, "start", made.ref, "--as", academy.chen)
    assert len(begun["paper"]) == 10
    paper = queries.paper_of(Exam.objects.get())
    letters = " ".join(LETTERS[one.order.index(0)] for one in paper)
    handed = shoumi(exam, "hand-in", begun["ref"], "--answers", letters, "--as", academy.chen)
    assert (handed["right"], handed["passed"], handed["paper"]) == (10, True, [])


def test_lists_tell_courses_people_and_figures(academy, now, tmp_path):
    academy.course()
    assert len(shoumi(course, "list")["courses"]) == 1
    lacks = {one["lack"] for one in shoumi(course, "people")["people"]}
    assert lacks == {"learning.no_course"}
    assert len(shoumi(question, "list")["questions"]) == 15
    to = tmp_path / "bank.gift"
    CliRunner().invoke(question, ["gift", str(to)], catch_exceptions=False)
    assert to.read_text("utf-8").count("::question-") == 15


def waiting(academy, person):
    return {one.page for one in inbox_items.items(asker(person, academy.at))}


def test_each_is_asked_for_what_is_theirs_to_do(academy):
    assert waiting(academy, academy.chen) == set()
    bank.add(questions=[written(Topic.LAW, 99)], actor=academy.hr, at=academy.at)
    assert waiting(academy, academy.legal) == {"questions"}
    assert waiting(academy, academy.hr) == set()
    academy.fill_bank()
    academy.draft()
    assert waiting(academy, academy.officer) == {"questions", "course"}
    academy.publish(Course.objects.get())
    assert waiting(academy, academy.chen) == {"course"}
    academy.certify(Course.objects.get())
    assert waiting(academy, academy.chen) == set()


def test_two_failures_wait_for_personnel_and_a_session_for_its_teacher(academy):
    made = academy.course()
    academy.read(made)
    for _ in range(2):
        academy.sit(made, right=0)
    assert "exam" in waiting(academy, academy.hr)
    session = academy.session(made)
    academy.attend(session)
    assert "class" in waiting(academy, academy.legal)
    academy.countersign(session)
    assert "class" not in waiting(academy, academy.legal)


def test_the_doctor_counts_who_is_kept_away(academy):
    assert list(health.findings()) == []
    academy.begun()
    with time_machine.travel(academy.at, tick=False):
        [found] = health.findings()
    assert found.state is Health.OK
    academy.go(days=400)
    with time_machine.travel(academy.at, tick=False):
        [found] = health.findings()
    assert (found.state, found.facts) == (Health.WARN, {"away": 6})
