"""Who stands in answers meanwhile; who has an interest in a deal is on none of its shared tasks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import deputies as queries
from shoumi.chapters.collaboration.queries import duties
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.chapters.collaboration.services import deputies, errors, shared_tasks
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)


def away(desk, person, deputy, days=9, actor=None, **other) -> Absence:
    given = {"since": desk.at, "until": desk.at + timedelta(days=days), "at": desk.at, **other}
    return deputies.tell_absence(person=person, deputy=deputy, actor=actor or person, **given)


def declare(desk, person, actor=None) -> Interest:
    given = {"deal": desk.deal, "why": Why.FAMILY, "at": desk.at}
    return deputies.declare(person=person, actor=actor or person, **given)


def test_while_somebody_is_away_the_deputy_answers_and_the_ledger_tells_who_did_when(desk):
    desk.begun()
    before = desk.at
    desk.go(hours=1)
    absence = away(desk, desk.security, desk.legal)
    assert queries.acting(desk.security, desk.at) == desk.legal
    desk.go(hours=1)
    assert duties.answered(12, desk.at).person == desk.legal
    assert duties.answered(12, before).person == desk.security
    desk.go(hours=1)
    deputies.end_absence(absence=Ref(absence.ref), actor=desk.security, at=desk.at)
    assert queries.acting(desk.security, desk.at) == desk.security
    assert duties.answered(12, desk.at).person == desk.security
    assert duties.answered(12, desk.at - timedelta(hours=1)).person == desk.legal


def test_11_3_fails_where_the_deputy_leaves_and_holds_once_the_person_is_back(desk):
    desk.begun()
    absence = away(desk, desk.security, desk.consultant)
    assert desk.state("11.3") == ("PASS", "")
    desk.leaves(desk.consultant)
    assert desk.state("11.3") == ("FAIL", "raci.nobody_there")
    deputies.end_absence(absence=Ref(absence.ref), actor=desk.head, at=desk.at)
    assert desk.state("11.3") == ("PASS", "")


def test_a_circle_of_deputies_is_nobody(desk):
    away(desk, desk.security, desk.legal)
    away(desk, desk.legal, desk.security)
    assert queries.acting(desk.security, desk.at) is None


def test_the_deputy_ends_a_shared_task_in_the_place_of_who_is_away(desk):
    task = Ref(desk.opened().ref)
    with pytest.raises(errors.NotYours):
        shared_tasks.close(task=task, actor=desk.legal, at=desk.at)
    away(desk, desk.consultant, desk.legal)
    assert shared_tasks.close(task=task, actor=desk.legal, at=desk.at).end == "CLOSED"


def test_only_oneself_hr_and_the_heads_say_that_somebody_is_away(desk):
    with pytest.raises(errors.NotYours):
        away(desk, desk.security, desk.legal, actor=desk.consultant)
    with pytest.raises(errors.AbsenceUnfit):
        away(desk, desk.security, desk.security)
    with pytest.raises(errors.AbsenceUnfit):
        away(desk, desk.security, desk.legal, days=0)
    with pytest.raises(errors.NotInTheHouse):
        away(desk, desk.security, desk.buyer)
    assert away(desk, desk.security, desk.legal, actor=desk.head)


def test_an_interest_ends_the_shared_tasks_and_bars_new_ones_until_another_clears_it(desk):
    task = desk.granted()
    interest = Ref(declare(desk, desk.service).ref)
    ended = SharedTask.objects.get(ref=task.ref)
    assert (ended.end, ended.closed_by) == ("INTEREST", desk.service)
    assert "gate.task_closed" in desk.why_not(task)
    with pytest.raises(errors.HasInterest):
        desk.opened()
    with pytest.raises(errors.DeclaredAlready):
        declare(desk, desk.service)
    with pytest.raises(NotPermitted):
        deputies.clear(interest=interest, actor=desk.service, at=desk.at)
    deputies.clear(interest=interest, actor=desk.officer, at=desk.at)
    with pytest.raises(errors.ClearedAlready):
        deputies.clear(interest=interest, actor=desk.officer, at=desk.at)
    assert desk.opened()


def test_nobody_clears_an_own_interest(desk):
    interest = Ref(declare(desk, desk.officer).ref)
    with pytest.raises(errors.OwnInterest):
        deputies.clear(interest=interest, actor=desk.officer, at=desk.at)


def test_a_forged_absence_or_interest_fails_the_demand(desk):
    desk.begun()
    away(desk, desk.security, desk.legal)
    Absence.objects.update(deputy=desk.consultant)
    assert desk.state("11.3") == ("FAIL", NotAuthentic.code)
    Absence.objects.all().delete()
    declare(desk, desk.service)
    Interest.objects.all().delete()
    assert desk.state("11.3") == ("FAIL", NotAuthentic.code)
