"""The list of people and due dates, before the day and from it on; in pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock, registry
from shoumi.base.pages import tables
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.queries import standings
from shoumi.chapters.learning.rules import qualification
from shoumi.chapters.learning.services import bank, courses, starters
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
LIST = "/courses/people"


@pytest.fixture
def begins(house):
    """Ten days from now a certificate is asked for of protection officers alone."""
    at = clock.now()
    policy = Ref(next(one.ref for one in registry.register_versions() if one.in_force_at))
    made = starters.take(
        name="a-law-and-policy",
        policy=policy,
        roles=[Role.DPO],
        actor=house[people.PERSONNEL],
        at=at,
    )
    batch = Ref(Question.objects.get(pk=1).batch)
    bank.check(batch=batch, actor=house.dpo, at=at)
    begins = at + timedelta(days=10)
    courses.publish(course=Ref(made.ref), begins_at=begins, actor=house.dpo, at=at)
    return begins


def sees(house, path=LIST, lang="zh"):
    answer = signed_in(house[people.PERSONNEL], lang=lang).get(path, secure=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def lacking(lead):
    return int(re.search(r"其中 (\d+) 人|到时 (\d+) 人", lead)[0].split()[1])


def test_before_the_day_everybody_is_let_through_as_stated(house, begins):
    shown = sees(house)
    assert f"{day_in_china(begins):%m-%d}" in shown
    assert "起要求证书" in shown
    assert "按声明</span>" in shown
    assert "不可以" not in shown
    assert "as stated" in sees(house, lang="en")


def test_before_the_day_it_says_what_each_will_lack_then(house, begins):
    """Of the officer a certificate; the others, for whom there is no course, that."""
    shown = sees(house)
    assert "没有有效的证书" in shown or "证书" in shown
    assert lacking(shown) == len(standings.staff(clock.now()))


def test_from_the_day_who_lacks_something_may_not(house, begins):
    with time_machine.travel(begins + timedelta(minutes=1), tick=True):
        shown = sees(house)
        assert "按声明</span>" not in shown
        assert "不可以" in shown
        assert lacking(shown) == len(standings.staff(clock.now()))


def test_a_page_holds_so_many_and_the_next_goes_on(house, begins, monkeypatch):
    monkeypatch.setattr(tables, "PAGE", 4)
    wanted = {one.name for one in standings.staff(clock.now())}
    assert len(wanted) > 8
    seen, path = [], LIST
    while path:
        assert len(seen) <= len(wanted), "it never ends"
        shown = sees(house, path)
        rows = re.findall(r'data-label="姓名"[^>]*><span>([^<]+)', shown)
        assert len(rows) <= 4
        seen += rows
        # Files of the list, which begin where this page does, are offered beside the next page.
        links = set(re.findall(r'href="\?[^"]*after=([^"&]+)', shown))
        following = links - {path.partition("after=")[2]}
        path = f"{LIST}?after={following.pop()}" if following else ""
    assert sorted(seen) == sorted(wanted)


def test_a_page_judges_whom_it_shows_and_nobody_else(house, begins, monkeypatch):
    monkeypatch.setattr(tables, "PAGE", 4)
    judged = []
    judge = qualification.judge
    monkeypatch.setattr(qualification, "judge", lambda *told: judged.append(told) or judge(*told))
    sees(house)
    assert len(judged) == 4


def test_a_person_who_is_nobody_begins_the_list(house, begins):
    assert "林示范" in sees(house, f"{LIST}?after=person-nobody")


def test_the_other_language_of_an_option_is_marked(house, begins):
    one = queries.askable(["LAW", "POLICY"])[0]
    shown = sees(house, f"/questions/{one.ref}")
    for _, words in one.options:
        assert re.search(rf'<span lang="en">{re.escape(words[:6])}', shown), words
