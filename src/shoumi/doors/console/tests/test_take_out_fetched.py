"""Rows that were taken out wait sealed; each fetch asks what taking them out asked."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.gate.tasks import close_task
from shoumi.base.jobs import sealed_staging
from shoumi.base.jobs.models import Errand
from shoumi.base.subjects.models import State, Subject
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import told
from shoumi.doors.tests.office import Office
from shoumi.doors.tests.test_set_aside import BAD_DAY, aside
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def taken(house, tmp_path):
    """One row is out in a workbook; who asked, how it is fetched, its task and its person."""
    house.at = clock.now()
    office = Office(house, tmp_path)
    _, done = aside(office, BAD_DAY)
    house.assess()
    fields = ["name", "mobile", "birth_on", "service_type"]
    task = house.task(purpose=Purpose.INVENTORY, fields=fields, acts=[Act.EXPORT])
    visitor = signed_in(house.dpo)
    given = {"dataset": house.dataset, "task": task}
    asked = visitor.post(f"/deals/{house.deal}/do/intake-take-out", given, secure=True)
    worked()
    return visitor, f"{asked.headers['Location']}/file", task, Ref(done.set_aside[0])


def refused(visitor, address, *words):
    answer = visitor.get(address)
    assert answer.status_code >= 400
    assert [one for one in words if one not in answer.content.decode()] == []
    assert told("job.fetched") == []


def waits():
    return sealed_staging.is_there(Errand.objects.get().result["slip"])


def test_a_fetch_is_an_export_in_the_ledger(house, taken):
    visitor, address, task, _ = taken
    assert visitor.get(address).content.startswith(b"PK")
    assert len(told("job.fetched")) == 1
    first, again = (one for one in told("gate.revealed") if one.facts["act"] == "export")
    assert first.facts["task"] == again.facts["task"] == task


def test_lapses_shut_the_file_and_it_says_which(house, taken):
    visitor, address, _, _ = taken
    for demand in ("4.1", "9.2"):
        lapses.revoke(house, demand)
    refused(visitor, address, "4.1", "9.2")
    assert waits()


def test_a_suspended_deal_hands_no_rows_out(house, taken):
    visitor, address, _, _ = taken
    lapses.suspend(house)
    refused(visitor, address, "9.2")
    assert waits()


def test_a_closed_task_leaves_no_rows(house, taken):
    visitor, address, task, _ = taken
    close_task(task=task, actor=house.dpo, at=clock.now())
    assert not waits()
    refused(visitor, address)


def test_a_workbook_with_somebody_who_is_gone_is_not_handed_out(house, taken):
    visitor, address, _, gone = taken
    Subject.objects.filter(ref=gone).update(state=State.DESTROYED, destroyed_at=clock.now())
    refused(visitor, address)


def test_who_comes_from_afar_without_tls_is_handed_no_rows(house, taken):
    visitor, address, _, _ = taken
    lapses.serve_in_clear()
    refused(lapses.from_afar(visitor), address, "3.2")
