"""The page that compares departments: a figure, a table, and of few people nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.chapters.learning.pages import effects as page
from shoumi.chapters.learning.queries.effects import Occasion
from shoumi.chapters.learning.rules.effects import Effect, Side
from shoumi.chapters.learning.tests.pages.test_learning_pages import sees
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PATH = "/awareness/effect"
FOUND = [
    Effect("客服部", Side(7, 0.6), Side(6, 0.85), 1.0),
    Effect("财务部", None, None, None),
]


def test_before_anything_is_published_it_says_so(house):
    assert "还没有发布课程" in sees(house.dpo, PATH)
    assert "No course and no item" in sees(house.dpo, PATH, "en")


def test_departments_are_drawn_and_told_and_small_ones_are_not(house, monkeypatch):
    occasion = Occasion("item-1", ("钓鱼邮件", "Phishing"), clock.now() - timedelta(days=9))
    monkeypatch.setattr(page.effects, "occasions", lambda at: [occasion])
    monkeypatch.setattr(page.effects, "of", lambda one: FOUND)
    shown = sees(house.dpo, PATH)
    assert "答对从 60% 到 85%" in shown
    assert "人数不足，不显示" in shown
    assert "+25" in shown
    assert "财务部" in shown
    assert "too few to tell" in sees(house.dpo, PATH, "en")


def test_it_is_for_those_who_keep_courses(house):
    clerk = signed_in(house[people.SERVICE])
    assert clerk.get(PATH, secure=True).status_code in (403, 404)
    assert PATH not in sees(house[people.SERVICE], "/awareness")
    assert PATH in sees(house.dpo, "/awareness")
