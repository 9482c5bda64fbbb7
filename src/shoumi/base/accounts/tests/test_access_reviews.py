"""Each quarter every role is confirmed by who answers for its holder, or ends by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import access_reviews as reviews
from shoumi.base.accounts import ledger_agreement, queries, services
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DUE = AT + timedelta(days=14)
BEFORE = DUE - timedelta(seconds=1)


@pytest.fixture
def house(home, db):
    made = house_with_keys()
    made.sara = made.staff(Role.SEC, name="李测试")
    made.cora = made.staff(Role.CON, Role.PWG, name="陈示例")
    return made


def role_of(person, role):
    return Ref(ReviewedRole.objects.get(person=person, role=role).ref)


def keep(person, role, actor, at=AT):
    return reviews.answer(role=role_of(person, role), kept=True, actor=actor, at=at)


@pytest.mark.both
def test_a_role_that_nobody_confirmed_ends_on_the_day_without_anybody_doing_anything(house):
    reviews.open_review(actor=house.dpo, at=AT)
    keep(house.cora, Role.CON, house.head)
    assert queries.roles(house.cora, BEFORE) == {Role.CON, Role.PWG}
    assert queries.roles(house.cora, DUE) == {Role.CON}
    assert queries.roles(house.sara, DUE) == frozenset()


def test_a_role_that_is_kept_has_the_end_it_had_before(house):
    ends = AT + timedelta(days=60)
    house.give(house.cora, Role.FIN, until=ends)
    reviews.open_review(actor=house.head, at=AT)
    assert Grant.objects.get(role=Role.FIN).until == DUE
    keep(house.cora, Role.FIN, house.head)
    assert Grant.objects.get(role=Role.FIN).until == ends
    assert verification.authentic(Grant.objects.filter(role=Role.FIN))


def test_a_role_that_ends_earlier_anyway_is_given_no_later_end(house):
    ends = AT + timedelta(days=3)
    house.give(house.cora, Role.FIN, until=ends)
    reviews.open_review(actor=house.head, at=AT)
    assert Grant.objects.get(role=Role.FIN).until == ends


def test_the_last_head_and_officer_run_on_and_are_owed_until_they_confirm_each_other(house):
    assert reviews.fault(AT) == "gate.access_never_reviewed"
    reviews.open_review(actor=house.dpo, at=AT)
    assert reviews.fault(BEFORE) == ""
    assert min(reviews.edges(AT)) == DUE
    assert queries.roles(house.head, DUE) == {Role.HEAD}
    assert queries.roles(house.dpo, DUE) == {Role.DPO}
    assert reviews.fault(DUE) == "gate.access_unconfirmed"
    keep(house.head, Role.HEAD, house.dpo, DUE)
    assert reviews.fault(DUE) == "gate.access_unconfirmed"
    keep(house.dpo, Role.DPO, house.head, DUE)
    assert reviews.fault(DUE) == ""


def test_nobody_answers_for_an_own_role_and_the_head_not_for_another_head(house):
    other = house.staff(Role.HEAD, name="王样本")
    reviews.open_review(actor=house.dpo, at=AT)
    for who in (house.head, other):
        with pytest.raises(reviews.OwnRole):
            keep(house.head, Role.HEAD, who)
    with pytest.raises(reviews.OwnRole):
        keep(house.cora, Role.CON, house.dpo)
    with pytest.raises(queries.NotPermitted):
        keep(house.cora, Role.CON, house.sara)
    assert {one.person for one in reviews.waiting_for(house.dpo, AT)} == {house.head, other}
    assert house.head not in {one.person for one in reviews.waiting_for(house.head, AT)}


def test_a_role_is_answered_once_and_not_after_the_day(house):
    reviews.open_review(actor=house.dpo, at=AT)
    keep(house.cora, Role.CON, house.head)
    with pytest.raises(reviews.RoleAnswered):
        keep(house.cora, Role.CON, house.head)
    with pytest.raises(reviews.ReviewOver):
        keep(house.cora, Role.PWG, house.head, DUE)
    assert [one.person for one in reviews.waiting_for(house.head, DUE)] == [house.dpo]


def test_a_role_that_is_ended_in_a_review_is_over_at_once(house):
    reviews.open_review(actor=house.dpo, at=AT)
    at = AT + timedelta(hours=1)
    reviews.answer(role=role_of(house.cora, Role.CON), kept=False, actor=house.head, at=at)
    assert queries.roles(house.cora, at) == {Role.PWG}
    with pytest.raises(services.GrantOver):
        services.revoke(grant=Ref(Grant.objects.get(role=Role.CON).ref), actor=house.head, at=at)


def test_several_roles_are_kept_together_or_none_is(house):
    reviews.open_review(actor=house.dpo, at=AT)
    wanted = [role_of(house.cora, Role.CON), role_of(house.head, Role.HEAD)]
    with pytest.raises(reviews.OwnRole):
        reviews.keep_each(roles=wanted, actor=house.head, at=AT)
    assert not ReviewedRole.objects.exclude(answered_at=None).exists()


def test_the_calendar_opens_the_next_when_a_quarter_begins_and_never_the_first(house):
    october = reviews.next_quarter(AT)
    assert (october.month, october.day) == (10, 1)
    assert not reviews.is_owed(october)
    reviews.open_review(actor=house.dpo, at=AT)
    with pytest.raises(reviews.ReviewRuns):
        reviews.open_review(actor=house.dpo, at=BEFORE)
    for role, who in ((Role.HEAD, house.dpo), (Role.DPO, house.head)):
        keep(house.head if role is Role.HEAD else house.dpo, role, who)
    assert not reviews.is_owed(october - timedelta(seconds=1))
    assert reviews.is_owed(october)
    late = october + timedelta(days=14)
    assert reviews.fault(late - timedelta(seconds=1)) == ""
    assert reviews.fault(late) == "gate.access_review_missed"
    assert reviews.open_review(actor=SYSTEM, at=october).number == 2
    assert reviews.fault(late - timedelta(seconds=1)) == ""


@pytest.mark.both
@pytest.mark.parametrize("how", ["kept", "deleted", "ends"])
def test_a_review_that_was_edited_says_nothing(house, how):
    reviews.open_review(actor=house.dpo, at=AT)
    own = ReviewedRole.objects.filter(role=Role.DPO)
    if how == "kept":
        own.update(is_kept=True, answered_by=house.head, answered_at=AT)
    elif how == "deleted":
        own.delete()
    else:
        AccessReview.objects.update(due_at=DUE + timedelta(days=900))
    with pytest.raises(NotAuthentic):
        reviews.fault(DUE)


def test_whoever_takes_the_end_from_a_role_in_the_database_has_no_role(house):
    reviews.open_review(actor=house.dpo, at=AT)
    Grant.objects.filter(person=house.sara).update(until=None)
    assert queries.roles(house.sara, BEFORE) == frozenset()


def test_rows_of_a_review_say_what_the_ledger_says_of_them(house):
    reviews.open_review(actor=house.dpo, at=AT)
    keep(house.cora, Role.CON, house.head)
    for one in ledger_agreement.guarded:
        rows = list(one.table.objects.order_by("pk"))
        if rows:
            assert one.agreed(rows) == verification.positions(rows), one.table
