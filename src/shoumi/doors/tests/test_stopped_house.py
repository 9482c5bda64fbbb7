"""What stops the whole house shuts every door that says so: in the list and on Today."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from shoumi.base import clock
from shoumi.base.attestations import doors, house_stops
from shoumi.base.attestations.doors import DoorShut, DoorState
from shoumi.base.ledger import highwater, home_seal, seal
from shoumi.base.ledger.home_seal import HomeSeal, Stage
from shoumi.base.subjects import customer_lists
from shoumi.base.vault import keyring
from shoumi.base.vault.models import Setup
from shoumi.core.handbook import DoorAct
from shoumi.core.terms import Role
from shoumi.doors.tests.put_back_home import ONLY_SQLITE
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web.tests.conftest import house as on_its_second_day

__all__ = ["on_its_second_day"]
pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def house(on_its_second_day):
    on_its_second_day.at = clock.now()
    return on_its_second_day


@pytest.fixture
def sealed(house):
    """As the examination leaves it that found an entry altered."""
    seal.path().write_text("1 leaf_hash_wrong\n")
    return house


def states(house, **more):
    return {one.door.name: one.state for one in doors.standings(house.at, **more)}


def test_every_door_is_shut_for_everybody_while_the_ledger_is_sealed(sealed):
    for more in ({}, {"deal": sealed.deal}):
        assert set(states(sealed, **more).values()) == {DoorState.SHUT}
    for one in doors.standings(sealed.at):
        first = one.lapses[0]
        assert (first.demand, first.reason, first.who) == ("12.2", "ledger.sealed", Role.OPS)
        assert [lapse.demand for lapse in one.lapses].count("12.2") == 1


@pytest.mark.parametrize("act", DoorAct)
def test_the_acts_are_told_the_same(sealed, act):
    with pytest.raises(DoorShut) as refused:
        doors.require(act, deal=sealed.deal, at=sealed.at)
    assert refused.value.facts["demands"] == ("12.2",)


def test_they_stand_as_before_once_the_ledger_holds_again(house):
    before = states(house)
    assert DoorState.OPEN in before.values()
    seal.path().write_text("1 leaf_hash_wrong\n")
    assert states(house) != before
    assert seal.examine().sound
    assert states(house) == before


@pytest.mark.parametrize(
    ("lang", "says", "open_"),
    [("zh", "账本被改动过", "门都开着"), ("en", "found altered", "Every door is open")],
)
def test_the_pages_say_so(sealed, lang, says, open_):
    visitor = signed_in(sealed.dpo, lang=lang)
    page = visitor.get("/doors").content.decode()
    assert says in page
    assert "shoumi ledger verify" in page
    today = visitor.get("/").content.decode()
    assert open_ not in today
    shut = len(doors.standings(sealed.at))
    assert f"{shut} 扇门" in today if lang == "zh" else f"{shut} " in today


def test_a_keyring_that_is_gone_shuts_every_door(house):
    before = states(house)
    assert before["records"] is not DoorState.SHUT
    keyring.lock()
    (Path(settings.SHOUMI_HOME) / Setup.objects.get().location).unlink()
    found = doors.standings(house.at)
    assert {one.state for one in found} == {DoorState.SHUT}
    told = {(lapse.demand, lapse.reason, lapse.who) for one in found for lapse in one.lapses}
    assert told == {("3.4", "vault.root_file_missing", Role.SEC)}


def test_a_clock_that_was_put_back_shuts_what_is_read(house):
    late = {one.lapse.reason for one in house_stops.stops(house.at.replace(year=2020))}
    assert "gate.clock_behind" in late


@pytest.mark.parametrize("is_file", [False, True])
def test_what_stops_the_gate_stops_lists_as_the_doors_say(house, monkeypatch, is_file):
    """No value is in them, so the gate is not asked."""
    monkeypatch.setattr(highwater, "holds", lambda *_: False)
    assert states(house, deal=house.deal)["records"] is DoorState.SHUT
    with pytest.raises(DoorShut) as refused:
        customer_lists.listed(deal=house.deal, actor=house.dpo, at=house.at, is_file=is_file)
    (lapse,) = refused.value.lapses
    assert (lapse.demand, lapse.reason, lapse.who) == ("12.2", "gate.ledger_not_ready", Role.OPS)


@ONLY_SQLITE
def test_a_home_that_was_put_back_shuts_every_door(house):
    home_seal.write(HomeSeal("restore-test", Stage.PUT_BACK))
    found = doors.standings(house.at)
    assert {one.state for one in found} == {DoorState.SHUT}
    assert {one.lapses[0].reason for one in found} == {"home.sealed"}
