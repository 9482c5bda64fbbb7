"""Departments before and after: right by an independent count, and of fewer than five nothing."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.chapters.learning.commands import awareness
from shoumi.chapters.learning.queries import effects as found_effects
from shoumi.chapters.learning.rules import effects
from shoumi.chapters.learning.rules.effects import LEAST_PEOPLE, Marked
from shoumi.chapters.learning.services import enrolments
from shoumi.chapters.learning.staff_models import Placement
from shoumi.core.terms import Role

SINCE = datetime(2026, 10, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def told(number):
    """Departments of one to nine people, examinations on both sides and far away."""
    chance = random.Random(number)
    departments = {
        f"d{at}-p{one}": f"部门{at}" for at in range(6) for one in range(chance.randint(1, 9))
    }
    marked = [
        Marked(person, SINCE + chance.randint(-400, 400) * DAY, chance.randint(0, 10), 10)
        for person in departments
        for _ in range(chance.randint(0, 4))
    ]
    return departments, marked, {one for one in departments if chance.random() < 0.5}


def counted(departments, marked, readers):
    """The same by another way: fractions, person by person."""
    found = {}
    for name in sorted(set(departments.values())):
        own = [person for person, where in departments.items() if where == name]
        sides = []
        for is_after in (False, True):
            shares = []
            for person in own:
                exams = [
                    one
                    for one in marked
                    if one.person == person
                    and (one.at >= SINCE) is is_after
                    and -365 * DAY <= one.at - SINCE <= 365 * DAY
                ]
                if exams:
                    right = sum(one.right for one in exams)
                    shares.append(Fraction(right, sum(one.asked for one in exams)))
            sides.append(shares)
        enough = all(len(shares) >= 5 for shares in sides)
        read = len(readers & set(own)) / len(own) if len(own) >= 5 else None
        found[name] = ([sum(one) / len(one) for one in sides] if enough else None, read)
    return found


def test_shares_are_those_of_a_count_by_hand():
    shown = 0
    for number in range(60):
        departments, marked, readers = told(number)
        wanted = counted(departments, marked, readers)
        for one in effects.by_department(marked, departments, SINCE, readers):
            sides, read = wanted[one.department]
            assert one.is_told == (sides is not None)
            assert (one.read is None) == (read is None)
            if read is not None:
                assert one.read == pytest.approx(read, abs=1e-9)
            if sides:
                shown += 1
                assert one.before.share == pytest.approx(float(sides[0]), abs=1e-9)
                assert one.after.share == pytest.approx(float(sides[1]), abs=1e-9)
    assert shown > 20


def test_of_fewer_than_five_nothing_is_told_and_nothing_follows_from_the_whole():
    departments = {f"a{at}": "大" for at in range(5)} | {f"b{at}": "小" for at in range(4)}
    marked = [Marked(one, SINCE + days * DAY, 5, 10) for one in departments for days in (-9, 9)]
    big, small = effects.by_department(marked, departments, SINCE, set(departments))
    assert (big.department, big.before.people, big.read) == ("大", 5, 1.0)
    assert (small.before, small.after, small.change, small.read) == (None, None, None, None)
    before, after = effects.of_the_house([big, small])
    assert (before.people, after.people) == (5, 5)
    assert effects.of_the_house([small]) is None


def test_one_side_with_too_few_hides_the_other():
    departments = {f"a{at}": "大" for at in range(9)}
    marked = [Marked(f"a{at}", SINCE - DAY, 5, 10) for at in range(9)]
    marked += [Marked(f"a{at}", SINCE + DAY, 9, 10) for at in range(LEAST_PEOPLE - 1)]
    [one] = effects.by_department(marked, departments, SINCE)
    assert not one.is_told
    assert one.read is None


@pytest.mark.django_db(databases=("default", "keyring"))
def test_people_who_sat_before_and_after_an_item_are_compared_by_department(academy):
    people = [academy.house.staff(Role.CS, name=f"赵虚{one}") for one in "甲乙丙丁戊己"]
    course = academy.course()
    for person in people:
        enrolments.place("客服部", person, academy.hr, academy.at)
        academy.read(course, person)
        academy.sit(course, right=8, person=person)
    academy.go(days=1)
    item = academy.item()
    academy.go(days=1)
    for person in people[:5]:
        academy.read_item(item, person)
        academy.sit(course, right=10, person=person)
    [newest, *_] = found_effects.occasions(academy.at)
    assert newest.ref == item.ref
    [one] = found_effects.of(newest)
    assert (one.department, one.before.people, one.after.people) == ("客服部", 6, 5)
    assert (round(one.before.share, 9), round(one.after.share, 9)) == (0.8, 1.0)
    assert one.read == pytest.approx(5 / 6)
    with time_machine.travel(academy.at, tick=False):
        answer = CliRunner().invoke(awareness, ["effect", "--json"], catch_exceptions=False)
    [row] = json.loads(answer.stdout)["departments"]
    assert (row["people_after"], round(row["after"], 9)) == (5, 1.0)
    Placement.objects.filter(person=people[0]).update(department="财务部")
    [left] = found_effects.of(newest)
    assert not left.is_told  # whoever was moved by hand is in no department
