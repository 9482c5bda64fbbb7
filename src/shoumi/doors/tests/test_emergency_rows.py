"""Emergencies whose rows somebody edited, and what is told of a stop."""

from __future__ import annotations

import pytest

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as people_of
from shoumi.base.accounts.models import Grant
from shoumi.base.emergency.events import Note, Outcome
from shoumi.base.emergency.models import Emergency
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import review as rows
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.test_emergency import begin, review

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def found(house):
    return house.keep_many(3)


def test_a_stop_is_not_lifted_by_the_review_of_another_where_one_was_edited(house, found):
    first, second = begin(house, found[0]), begin(house, found[1])
    house.go(hours=24)
    Emergency.objects.filter(ref=first.ref).update(
        reviewed_at=house.at, reviewed_by=house.dpo, outcome=Outcome.JUSTIFIED, note=Note.NEEDED
    )
    with pytest.raises(NotAuthentic):
        review(house, second)
    assert accounts.roles(house[people.SERVICE], house.at) == frozenset()


def test_who_opens_tasks_has_no_emergency_though_the_role_was_edited_away(house, found):
    service = house[people.SERVICE]
    ask = people_of.request_grant(person=service, role=Role.DPO, actor=house.dpo, at=house.at)
    people_of.grant(ask=Ref(ask.ref), actor=house[people.HEAD], at=house.at)
    Grant.objects.filter(person=service, role=Role.DPO).update(role=Role.LEG)
    with pytest.raises(NotAuthentic):
        begin(house, found[0])


def test_a_stop_and_its_end_are_entries_about_the_person(house, found):
    made = begin(house, found[0])
    begin(house, found[1])
    house.go(hours=24)
    review(house, made)
    service = house[people.SERVICE]
    tags = [one.line().tag for one in reader.entries(about=service)]
    assert [tag for tag in tags if tag in ("person.stops", "person.runs_again")] == ["person.stops"]
    assert accounts.roles(service, house.at) == frozenset()
    for one in Emergency.objects.filter(reviewed_at=None):
        review(house, one)
    assert accounts.roles(service, house.at)
    assert all(one.is_sound for one in rows.review())
