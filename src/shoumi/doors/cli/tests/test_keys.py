"""``shoumi keys``: what there is, what is left on old keys, and a rotation that is seen at work."""

from __future__ import annotations

import pytest

from shoumi.base.rotation import services
from shoumi.base.rotation.events import What
from shoumi.base.rotation.turns.data import DataTurn
from shoumi.base.vault import keys
from shoumi.base.vault.models import CompartmentKey
from shoumi.base.vault.rotating.deal import DealTurn
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.cli.tests.conftest import BEGIN

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

DEAL = Ref("deal-a")
COUNT = 5


@pytest.fixture
def keyed(house):
    """Data keys under a deal's key."""
    keys.create_many([Ref(f"sub-{number}") for number in range(COUNT)], DEAL, BEGIN)


def kinds(yes):
    return yes("keys", "list")["kinds"]


@pytest.mark.usefixtures("keyed")
def test_the_list_says_suites_and_cryptoperiods(yes, shoumi):
    told = yes("keys", "list")
    assert told["kinds"]["subject"] == {"suites": {"intl": COUNT}, "left": 0}
    months = {one["what"]: one["months"] for one in told["keys"]}
    assert (months["kek"], months["deal"], months["signing"]) == (13, 24, 13)
    out = shoumi("keys", "list").out
    assert "套件" in out
    assert "intl" in out


@pytest.mark.usefixtures("keyed")
def test_the_list_says_what_is_left_on_old_keys(yes, monkeypatch):
    """As after a crash: begun, and not gone on with."""
    CompartmentKey.objects.update(data_epoch=2)
    assert kinds(yes)["subject"]["left"] == COUNT
    CompartmentKey.objects.update(data_epoch=1)
    begun = services.start(what=What.DEAL, target=DEAL, actor=SYSTEM, at=BEGIN)
    DealTurn(DEAL, begun.epoch).begin(BEGIN)
    assert kinds(yes)["deal"]["left"] == COUNT
    assert [one["ref"] for one in yes("keys", "list")["rotations"]] == [begun.ref]
    services.resume(at=BEGIN)
    assert kinds(yes)["deal"]["left"] == 0


@pytest.mark.usefixtures("keyed")
def test_another_suite_shows_while_both_are_there(yes, shoumi, monkeypatch):
    yes("keys", "rotate", "--what", "kek", "--as", people.SECURITY)
    monkeypatch.setattr(DataTurn, "left", lambda _: 1)  # stays open
    assert shoumi(
        "keys", "rotate", "--what", "suite", "--to", "gm", "--as", people.SECURITY
    ).exit_code
    assert set(kinds(yes)["kek"]["suites"]) == {"gm"}
    assert set(kinds(yes)["index"]["suites"]) == {"intl"}
    assert "gm" in shoumi("keys", "list").out


@pytest.mark.usefixtures("keyed")
def test_a_rotation_is_seen_at_work_on_a_terminal_and_says_how_it_ended(shoumi):
    asked = ("keys", "rotate", "--what", "deal", "--as", people.SECURITY)
    seen = shoumi(*asked, env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert seen.exit_code == 0, seen.err
    assert f"{COUNT}/{COUNT}" in seen.err
    assert f"交易密钥 {DEAL}" in seen.err
    assert f"已更换 1 项，共移动 {COUNT}，旧密钥上剩余 0" in seen.out
    silent = shoumi(*asked)
    assert silent.err == ""
