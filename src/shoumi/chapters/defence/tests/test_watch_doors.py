"""Canaries, sensors, blocks and matrices by command and over the API."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base import clock
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.defence.commands import audit, canary, command, sensor
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PIGEON, NUMBER = Ref("vendor-1"), "15400000101"


@pytest.fixture(autouse=True)
def now(desk, monkeypatch):
    monkeypatch.setattr(queries, "holders", lambda: [(PIGEON, "飞鸽虚构速递")])
    monkeypatch.setattr(clock, "now", lambda: desk.at)
    with time_machine.travel(desk.at, tick=False):
        yield


def shoumi(of, *words):
    answer = CliRunner().invoke(of, [*words], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_commands_put_a_canary_find_it_and_take_it_back(desk, monkeypatch):
    believe(monkeypatch)
    who = ("--as", desk.security, "--json")
    made = json.loads(shoumi(canary, "draw", "--holder", PIGEON, "--mobile", NUMBER, *who))
    assert made["holder_name"] == "飞鸽虚构速递"
    found = json.loads(shoumi(canary, "match", "--told", NUMBER, *who))
    assert found["ref"] == made["ref"]
    shoumi(canary, "take-back", "1", "--yes", *who)
    (row,) = json.loads(shoumi(canary, "list", "--json"))["canaries"]
    assert row["ended_at"]
    assert NUMBER not in shoumi(canary, "list")


def test_commands_switch_a_sensor_on_and_off(desk, monkeypatch, tmp_path):
    believe(monkeypatch)
    log = tmp_path / "eve.json"
    log.touch()
    who = ("--as", desk.security, "--json")
    made = json.loads(shoumi(sensor, "add", "--kind", "SURICATA", "--path", str(log), *who))
    shoumi(sensor, "drop", made["ref"], "--yes", *who)
    (row,) = json.loads(shoumi(sensor, "list", "--json"))["sensors"]
    assert (row["ref"], row["lines"]) == (made["ref"], 0)
    assert "Suricata" in shoumi(sensor, "list")


def test_commands_shut_an_address_out_and_let_it_in(desk, monkeypatch):
    believe(monkeypatch)
    who = ("--as", desk.operations, "--json")
    shoumi(command, "block", "198.51.100.7", "--hours", "2", "--reasons", "扫端口。", *who)
    assert "198.51.100.7" in shoumi(command, "blocked")
    shoumi(command, "unblock", "1", *who)
    (row,) = json.loads(shoumi(command, "blocked", "--json"))["blocks"]
    assert row["lifted_at"]


def test_a_command_shows_a_matrix_as_it_stands(desk):
    rows = json.loads(shoumi(audit, "matrix", "mlps3", "--json"))["requirements"]
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 35)]
    assert "34" in shoumi(audit, "matrix", "mlps3")


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_does_and_tells_the_same_and_never_who_a_canary_is_made_up_to_be(desk):
    caller = program(desk.security, *Scope)
    post = caller.done

    def items(address):
        return caller.told(address)["items"]

    made = post("/canaries/draw", {"holder": PIGEON, "mobile": NUMBER})
    assert post("/canaries/match", {"told": NUMBER})["ref"] == made["ref"]
    post(f"/canaries/{made['ref']}/take-back", {})
    assert NUMBER not in json.dumps(items("/canaries"))
    block = post("/firewall/block", {"address": "198.51.100.7", "hours": 3, "reasons": "扫端口。"})
    post(f"/blocks/{block['ref']}/unblock", {})
    assert [one["address"] for one in items("/blocks")] == ["198.51.100.7"]
    assert items("/sensors") == []
    told = caller.told("/matrices/asvs")["requirements"]
    assert len(told) == 70
    assert caller.read("/matrices/iso").status_code == 404
