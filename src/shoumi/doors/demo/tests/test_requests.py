"""Customers of the story ask: six questions are answered, and DSR-0007 is deleted on its last day."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from shoumi.core.calendar import day_in_china
from shoumi.doors.demo import closing, show
from shoumi.doors.demo.story import Story
from shoumi.doors.demo.tests import runs


@pytest.fixture(scope="session")
def received(watched):
    """The entry of each request, in the order in which they came."""
    found = runs.entries(watched.dossier)
    return [one for one in found if {"way", "received", "due"} <= one["facts"].keys()]


@pytest.fixture(scope="session")
def closed(watched):
    return [one for one in runs.entries(watched.dossier) if "outcome" in one["facts"]]


@pytest.fixture(scope="session")
def destroyed(watched):
    return runs.inside(watched.home, "destroyed")


@pytest.fixture(scope="session")
def asked(destroyed):
    """Who asked for it: whoever was destroyed last."""
    return list(destroyed["left"])[-1]


def test_seven_ask_by_five_ways_and_each_is_closed_in_time(received, closed):
    assert [one["facts"]["kind"] for one in received].index("DELETE") == 6
    assert len({one["facts"]["way"] for one in received}) == 5
    assert [one["facts"]["outcome"] for one in closed] == ["ANSWERED"] * 6 + ["GRANTED"]
    assert not any(one["facts"]["late"] for one in closed)


def test_the_deadline_of_dsr_0007_is_that_of_the_request_itself(watched, received):
    assert received[6]["facts"]["due"] == "2026-10-22"
    assert watched.deadlines["dsr_0007"] == received[6]["facts"]["due"]


@pytest.mark.django_db(databases=["default", "keyring"])
def test_what_a_step_found_to_be_due_is_not_counted_anew(tmp_path):
    """Nothing but the step that took the request in knows until when it is answered."""
    story = Story(tmp_path, "equity", 1000, show.Silent())
    assert "dsr_0007" not in closing.deadlines(story)
    story.deadlines["dsr_0007"] = "2026-10-09"
    assert closing.deadlines(story)["dsr_0007"] == "2026-10-09"


def test_it_is_closed_on_its_last_day(received, closed):
    last = day_in_china(datetime.fromisoformat(closed[-1]["at"]))
    assert last.isoformat() == received[6]["facts"]["due"]


def test_the_target_holds_one_fewer_than_stay(destroyed):
    assert len(destroyed["left"]) == 12 + 1
    assert destroyed["held"] == 988 - 1


def test_nothing_of_who_asked_can_be_read_afterwards(watched, destroyed, asked):
    """Neither values nor key nor envelopes, which lay in the home when the notices were sent."""
    assert destroyed["left"][asked] == [0, 0, 0]
    before = runs.inside(watched.out / "fork", "opened", asked)
    files = [path for path in watched.home.rglob("*") if path.is_file()]
    everything = b"\0".join(path.read_bytes() for path in files)
    # What tells this person from others: name, numbers, address.
    own = [value for value in before["values"] if len(value) > 8 or value[1:2] in "虚拟样示演"]
    assert len(own) >= 2
    assert [value for value in own if value.encode() in everything] == []
    assert [coded for coded in before["sealed"] if bytes.fromhex(coded) in everything] == []


def test_chapter_10_is_checked_to_the_end_and_holds(watched):
    done = runs.shoumi(watched.home, "duties", "--json")
    states = {one["id"]: one["state"] for one in json.loads(done.stdout)["duties"]}
    assert {states[duty] for duty in ("10.1", "10.2", "10.3")} == {"PASS"}
