"""What departments share has a purpose, one person who answers for it, and an end; what was opened
for it ends with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import stops
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.gate import queries as gate
from shoumi.base.gate import tasks
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.queries.shared_tasks import AcrossDepartments
from shoumi.chapters.collaboration.rules.words import State
from shoumi.chapters.collaboration.services import errors, shared_tasks
from shoumi.chapters.collaboration.services.shared_tasks import View
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)
SHUT = ["gate.task_closed"]


def test_people_of_two_departments_see_customers_until_the_task_is_closed(desk):
    shared = desk.granted()
    assert desk.why_not(shared) == desk.why_not(shared, desk.service) == []
    shared_tasks.close(task=Ref(shared.ref), actor=desk.consultant, at=desk.go(hours=1))
    assert desk.why_not(shared) == SHUT
    assert Task.objects.get(ref=shared.grant).closed_at == desk.at
    assert desk.state("11.1") == ("PASS", "")


def test_at_its_end_it_is_over_though_no_worker_runs(desk):
    shared = desk.granted()
    desk.go(days=5, seconds=-1)
    assert desk.why_not(shared) == []
    desk.go(seconds=1)
    assert "gate.task_closed" in desk.why_not(shared)
    assert gate.open_for(desk.consultant, desk.at) == []
    assert gate.open_one(shared.grant, desk.consultant, desk.at) is None


def test_the_moment_who_answers_for_it_leaves_nobody_sees_anything_by_it(desk):
    shared = desk.granted()
    desk.go(hours=1)
    desk.leaves(desk.consultant)
    assert "gate.task_closed" in desk.why_not(shared, desk.service)
    assert gate.open_for(desk.service, desk.at) == []
    assert queries.state(shared, desk.at) is State.OVER
    assert shared_tasks.end_due(at=desk.go(minutes=1)) == 1
    ended = SharedTask.objects.get(ref=shared.ref)
    assert (ended.end, ended.closed_by) == ("NOBODY", "system-shoumi")
    assert shared_tasks.end_due(at=desk.at) == 0


def test_an_account_that_stops_later_ends_it_then_by_the_clock_alone(desk):
    shared = desk.granted()
    with transaction.atomic():
        later = desk.at + timedelta(hours=2)
        stops.stop_from(desk.consultant, later, actor=desk.head, at=desk.at)
    desk.go(hours=1, minutes=59)
    assert desk.why_not(shared, desk.service) == []
    desk.go(minutes=1)
    assert desk.why_not(shared, desk.service) == SHUT


def test_another_who_is_on_it_answers_for_it_and_the_former_may_leave(desk):
    shared = desk.granted()
    with pytest.raises(errors.NotOnIt):
        shared_tasks.hand_on(
            task=Ref(shared.ref), accountable=desk.officer, actor=desk.head, at=desk.at
        )
    with pytest.raises(errors.NotYours):
        shared_tasks.hand_on(
            task=Ref(shared.ref), accountable=desk.service, actor=desk.service, at=desk.at
        )
    made = shared_tasks.hand_on(
        task=Ref(shared.ref), accountable=desk.service, actor=desk.consultant, at=desk.at
    )
    assert (made.accountable, made.workers) == (desk.service, [desk.consultant])
    desk.leaves(desk.consultant)
    assert desk.why_not(shared, desk.service) == []
    assert desk.state("11.1") == ("PASS", "")


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"departments": []}, errors.NoDepartment),
        ({"title": " "}, errors.TitleUnfit),
        ({"title": "电话 15400001111"}, errors.NamesSomebody),
        ({"departments": [Role.CON]}, errors.OfNoDepartment),
    ],
)
def test_what_has_no_department_or_names_somebody_is_not_opened(desk, other, refusal):
    with pytest.raises(refusal):
        desk.opened(**other)
    assert not SharedTask.objects.exists()


def test_a_task_without_an_end_or_beyond_its_purpose_is_not_opened(desk):
    with pytest.raises(errors.WithoutEnd):
        desk.opened(expires_at=desk.at)
    with pytest.raises(errors.TooLong):
        desk.opened(expires_at=desk.at + timedelta(days=4000))


def test_nobody_from_outside_and_nobody_who_left_is_on_it(desk):
    for person in (desk.buyer, desk.supervisor):
        with pytest.raises(errors.NotInTheHouse):
            desk.opened(workers=[person])
    desk.leaves(desk.service)
    with pytest.raises(errors.NotInTheHouse):
        desk.opened()
    with pytest.raises(NotPermitted):
        desk.opened(actor=desk.buyer, workers=[])


def test_only_who_may_open_tasks_of_the_gate_lets_its_people_see_something_and_once(desk):
    made = desk.opened()
    view = View([Act.LIST], [])
    with pytest.raises(NotPermitted):
        shared_tasks.grant(task=Ref(made.ref), view=view, actor=desk.consultant, at=desk.at)
    shared_tasks.grant(task=Ref(made.ref), view=view, actor=desk.head, at=desk.at)
    with pytest.raises(errors.GrantedAlready):
        shared_tasks.grant(task=Ref(made.ref), view=view, actor=desk.head, at=desk.at)


def test_across_departments_the_gate_takes_a_shared_task_once_they_are_in_use(desk):
    def together():
        return tasks.open_task(
            purpose=Purpose.INVENTORY,
            deal=desk.deal,
            actors=[desk.consultant, desk.service],
            acts=[Act.LIST],
            fields=[],
            expires_at=desk.at + timedelta(days=1),
            actor=desk.head,
            at=desk.at,
        )

    assert together()
    desk.opened()
    with pytest.raises(AcrossDepartments):
        together()
    assert desk.house.task(actors=[desk.consultant, desk.officer])


def test_the_database_takes_no_task_without_somebody_who_answers_for_it(desk):
    made = desk.opened()
    for broken in ({"accountable": ""}, {"end": "CLOSED"}, {"expires_at": made.opened_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedTask.objects.update(**broken)


def test_a_home_that_opened_none_leaves_the_word_to_a_statement(desk):
    assert desk.state("11.1") == ("NOT_BUILT", "")


def test_11_1_fails_where_what_is_over_was_not_ended_and_holds_once_it_is(desk):
    shared = desk.granted()
    desk.go(days=5, minutes=9)
    assert desk.state("11.1") == ("PASS", "")
    desk.go(minutes=1)
    assert desk.state("11.1") == ("FAIL", "sharing.not_ended")
    shared_tasks.close(task=Ref(shared.ref), actor=desk.officer, at=desk.at)
    assert desk.state("11.1") == ("PASS", "")


def test_11_1_fails_where_what_was_opened_outlives_its_task(desk):
    shared = desk.granted()
    longer = desk.at + timedelta(days=20)
    assert authenticated.change(Task.objects.filter(ref=shared.grant), expires_at=longer)
    assert desk.state("11.1") == ("FAIL", "sharing.grant_outlives")


def test_a_forged_row_opens_nothing_and_fails_the_demand(desk):
    shared = desk.granted()
    SharedTask.objects.update(expires_at=desk.at + timedelta(days=50))
    assert "gate.task_closed" in desk.why_not(shared)
    assert desk.state("11.1") == ("FAIL", NotAuthentic.code)


def test_a_grant_of_a_task_that_is_gone_is_shut(desk):
    shared = desk.granted()
    SharedTask.objects.all().delete()
    assert "gate.task_closed" in desk.why_not(shared)
    assert desk.state("11.1") == ("FAIL", NotAuthentic.code)


def test_no_shared_task_is_opened_while_a_chapter_has_nobody_and_the_refusal_is_recorded(desk):
    desk.begun()
    desk.leaves(desk.security)
    with pytest.raises(DoorShut) as refused:
        desk.opened()
    assert [one.demand for one in refused.value.lapses] == ["11.3"]
    assert reader.latest(1)[0].line().tag == "door.refused"
