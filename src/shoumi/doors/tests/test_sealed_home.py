"""A home that was put back and that nobody has opened refuses every page and call."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from shoumi.base import clock
from shoumi.base.clock import home as kinds
from shoumi.base.jobs import worker
from shoumi.base.ledger import home_seal, reader
from shoumi.base.ledger.home_seal import HomeSeal, Stage
from shoumi.doors.demo import cast
from shoumi.doors.health_checks import state
from shoumi.doors.health_checks.findings import State
from shoumi.doors.tests.house import person
from shoumi.doors.tests.put_back_home import ONLY_SQLITE, Copy, ask
from shoumi.doors.tests.visitors import Visitor, signed_in
from shoumi.doors.web import sealed_home
from shoumi.doors.web.tests.conftest import house as on_its_second_day

__all__ = ["on_its_second_day"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    ONLY_SQLITE,
]
STAGES = pytest.mark.parametrize("stage", list(Stage))


@pytest.fixture
def house(on_its_second_day, home, monkeypatch):
    kinds.create(kinds.Kind.DEMO)
    monkeypatch.setenv("SHOUMI_LANG", "en")
    on_its_second_day.at = clock.now()
    return on_its_second_day


def seal(stage):
    home_seal.write(HomeSeal("restore-test", stage, size=reader.size()))


def routes():
    """Every address without references, and one for each with them."""
    for name, (_, pattern, _, converters) in _named():
        filled = {
            key: 1 if "int" in repr(kind).lower() else "x" for key, kind in converters.items()
        }
        try:
            yield name, reverse(name, kwargs=filled)
        except NoReverseMatch:
            pytest.fail(f"{name} {pattern}")


def _named():
    found = get_resolver().reverse_dict
    return [(name, found[name]) for name in found if isinstance(name, str)]


@STAGES
def test_no_page_works_there_but_to_come_in_and_to_open(house, stage):
    visitor = signed_in(house.dpo)
    seal(stage)
    open_ = sealed_home.ALWAYS | (
        sealed_home.WHILE_CAUGHT_UP if stage is Stage.CAUGHT_UP else set()
    )
    found = dict(routes())
    assert len(found) > 100
    shown = {
        name: (visitor.get(href).status_code, visitor.post(href).status_code)
        for name, href in found.items()
        if name not in open_
    }
    assert {name: codes for name, codes in shown.items() if set(codes) != {503}} == {}


@STAGES
def test_a_stranger_sees_that_it_is_sealed_and_nothing_else(house, stage):
    seal(stage)
    page = Visitor().get("/deals").content.decode()
    assert "封着" in page
    assert house.cast[cast.DPO] not in page
    assert cast.DPO not in page
    assert "云岚" not in page


def test_whoever_comes_is_led_to_the_opening_once_it_can_be_opened(house):
    seal(Stage.PUT_BACK)
    assert "/restore" not in Visitor().get("/").content.decode()
    seal(Stage.CAUGHT_UP)
    assert 'href="/restore"' in Visitor().get("/").content.decode()
    assert Visitor().get("/restore").headers["Location"] == "/sign-in?next=%2Frestore"


def test_a_program_is_told_as_a_problem(house):
    seal(Stage.CAUGHT_UP)
    answer = Visitor().get("/api/v1/deals", HTTP_AUTHORIZATION="Bearer x")
    assert (answer.status_code, answer.json()["code"]) == (503, "home.sealed")


def test_a_worker_runs_nothing(house, monkeypatch):
    seal(Stage.CAUGHT_UP)
    monkeypatch.setattr(worker.lease, "claim", lambda *_: pytest.fail("took a job"))
    assert worker.run_worker(now=lambda: house.at, once=True) == 0


def test_the_doctor_says_so(house):
    seal(Stage.PUT_BACK)
    found = {one.check: one for one in state.ledger()}
    assert found["restored"].state is not State.OK


def test_two_persons_open_it_by_page(house, tmp_path):
    house.keep(person(1))
    copy = Copy(tmp_path)
    copy.put_back()
    copy.catch_up(house.at)
    first = signed_in(house[cast.SECURITY])
    page = first.get("/restore")
    assert page.status_code == 200
    approval = ask(house)
    assert approval in first.get("/restore").content.decode()
    second = signed_in(house.dpo)
    assert second.get(f"/approvals/{approval}").status_code == 200
    second.post(f"/approvals/{approval}/do/approve-change", {})
    done = first.post("/restore/do/restore-open", {"is_sure": "on"})
    assert done.status_code in (200, 302, 303), done.content.decode()[:500]
    assert not home_seal.is_sealed()
    assert first.get("/deals").status_code == 200
