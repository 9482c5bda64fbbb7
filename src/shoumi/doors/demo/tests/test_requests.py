"""Customers of the story ask: six questions are answered, and DSR-0007 is deleted on its last day."""

from __future__ import annotations

import pytest

from shoumi.doors.demo import closing, show
from shoumi.doors.demo.story import Story
from shoumi.doors.demo.tests import runs


@pytest.fixture(scope="session")
def asked(watched):
    return runs.inside(watched.home, "asked_for")


def test_seven_ask_and_each_is_closed_with_how_it_ended(asked):
    assert asked["ended"] == [*([number, "ANSWERED"] for number in range(1, 7)), [7, "GRANTED"]]


def test_the_deadline_of_dsr_0007_is_that_of_the_request_itself(watched, asked):
    assert (asked["number"], asked["due"]) == (7, "2026-10-22")
    assert watched.deadlines["dsr_0007"] == asked["due"]
    received = runs.entries(watched.dossier, "feedback.received")
    assert [body["facts"]["due"] for body in received if body["facts"]["kind"] == "DELETE"] == [
        asked["due"]
    ]


@pytest.mark.django_db(databases=["default", "keyring"])
def test_what_a_request_found_is_not_counted_anew(tmp_path):
    """Nothing but the step that took it in knows until when it is answered."""
    story = Story(tmp_path, "equity", 1000, show.Silent())
    assert "dsr_0007" not in closing.deadlines(story)
    story.deadlines["dsr_0007"] = "2026-10-09"
    assert closing.deadlines(story)["dsr_0007"] == "2026-10-09"


def test_it_is_closed_on_its_last_day(asked):
    assert asked["closed"] == asked["due"]


def test_the_target_holds_one_fewer_than_stay(asked):
    assert asked["held"] == 988 - 1


def test_nothing_of_who_asked_can_be_read_afterwards(watched, asked):
    """Neither values nor keys nor envelopes, which lay in the home when the notices were sent; of
    what was said the answer alone."""
    assert asked["state"] == "DESTROYED"
    assert (asked["keys"], asked["records"], asked["tokens"]) == (0, 0, 0)
    assert asked["readable"] == ["REPLY"]
    before = runs.inside(watched.out / "fork", "opened", asked["subject"])
    assert len(before["values"]) >= 4
    files = [path for path in watched.home.rglob("*") if path.is_file()]
    everything = b"\0".join(path.read_bytes() for path in files)
    own = [value for value in before["values"] if len(value) > 8 or "\u6837" in value]
    assert own
    assert [value for value in own if value.encode() in everything] == []
    assert [coded for coded in before["sealed"] if bytes.fromhex(coded) in everything] == []


def test_who_asked_was_one_of_those_who_had_refused(asked):
    assert asked["answers"] == [["REFUSED", True]]


def test_chapter_10_is_checked_to_the_end_and_holds(asked):
    assert asked["demands"] == {"10.1": "PASS", "10.2": "PASS", "10.3": "PASS"}
