"""A task is opened, shown and closed; nobody sees those of deals of others."""

from __future__ import annotations

import pytest

from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import registered_fields
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def open_one(house, who=None, **more):
    given = {
        "purpose": "inventory",
        "actors": [str(house.dpo)],
        "acts": ["reveal"],
        "until": "2026-09-15T18:00",
        **more,
    }
    return signed_in(who or house[people.HEAD]).act(f"/deals/{house.deal}/do/open-task", **given)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_open(house, lang):
    task = house.task()
    visitor = signed_in(house.dpo, lang=lang)
    for address in ("/tasks", f"/tasks/{task}", f"/deals/{house.deal}/do/open-task"):
        assert visitor.get(address).status_code == 200
    assert task in visitor.get("/tasks").content.decode()


def test_a_task_is_opened_for_all_that_its_purpose_allows(house):
    answer = open_one(house)
    made = Task.objects.latest("id")
    assert answer.redirect_chain[0][0].startswith(f"/tasks/{made.ref}?done=open-task")
    assert made.fields == sorted(registered_fields(Purpose.INVENTORY))
    assert made.actors == [house.dpo]
    assert f"{made.expires_at:%Y-%m-%d %H:%M}" == "2026-09-15 10:00"
    assert told("task.opened")[-1].about == made.ref


def test_a_task_can_be_for_some_fields_alone(house):
    open_one(house, fields=list(FIELDS))
    assert Task.objects.latest("id").fields == sorted(FIELDS)


def test_a_task_that_is_over_before_it_begins_is_refused(house):
    answer = open_one(house, until="2026-01-01T00:00")
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_a_task_is_closed_and_moves_to_those_that_are_over(house):
    task = house.task()
    visitor = signed_in(house.dpo)
    visitor.act(f"/tasks/{task}/do/close-task", is_sure="on")
    assert Task.objects.get(ref=task).closed_at
    assert told("task.closed")[-1].about == task
    assert task not in visitor.get("/tasks?which=open").content.decode()
    assert task in visitor.get("/tasks?which=closed").content.decode()
    assert visitor.act(f"/tasks/{task}/do/close-task", is_sure="on").status_code == 422


def test_mine_are_those_i_am_on(house):
    task = house.task(actors=[house.legal])
    assert task not in signed_in(house.dpo).get("/tasks").content.decode()
    assert task in signed_in(house.legal).get("/tasks").content.decode()
    assert task in signed_in(house.dpo).get("/tasks?which=open").content.decode()


def test_a_task_of_others_is_not_found(house, stranger):
    task = house.task()
    assert signed_in(stranger).get(f"/tasks/{task}").status_code == 404
    assert task not in signed_in(stranger).get("/tasks?which=open").content.decode()


def test_only_two_roles_open_and_close(house):
    task = house.task()
    assert open_one(house, who=house[people.CONSULTANT]).status_code == 403
    answer = signed_in(house[people.CONSULTANT]).get(f"/tasks/{task}/do/close-task")
    assert answer.status_code == 403


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_second_person_finds_ones_own_task_and_confirms_it(house, lang):
    open_one(house, who=house.dpo)
    task = Task.objects.get()
    mine, other = signed_in(house.dpo, lang=lang), signed_in(house[people.HEAD], lang=lang)
    assert task.ref not in mine.get("/tasks?which=waiting").content.decode()
    assert task.ref in other.get("/tasks?which=waiting").content.decode()
    assert f"/tasks/{task}" in other.get("/").content.decode()
    assert mine.act(f"/tasks/{task}/do/confirm-task").status_code in (409, 422)
    assert other.act(f"/tasks/{task}/do/confirm-task").status_code == 200
    assert Task.objects.get().confirmed_by == house[people.HEAD]
    assert told("task.confirmed")[-1].about == task.ref
    assert task.ref not in other.get("/tasks?which=waiting").content.decode()


def test_a_task_that_would_last_too_long_is_refused_with_its_latest_end(house):
    answer = open_one(house, until="2027-09-30T18:00")
    assert answer.status_code == 422
    assert "30 天" in answer.content.decode()
