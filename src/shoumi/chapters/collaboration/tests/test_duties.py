"""One person answers for each chapter; who did at any moment is in the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries import duties as queries
from shoumi.chapters.collaboration.services import duties, errors
from shoumi.chapters.collaboration.services.duties import Parts
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)


def assign(desk, number, person, **other):
    duty = Ref(ChapterDuty.objects.get(number=number).ref)
    parts = Parts(person, (Role.SEC,), (Role.LEG,), (Role.HEAD,))
    return duties.assign(duty=duty, parts=parts, actor=desk.head, at=desk.at, **other)


def test_each_chapter_begins_with_the_role_of_the_handbook(desk):
    assert desk.state("11.3") == ("NOT_BUILT", "")
    desk.begun()
    found = {one.number: one.accountable for one in ChapterDuty.objects.all()}
    assert sorted(found) == list(range(1, 21))
    assert (found[1], found[2], found[12]) == (desk.head, desk.legal, desk.security)
    assert found[18] == desk.supervisor
    assert desk.state("11.3") == ("PASS", "")
    with pytest.raises(errors.DutiesBegun):
        desk.begun()


def test_where_nobody_holds_a_role_the_head_answers(desk):
    desk.leaves(desk.security)
    desk.begun()
    assert ChapterDuty.objects.get(number=12).accountable == desk.head


def test_11_3_fails_the_moment_somebody_leaves_and_holds_once_another_answers(desk):
    desk.begun()
    desk.leaves(desk.security)
    assert desk.state("11.3") == ("FAIL", "raci.nobody_there")
    assign(desk, 3, desk.legal)
    assert desk.state("11.3") == ("FAIL", "raci.nobody_there")
    assign(desk, 12, desk.legal)
    assert desk.state("11.3") == ("PASS", "")


def test_who_answered_at_a_moment_is_told_by_the_ledger(desk):
    before = desk.at - timedelta(seconds=1)
    desk.begun()
    begun = desk.at
    desk.go(hours=3)
    assign(desk, 12, desk.legal)
    told = [queries.answered(12, at) for at in (before, begun, desk.at - timedelta(minutes=1))]
    assert told[0] is None
    assert [one.person for one in told[1:]] == [desk.security, desk.security]
    now = queries.answered(12, desk.at)
    assert (now.person, now.since) == (desk.legal, desk.at)


def test_who_oversees_answers_for_oversight_alone_and_nobody_from_outside_for_the_rest(desk):
    desk.begun()
    with pytest.raises(errors.NotInTheHouse):
        assign(desk, 12, desk.supervisor)
    both = desk.house.cast.people
    assert both
    with pytest.raises(errors.NotInTheHouse):
        assign(desk, 12, desk.buyer)
    with pytest.raises(NotPermitted):
        duties.begin(actor=desk.security, at=desk.at)


def test_a_forged_row_or_one_that_is_gone_fails_the_demand(desk):
    desk.begun()
    ChapterDuty.objects.filter(number=5).update(accountable=desk.legal)
    assert desk.state("11.3") == ("FAIL", NotAuthentic.code)
    ChapterDuty.objects.filter(number=5).delete()
    assert desk.state("11.3") == ("FAIL", NotAuthentic.code)
