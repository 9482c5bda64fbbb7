"""A refused command: words, or with ``--json`` one document, on standard error; exit 1."""

from __future__ import annotations

import json

import pytest

from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.clock import now
from shoumi.core.refs import Ref
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

PARTS = ["code", "what", "mend", "demands", "reasons"]


@pytest.fixture
def refused(shoumi):
    """``refused("deal", …)`` -> the document of the refusal, and nothing beside it."""

    def call(*args):
        found = shoumi(*args, "--json")
        assert (found.exit_code, found.out) == (1, "")
        (line,) = found.err.splitlines()
        told = json.loads(line)
        assert list(told) == PARTS
        return told

    return call


@pytest.fixture
def take_back(built):
    def call(duty):
        said = statements.newest(duty, None, now())
        attestations.revoke(attestation=Ref(said.ref), actor=built.people[people.DPO], at=now())

    return call


def test_a_milestone_that_demands_hold(deal, refused, no, take_back):
    take_back("13.1")
    take_back("20.2")
    act = "deal", "advance", deal, "data_handover", "--as", people.DPO
    told = refused(*act)
    assert told["code"] == "deal.not_yet"
    assert {"13.1", "20.2"} <= set(told["demands"])
    assert set(told["demands"]) == {one["duty"] for one in told["reasons"] if one["duty"]}
    assert told["what"] in no(*act)
    assert f"对应要求：{'、'.join(told['demands'])}" in no(*act)


def test_the_gate(stocked, refused, no, yes, take_back):
    (customer, *_) = [row["ref"] for row in yes("subject", "list", stocked)["subjects"]]
    opened = yes(
        "task", "open", stocked, "service", "--person", people.CONSULTANT, "--act", "reveal",
        "--until", "2026-09-20", "--as", people.DPO,
    )  # fmt: skip
    take_back("4.1")
    act = (
        "subject", "reveal", customer, "--task", opened["ref"], "--fields", "name",
        "--as", people.CONSULTANT,
    )  # fmt: skip
    told = refused(*act)
    assert (told["code"], told["demands"]) == ("gate.closed", ["4.1"])
    assert "对应要求：4.1" in no(*act)


def test_a_door_that_an_act_passes_without_the_gate(deal, refused, no, yes, take_back):
    ask = yes(
        "person", "grant", "request", people.SERVICE, "CS", "--deal", deal, "--as", people.DPO
    )
    take_back("4.1")
    act = "person", "grant", "approve", ask["ref"], "--as", people.HEAD
    told = refused(*act)
    assert (told["code"], told["demands"]) == ("door.shut", ["4.1"])
    assert "4.1" in told["reasons"][0]["title"]
    assert "对应要求：4.1" in no(*act)


def test_what_no_demand_refuses_names_none(deal, refused, no):
    act = "deal", "resume", deal, "--as", people.DPO
    assert refused(*act)["demands"] == []
    assert "对应要求" not in no(*act)


def test_also_where_an_option_is_refused_before_the_one_for_json_is_read(house, refused):
    assert refused("deal", "show", "D-2026-999")["code"] == "deal.no_such"


def test_also_where_there_is_no_home_yet(empty, refused):
    assert refused("deal", "list")["code"] == "home.missing"


def test_a_command_gives_the_doors_as_the_api_does(built, deal, yes, take_back):
    from shoumi.doors.api.tests.programs import program

    take_back("13.1")
    told = yes("doors")
    assert {tuple(one) for one in told["doors"]} == {("door", "state", "grace_until", "demands")}
    held = {tuple(one) for door in told["doors"] for one in door["demands"]}
    assert held == {("id", "state", "reason", "until", "who", "for", "grace_until")}
    answer = program(built.people[people.DPO]).read("/doors")
    assert told == answer.json()
