from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from shoumi.base import registry
from shoumi.base.accounts.tests.cast import House
from shoumi.base.attestations import controls, services
from shoumi.base.commands.files import FileThere
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.tests.believed_names import believe
from shoumi.base.vault import services as vault
from shoumi.core.errors import DomainError
from shoumi.core.terms import ControlState, Role
from shoumi.doors.cli import attest, duties

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def house(monkeypatch, home):
    """With keys from the start: grants bear a code, and evidence is sealed."""
    believe(monkeypatch)
    monkeypatch.setattr("shoumi.base.accounts.tests.cast.AT", datetime.now(UTC))
    vault.setup(at=datetime.now(UTC), indexed=["mobile"])
    return House()


@pytest.fixture
def hr(house):
    """The keeper of chapter 14, which no app enforces."""
    at = datetime.now(UTC)
    person = house.enrol("褚样本", at=at)
    house.give(person, Role.HR, at=at)
    return person


@pytest.fixture
def proof(tmp_path):
    file = tmp_path / "quiz.txt"
    file.write_bytes(b"the results of the autumn quiz")
    return str(file)


def run(command, *words):
    return CliRunner().invoke(command, words, catch_exceptions=False)


def listed():
    return {row["id"]: row for row in json.loads(run(duties.command, "--json").output)["duties"]}


def test_duties_lists_every_demand_with_its_state_and_what_a_lapse_closes(db):
    rows = listed()
    assert len(rows) == 68
    assert {row["state"] for row in rows.values()} <= set(ControlState)
    assert rows["14.1"]["state"] == "NOT_BUILT"
    assert rows["14.1"]["closes"] == ["staff_roles"]
    assert rows["13.1"]["closes"] == ["data_handover"]
    assert rows["7.3"]["accountable"] == "LEG"


def test_the_counts_add_up(db):
    told = json.loads(run(duties.command, "--json").output)
    assert sum(told["counts"].values()) == 68
    assert told["counts"].keys() == set(ControlState)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "隐私意识教育成为常态"), ("en", "Awareness is taught as a habit")]
)
def test_people_read_it_in_their_language(db, monkeypatch, lang, words):
    monkeypatch.setenv("SHOUMI_LANG", lang)
    told = run(duties.command).output
    assert words in told
    assert len(told.splitlines()) >= 69


def test_what_is_attested_shows_until_when_and_where_it_is_proven(hr, proof):
    said = json.loads(
        run(attest.command, "add", "14.1", "--as", hr, "--evidence", proof, "--json").output
    )
    row = listed()["14.1"]
    assert row["state"] == "ATTESTED"
    assert row["position"] == said["position"]
    assert row["until"] == said["until"]
    [entry] = [e for e in reader.entries() if e.position == said["position"]]
    assert said["evidence"].encode() in entry.body
    assert (said["kind"], said["is_kept"]) == ("awareness_item", True)


def test_the_file_comes_out_again_for_who_may_open_it(hr, proof, tmp_path):
    added = run(attest.command, "add", "14.1", "--as", hr, "--evidence", proof, "--json")
    out = tmp_path / "out"
    assert run(attest.command, "evidence", json.loads(added.output)["ref"], str(out), "--as", hr)
    assert out.read_bytes() == b"the results of the autumn quiz"


def test_a_file_that_is_there_is_left_and_nothing_is_opened(hr, proof):
    added = run(attest.command, "add", "14.1", "--as", hr, "--evidence", proof, "--json")
    before, there = reader.size(), Path(proof).read_bytes()
    with pytest.raises(FileThere):
        run(attest.command, "evidence", json.loads(added.output)["ref"], proof, "--as", hr)
    assert (reader.size(), Path(proof).read_bytes()) == (before, there)


def test_a_kind_that_is_none_of_the_demand_s_is_wrong_use(hr, proof):
    words = ("add", "14.1", "--as", hr, "--evidence", proof, "--kind", "backup_run")
    said = run(attest.command, *words)
    assert said.exit_code == 2
    assert "awareness_item" in said.output


def test_training_is_stated_of_named_persons(hr, proof):
    words = ("add", "19.3", "--as", hr, "--evidence", proof, "--json")
    with pytest.raises(services.PersonsUnfit):
        run(attest.command, *words)
    said = run(attest.command, *words, "--person", "褚样本")
    assert json.loads(said.output)["persons"] == [hr]


def test_a_statement_stands_through_the_day_that_is_named(hr, proof):
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    words = ("add", "14.3", "--as", hr, "--evidence", proof, "--until", day.isoformat())
    said = run(attest.command, *words)
    assert f"至 {day}" in said.output


def test_who_attests_may_be_named(hr, proof):
    said = run(attest.command, "add", "14.1", "--as", "褚样本", "--evidence", proof, "--json")
    assert json.loads(said.output)["by"] == hr


def test_a_statement_is_listed_and_taken_back(hr, proof):
    added = run(attest.command, "add", "14.1", "--as", hr, "--evidence", proof, "--json")
    ref = json.loads(added.output)["ref"]
    assert ref in run(attest.command, "list", "--duty", "14.1").output
    assert "已撤回" in run(attest.command, "revoke", ref, "--as", hr).output
    [said] = json.loads(run(attest.command, "list", "--json").output)
    assert said["revoked_at"]
    assert listed()["14.1"]["state"] == "NOT_BUILT"


def test_a_refusal_goes_up_to_the_door(house, proof):
    with pytest.raises(services.NotAccountable):
        run(attest.command, "add", "14.1", "--as", house.head, "--evidence", proof)
    with pytest.raises(DomainError):
        run(attest.command, "add", "14.1", "--as", "No One", "--evidence", proof)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "14.1"),
        ("add", "14.1", "--as", "郑样板", "--evidence", "missing"),
        ("add", "14.1", "--as", "郑样板", "--evidence", ".", "--statement", "all good"),
        ("revoke",),
    ],
)
def test_wrong_use_is_two(house, words):
    assert run(attest.command, *words).exit_code == 2


def test_the_statements_of_the_door_are_those_of_the_house():
    from shoumi.base.attestations.models import Statement

    assert tuple(Statement) == attest.STATEMENTS


@pytest.fixture
def partly(monkeypatch):
    """7.3 holds in part, as a house has it that has assessed a deal."""
    card = next(one for one in registry.cards() if "7.3" in one.checks)
    fixed = replace(card, checks={"7.3": lambda at: Holding(ControlState.PASS)})
    monkeypatch.setitem(registry._cards, card.slug, fixed)


def test_what_holds_in_part_says_in_both_languages_what_it_lacks(db, partly):
    row = listed()["7.3"]
    assert (row["state"], row["reason"]) == ("PARTIAL", "compliance.missing_7_3")
    assert row["missing"]["zh"].startswith("还缺：没有风险登记")
    assert row["missing"]["en"]
    assert listed()["13.1"]["missing"]["en"] == "Nothing enforces it yet and nobody attested it."


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_says_what_it_lacks_and_leaves_nothing_out(db, partly, monkeypatch, lang):
    monkeypatch.setenv("SHOUMI_LANG", lang)
    told = re.sub(r"\s", "", run(duties.command).output)
    assert "…" not in told
    words = re.sub(r"\s", "", listed()["7.3"]["missing"][lang])
    start = words[:6]
    assert start in told


def test_what_holds_whole_or_is_not_due_lacks_nothing(db):
    for state in (ControlState.PASS, ControlState.ATTESTED, ControlState.NOT_APPLICABLE):
        assert controls.missing_text(Holding(state, reason="subject.none_yet"), "zh") == ""
    lapsed = Holding(ControlState.STALE, reason="attestation.expired")
    assert controls.missing_text(lapsed, "zh") == "声明已过期。"
