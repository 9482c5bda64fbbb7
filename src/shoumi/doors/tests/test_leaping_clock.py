"""The server's clock leaps ahead: nothing is opened or written until it is right or is said to be,
by a person or by the time-stamp authority."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.anchoring import clock_agreement
from shoumi.base.anchoring.errors import ClockDisputed, ClockSteady
from shoumi.base.documents.tests import authority as authorities
from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import reader, running_time
from shoumi.base.ledger.errors import ClockLeapt
from shoumi.core.refs import SYSTEM
from shoumi.doors.demo import cast
from shoumi.doors.health_checks import state

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

TWO_HOURS = 120  # minutes


@pytest.fixture
def leapt(house, monkeypatch):
    """The house, two hours ahead by its clock and by no other."""
    usual = running_time.distance()
    running_time.agree()
    monkeypatch.setattr(running_time, "distance", lambda: usual + TWO_HOURS * 60)
    return house


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """One that says what time it is on this machine."""
    folder = authorities.made(tmp_path)
    with authorities.serving(lambda asked: authorities.reply(folder, asked)) as url:
        monkeypatch.setenv("SHOUMI_TSA_URL", url)
        yield


def told():
    """The last entry."""
    return reader.entry(reader.size() - 1).line()


def look(house, task, subject):
    return disclosure.open(decisions.ask(house.asked(task, subject)), at=house.at)


def of_clock():
    return next(one for one in state.clocks() if one.check == "clock")


def test_nobody_is_seen_and_nothing_is_entered(house, task, found, monkeypatch):
    look(house, task, found[0])
    size, usual = reader.size(), running_time.distance()
    monkeypatch.setattr(running_time, "distance", lambda: usual + TWO_HOURS * 60)
    with pytest.raises(ClockLeapt) as refused:
        look(house, task, found[0])
    assert refused.value.facts == {"minutes": TWO_HOURS}
    assert reader.size() == size
    monkeypatch.setattr(running_time, "distance", lambda: usual)
    look(house, task, found[0])
    assert reader.size() == size + 1


@pytest.mark.parametrize("name", [cast.OPERATIONS, cast.SECURITY])
def test_a_person_says_that_the_clock_is_right_and_it_goes_on(leapt, name):
    assert clock_agreement.accept(actor=leapt[name], at=leapt.at) == TWO_HOURS
    entered = told()
    assert (entered.tag, entered.actor) == ("ledger.clock_accepted", leapt[name])
    assert entered.facts == {"minutes": TWO_HOURS}
    running_time.forget()  # another process
    assert not running_time.minutes_ahead()
    with pytest.raises(ClockSteady):
        clock_agreement.accept(actor=leapt[name], at=leapt.at)


def test_nobody_else_says_so(leapt):
    size = reader.size()
    with pytest.raises(NotPermitted):
        clock_agreement.accept(actor=leapt.legal, at=leapt.at)
    assert (reader.size(), running_time.minutes_ahead()) == (size, TWO_HOURS)


@pytest.mark.usefixtures("authority")
def test_an_authority_of_another_time_stands_against_the_person(leapt):
    with pytest.raises(ClockDisputed):
        clock_agreement.accept(actor=leapt[cast.SECURITY], at=leapt.at)
    assert not clock_agreement.accept_by_stamp(at=leapt.at)
    assert running_time.minutes_ahead() == TWO_HOURS


@pytest.mark.usefixtures("authority")
def test_the_authority_alone_lets_it_go_on(leapt):
    assert clock_agreement.accept_by_stamp(at=datetime.now(UTC))
    assert (told().actor, told().facts) == (SYSTEM, {"minutes": TWO_HOURS})
    assert not running_time.minutes_ahead()


def test_an_authority_that_says_nothing_leaves_it_to_a_person(leapt, monkeypatch):
    monkeypatch.setenv("SHOUMI_TSA_URL", "http://127.0.0.1:9/")
    assert not clock_agreement.accept_by_stamp(at=leapt.at)
    assert clock_agreement.accept(actor=leapt[cast.SECURITY], at=leapt.at) == TWO_HOURS


@pytest.mark.usefixtures("authority")
def test_of_a_clock_that_did_not_leap_nobody_is_asked(house):
    size = reader.size()
    assert not clock_agreement.accept_by_stamp(at=datetime.now(UTC))
    assert reader.size() == size


def test_the_doctor_says_by_how_much_and_who_mends_it(leapt):
    found = of_clock()
    assert found.state == "fail"
    assert str(TWO_HOURS) in found.what
    assert "shoumi clock accept" in found.mend


def test_the_doctor_names_the_first_entry_of_the_future_and_until_when_it_lasts(
    house, task, found, monkeypatch
):
    look(house, task, found[0])
    position, now = reader.size(), house.at
    house.go(days=40)
    house.task()
    monkeypatch.setattr(state.clock, "now", lambda: now)
    said = of_clock()
    assert said.state == "fail"
    assert f"第 {position} 条" in said.what
    assert "docs/operating.md" in said.mend
