"""The holidays of each year by program: read, and entered by two."""

from __future__ import annotations

import pytest

from shoumi.core.calendar.tests.notices import NOTICE_2027
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_reads import got
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PATH = "/settings/holidays"
GIVEN = {"year": 2027, "source": "通知", "notice": NOTICE_2027}


def years(reader):
    return {one["year"]: one for one in got(reader.read(PATH))["years"]}


def test_a_year_is_asked_for_and_entered_once_another_said_yes(house):
    head, officer = program(house[people.HEAD]), program(house.dpo)
    asked = answered(head.act(PATH, GIVEN), 202)
    assert asked["action"] == "calendar"
    assert 2027 not in years(head) or not years(head)[2027]["is_known"]
    path = asked["address"].removeprefix("/api/v1")
    answered(officer.act(f"{path}/approve", {"digest": asked["digest"]}), 200)
    made = answered(head.act(PATH, GIVEN), 201)
    assert (made["year"], made["entered_by"], made["approved_by"]) == (
        2027, house[people.HEAD], house.dpo,
    )  # fmt: skip
    assert years(officer)[2027]["make_up"][0] == "2027-01-31"


def test_a_notice_of_another_year_is_a_problem_in_words(house):
    refused = program(house[people.HEAD]).act(PATH, {**GIVEN, "year": 2026})
    assert answered(refused, 422)["code"] == "calendar.weekday_differs"
