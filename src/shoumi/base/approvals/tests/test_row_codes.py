"""What a second person said yes to is authenticated: no row of it can be forged, or be gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.approvals import services
from shoumi.base.approvals.errors import Spent
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.base.vault import keyring
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

CHANGE = Change(Action.ROTATION, {"what": "kek"})
MINUTE = timedelta(minutes=1)


def one_of_security():
    made = house_with_keys()
    made.sec = made.staff(Role.SEC, name="陈示例")
    return made


@pytest.fixture
def house(home, transactional_db):
    return kept("one of security", one_of_security)


def ask(house, what="kek"):
    change = Change(Action.ROTATION, {"what": what})
    return Ref(services.ask(change=change, actor=house.sec, at=AT).ref)


def approved(house, what="kek"):
    ref = ask(house, what)
    services.approve(approval=ref, actor=house.dpo, at=AT + MINUTE)
    return ref


@transaction.atomic
def spend(house, what="kek", at=AT + 2 * MINUTE):
    services.spend(Change(Action.ROTATION, {"what": what}), actor=house.sec, at=at)


def forge_yes(house, ref):
    """As whoever has the data alone does it."""
    Approval.objects.filter(ref=ref).update(
        state=State.APPROVED, answered_by_id=house.dpo, answered_at=AT
    )


def unsound():
    return {one.table: (list(one.altered), one.gone) for one in review.review() if not one.is_sound}


def one_of_each(house):
    """A request in each state, by state."""
    made = {State.OPEN: ask(house, "a"), State.APPROVED: approved(house, "b")}
    made[State.TURNED_DOWN] = ask(house, "c")
    services.turn_down(approval=made[State.TURNED_DOWN], actor=house.dpo, at=AT + MINUTE)
    made[State.WITHDRAWN] = approved(house, "d")
    services.withdraw(approval=made[State.WITHDRAWN], actor=house.sec, at=AT + MINUTE)
    made[State.USED] = approved(house, "e")
    spend(house, "e")
    return made


def test_each_act_leaves_a_row_that_holds(house):
    for state, ref in one_of_each(house).items():
        row = Approval.objects.get(ref=ref)
        assert row.state == state
        assert verification.is_authentic(row)
    assert unsound() == {}


@pytest.mark.parametrize("column", Approval.coverage.columns)
def test_no_column_changes_unnoticed(house, column):
    row = Approval.objects.get(ref=approved(house))
    other = {"position": 7, "requested_at": AT + MINUTE, "used_at": AT, "answered_at": AT}
    setattr(row, column, other.get(column, "other"))
    assert not codes.matches(row)


def test_one_person_alone_does_nothing_with_a_forged_yes(house):
    ref = ask(house)
    forge_yes(house, ref)
    with pytest.raises(NotAuthentic):
        spend(house)
    assert Approval.objects.get(ref=ref).state == State.APPROVED
    assert unsound() == {"approvals_approval": ([ref], 0)}


def test_a_deleted_request_is_found(house):
    Approval.objects.filter(ref=approved(house)).delete()
    Ask.objects.filter(role=Role.SEC).delete()
    assert unsound() == {"approvals_approval": ([], 1), "accounts_ask": ([], 1)}


def test_a_request_of_a_role_put_back_as_unused_is_found(house):
    row = Ask.objects.get(role=Role.SEC)
    row.used_at = None
    codes.put_and_save([row], row.entry_position)  # as it was true once
    row.save()
    assert verification.is_authentic(row)
    assert unsound() == {"accounts_ask": ([], 1)}


def test_nobody_approves_what_was_changed_since_it_was_asked(house):
    ref = ask(house)
    Approval.objects.filter(ref=ref).update(parameters='{"what":"suite"}')
    with pytest.raises(NotAuthentic):
        services.approve(approval=ref, actor=house.dpo, at=AT)
    assert Approval.objects.get(ref=ref).state == State.OPEN


def test_what_was_forged_ends_and_stays_what_it_is_and_is_in_nobodys_way(house):
    ref = ask(house)
    forge_yes(house, ref)
    services.withdraw(approval=ref, actor=house.sec, at=AT)
    other = ask(house, "index")
    Approval.objects.filter(ref=other).update(parameters='{"what":"suite"}')
    services.turn_down(approval=other, actor=house.dpo, at=AT)
    assert unsound() == {"approvals_approval": (sorted([ref, other]), 0)}
    approved(house)
    spend(house)


def test_a_true_yes_counts_beside_a_forged_one(house):
    forged = ask(house)
    forge_yes(house, forged)
    true = approved(house)
    spend(house)
    assert Approval.objects.get(ref=true).state == State.USED
    assert Approval.objects.get(ref=forged).state == State.APPROVED


def test_what_is_put_back_between_the_look_and_the_use_is_not_used_again(house):
    ref = approved(house)
    found = services.require_good(CHANGE, actor=house.sec, at=AT + 2 * MINUTE)
    spend(house)
    with pytest.raises(Spent), transaction.atomic():
        services.use(found, actor=house.sec, at=AT + 2 * MINUTE)
    Approval.objects.filter(ref=ref).update(state=State.APPROVED, used_at=None)
    with pytest.raises(NotAuthentic), transaction.atomic():
        services.use(found, actor=house.sec, at=AT + 2 * MINUTE)


def without_codes():
    for table in (Approval, Ask, Grant, Person):
        table.objects.update(mac=None, entry_position=None)
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()


def test_rows_of_an_older_home_are_taken_in_where_the_ledger_agrees(house):
    made = one_of_each(house)
    without_codes()
    told = review.take_in(at=AT)
    assert (told.made["approvals_approval"], told.left["approvals_approval"]) == (len(made), 0)
    assert (told.made["accounts_ask"], told.left["accounts_ask"]) == (1, 0)
    approvals, asks = Approval.objects.all(), Ask.objects.all()
    assert len(verification.authentic(approvals)) == len(approvals) == len(State)
    assert len(verification.authentic(asks)) == len(asks) == 1
    spend(house, "b")


FORGERIES = {
    "approved": (State.OPEN, {"state": State.APPROVED, "answered_at": AT}),
    "another": (State.APPROVED, {"parameters": '{"what":"suite"}'}),
    "approver": (State.APPROVED, {}),
    "earlier": (State.APPROVED, {"requested_at": AT - MINUTE}),
    "back": (State.USED, {"state": State.APPROVED, "used_at": None}),
    "yes": (State.TURNED_DOWN, {"state": State.APPROVED}),
    "deal": (State.APPROVED, {"deal": "deal-a"}),
    "digest": (State.APPROVED, {"digest": "0" * 64}),
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_row_of_an_older_home_that_the_ledger_contradicts_is_left(house, kind):
    made = one_of_each(house)
    state, changes = FORGERIES[kind]
    if kind in ("approved", "approver"):
        changes = changes | {"answered_by_id": house.dpo if kind == "approved" else house.head}
    without_codes()
    Approval.objects.filter(ref=made[state]).update(**changes)
    told = review.take_in(at=AT)
    assert told.left["approvals_approval"] == 1
    # Of another deal, it is gone from the one it was asked for in.
    assert unsound() == {"approvals_approval": ([made[state]], int(kind == "deal"))}


@pytest.mark.parametrize("column", ["requested_by_id", "person_id", "role", "used_at", "until"])
def test_a_role_request_of_an_older_home_that_the_ledger_contradicts_is_left(house, column):
    other = {"requested_by_id": house.head, "person_id": house.head, "role": Role.OPS}
    without_codes()
    value = None if column == "used_at" else other.get(column, AT)
    Ask.objects.update(**{column: value})
    assert review.take_in(at=AT).left["accounts_ask"] == 1
