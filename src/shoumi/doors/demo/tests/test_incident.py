"""The vendor's incident of the story: its clocks and numbers are those of the scenario, and whose
data it was is counted a second time."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from shoumi.core.calendar import CHINA
from shoumi.doors.demo.tests import runs

# 12 October: the list is handed over, it goes to a wrong address, and when what was done.
LISTED, FOUND = "2026-10-12T20:30+08:00", "2026-10-12T21:40+08:00"


@pytest.fixture(scope="session")
def told(watched):
    return runs.entries(watched.dossier)


def of(told, tag):
    """The entries with that tag, and the clock time in China of each."""
    return [(moment(one["at"]), one["facts"]) for one in told if one["tag"] == tag]


def moment(at):
    return datetime.fromisoformat(at).astimezone(CHINA).strftime("%m-%d %H:%M")


def test_it_is_found_reported_contained_told_and_closed_at_the_scenarios_times(told):
    [(reported, facts)] = of(told, "incidents.reported")
    assert (moment(facts["found"]), reported) == ("10-12 21:40", "10-12 22:05")
    [(contained, _)] = of(told, "incidents.contained")
    assert contained == "10-12 23:30"
    notices = of(told, "incidents.notice_given")
    assert {at for at, _ in notices} == {"10-13 10:00"}
    assert {facts["addressee"]: facts["count"] for _, facts in notices} == {
        "AUTHORITY": 1,
        "PERSONS": 37,
    }
    [(closed, _)] = of(told, "incidents.closed")
    assert closed[:5] == "10-16"


def test_everybody_concerned_has_a_letter_that_was_posted(told):
    posted, facts = of(told, "incidents.letters_noted")[-1]
    assert posted == "10-13 10:00"
    assert {name: facts[name] for name in ("reached", "lost", "waiting")} == {
        "reached": 37,
        "lost": 0,
        "waiting": 0,
    }


def test_its_level_asks_for_no_report_within_hours_and_its_severity_is_medium(told):
    _, facts = of(told, "incidents.graded")[-1]
    assert (facts["persons"], facts["level"], facts["severity"]) == (37, "general", "medium")


def test_whom_it_is_about_equals_a_count_entry_by_entry(watched):
    assert runs.inside(watched.home, "exposed", LISTED, FOUND) == {"named": 37, "counted": 37}


def test_the_deal_stops_by_itself_and_goes_on_with_the_end_of_the_incident(told):
    [(stopped, facts)] = of(told, "deal.suspended")
    assert (stopped, facts["reason"]) == ("10-12 22:05", "incident")
    [(resumed, _)] = of(told, "deal.resumed")
    assert resumed[:5] == "10-16"


def test_the_vendors_tokens_are_over_at_once_and_it_gets_new_ones_after_another_review(told):
    over = [at for at, facts in of(told, "vendors.token_over") if facts["why"] == "incident"]
    assert len(over) == 3
    assert set(over) == {"10-12 22:05"}
    assert [at[:5] for at, _ in of(told, "vendors.judged")] == ["08-26", "10-15"]
    assert [at[:5] for at, _ in of(told, "vendors.token")][-3:] == ["10-15"] * 3


def test_keys_of_the_deal_are_replaced_the_same_night(told):
    done = [(at[:5], facts["what"]) for at, facts in of(told, "rotation.finished")]
    assert ("10-12", "deal") in done
    assert ("10-12", "data") in done


def test_what_was_learned_is_in_the_next_version_of_the_plan(told):
    assert [facts["number"] for _, facts in of(told, "incidents.plan_approved")] == [1, 2]
    assert len(of(told, "incidents.change_adopted")) == 1


def test_chapters_9_and_20_are_checked_to_the_end_and_hold(watched):
    done = runs.shoumi(watched.home, "duties", "--json")
    states = {one["id"]: one["state"] for one in json.loads(done.stdout)["duties"]}
    checked = ("9.1", "9.2", "9.3", "20.1", "20.3")
    assert {states[duty] for duty in checked} == {"PARTIAL"}
