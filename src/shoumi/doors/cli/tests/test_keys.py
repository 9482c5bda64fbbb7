"""``shoumi keys``: what there is, what is left on old keys, and a rotation that is seen at work."""

from __future__ import annotations

import pytest

from shoumi.base.rotation import services
from shoumi.base.rotation.events import What
from shoumi.base.rotation.turns.data import DataTurn
from shoumi.base.vault import keys
from shoumi.base.vault.models import CompartmentKey
from shoumi.base.vault.rotation.deal import DealTurn
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault.cryptoperiods import add_months
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.cli.tests.conftest import BEGIN

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

DEAL = Ref("deal-a")
COUNT = 5
# And the evidence of what the house states.
ALL = COUNT + len(people.ATTESTED)


@pytest.fixture
def keyed(house):
    """Data keys under a deal's key."""
    keys.create_many([Ref(f"sub-{number}") for number in range(COUNT)], DEAL, BEGIN)


def kinds(yes):
    return yes("keys", "list")["kinds"]


@pytest.mark.usefixtures("keyed")
def test_the_list_says_suites_and_cryptoperiods(yes, shoumi):
    told = yes("keys", "list")
    assert told["kinds"]["subject"] == {"suites": {"intl": ALL}, "left": 0}
    months = {one["what"]: one["months"] for one in told["keys"]}
    assert (months["kek"], months["deal"], months["signing"]) == (13, 24, 13)
    out = shoumi("keys", "list").out
    assert "套件" in out
    assert "intl" in out


@pytest.mark.usefixtures("keyed")
def test_the_list_says_what_is_left_on_old_keys(yes, monkeypatch):
    """As after a crash: begun, and not gone on with."""
    CompartmentKey.objects.update(data_epoch=2)
    assert kinds(yes)["subject"]["left"] == ALL
    CompartmentKey.objects.update(data_epoch=1)
    begun = services.start(what=What.DEAL, target=DEAL, actor=SYSTEM, at=BEGIN)
    DealTurn(DEAL, begun.epoch).begin(BEGIN)
    assert kinds(yes)["deal"]["left"] == COUNT
    assert [one["ref"] for one in yes("keys", "list")["rotations"]] == [begun.ref]
    services.resume(at=BEGIN)
    assert kinds(yes)["deal"]["left"] == 0


@pytest.mark.usefixtures("keyed")
def test_another_suite_shows_while_both_are_there(yes, shoumi, approved, monkeypatch):
    kek = ("keys", "rotate", "--what", "kek", "--as", people.SECURITY)
    approved(*kek)
    yes(*kek)
    monkeypatch.setattr(DataTurn, "left", lambda _: 1)  # stays open
    suite = ("keys", "rotate", "--what", "suite", "--to", "gm", "--as", people.SECURITY)
    approved(*suite)
    assert shoumi(*suite).exit_code
    assert set(kinds(yes)["kek"]["suites"]) == {"gm"}
    assert set(kinds(yes)["index"]["suites"]) == {"intl"}
    assert "gm" in shoumi("keys", "list").out


@pytest.mark.usefixtures("keyed")
def test_a_rotation_is_seen_at_work_on_a_terminal_and_says_how_it_ended(shoumi, approved):
    asked = ("keys", "rotate", "--what", "deal", "--as", people.SECURITY)
    approved(*asked)
    seen = shoumi(*asked, env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert seen.exit_code == 0, seen.err
    assert f"{COUNT}/{COUNT}" in seen.err
    assert f"转让密钥 {DEAL}" in seen.err
    assert f"已更换 2 项，共移动 {ALL}，旧密钥上剩余 0" in seen.out
    approved(*asked)
    silent = shoumi(*asked)
    assert silent.err == ""


@pytest.mark.usefixtures("keyed")
def test_keys_are_replaced_by_two_and_once(shoumi, yes, no):
    kek = ("keys", "rotate", "--what", "kek", "--as", people.SECURITY)
    asked = shoumi(*kek, "--json")
    assert asked.exit_code == 1
    assert asked.json["action"] == "rotation"
    assert sorted(asked.json["who"]) == sorted([people.HEAD, people.DPO])
    ref = asked.json["approval"]
    assert "还没有人批准" in no(*kek)
    assert "自己的申请不能自己答复" in no("approval", "approve", ref, "--as", people.SECURITY)
    no("approval", "approve", ref, "--as", people.CONSULTANT)
    waiting = yes("approval", "list", "--as", people.HEAD)["approvals"]
    assert [(one["ref"], one["waits_for_me"]) for one in waiting] == [(ref, True)]
    shown = yes("approval", "show", ref, "--as", people.HEAD)["changes"]
    assert {one["name"]: one["after"] for one in shown}["what"] == "kek"
    assert "密钥加密密钥" in shoumi("approval", "show", ref, "--as", people.HEAD).out
    yes("approval", "approve", ref, "--as", people.HEAD)
    assert len(yes(*kek)["rotations"]) == 3
    assert yes("approval", "list", "--as", people.SECURITY)["approvals"] == []
    again = yes("approval", "list", "--all", "--as", people.SECURITY)["approvals"]
    assert [one["state"] for one in again] == ["used"]
    assert shoumi(*kek, "--json").exit_code == 1


@pytest.mark.usefixtures("keyed")
def test_what_was_refused_or_taken_back_is_not_done(shoumi, yes, no):
    kek = ("keys", "rotate", "--what", "kek", "--as", people.SECURITY)
    ref = shoumi(*kek, "--json").json["approval"]
    yes("approval", "refuse", ref, "--as", people.DPO)
    again = shoumi(*kek, "--json")
    assert again.exit_code == 1
    assert again.json["approval"] != ref
    yes("approval", "withdraw", again.json["approval"], "--as", people.SECURITY)
    no("approval", "approve", again.json["approval"], "--as", people.DPO)
    no("approval", "show", ref, "--as", people.CONSULTANT)


@pytest.mark.usefixtures("house")
def test_algorithms_are_listed_and_reviewed_by_command(yes, shoumi, approved):
    found = yes("keys", "algorithms")
    assert {"used_for": "keys", "algorithm": "AES-256-GCM", "bits": 256} in [
        {name: one[name] for name in ("used_for", "algorithm", "bits")}
        for one in found["algorithms"]
    ]
    assert "AES-256-GCM" in shoumi("keys", "algorithms").out
    next_on = f"{day_in_china(add_months(BEGIN, 6))}"
    review = (
        *("keys", "review", "--decision", "replace", "--weak", "keys AES-256-GCM 256"),
        *("--findings", "改用国密套件", "--next-on", f"{day_in_china(add_months(BEGIN, 2))}"),
        *("--as", people.SECURITY),
    )
    approved(*review)
    made = yes(*review)
    told = yes("keys", "reviews")
    assert [one["ref"] for one in told["reviews"]] == [made["ref"]]
    assert told["due_at"] == made["due_at"] < next_on
    assert "改用国密套件" in told["reviews"][0]["findings"]
    assert made["ref"] in shoumi("keys", "reviews").out
