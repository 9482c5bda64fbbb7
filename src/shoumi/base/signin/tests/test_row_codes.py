"""Requests to let somebody in again, as whoever has the data alone can change them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Again, Link
from shoumi.base.vault import keyring
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = [pytest.mark.both, pytest.mark.django_db(databases=["default", "keyring"])]
# The home of these tests has no story.
NOW = {"at": AT, "real_at": AT + timedelta(seconds=1)}


def ask(house, person):
    return Ref(enrolment.ask_again(person=person, actor=house.dpo, **NOW).ref)


def approve(house, wish):
    return enrolment.approve_again(request=wish, actor=house.head, **NOW)


def unsound():
    found = {one.table: one for one in review.review() if not one.is_sound}
    return {name: (list(one.altered), one.gone) for name, one in found.items()}


def forgery(house, column):
    return {
        "person_id": lambda: house.staff(Role.MKT, name="蒋演示"),
        "requested_by_id": lambda: house.staff(Role.SEC, name="周示例"),
        "requested_at": lambda: NOW["real_at"] + timedelta(minutes=2),
    }[column]()


def test_what_was_asked_and_approved_by_the_house_holds(house, person, device):
    wish = ask(house, person)
    assert unsound() == {}
    approve(house, wish)
    assert unsound() == {}
    assert verification.is_authentic(Again.objects.get(ref=wish))


@pytest.mark.parametrize("column", ["person_id", "requested_by_id", "requested_at"])
def test_nobody_approves_what_was_changed_since_it_was_asked(house, person, device, column):
    wish = ask(house, person)
    Again.objects.filter(ref=wish).update(**{column: forgery(house, column)})
    with pytest.raises(NotAuthentic):
        approve(house, wish)
    assert not Link.objects.filter(used_at=None).exists()
    assert Again.objects.get(ref=wish).approved_by is None
    assert unsound() == {"signin_again": ([wish], 0)}


def test_a_request_put_back_as_unused_is_found_and_not_used_again(house, person, device):
    wish = ask(house, person)
    was = Again.objects.get(ref=wish)
    approve(house, wish)
    was.save()
    with pytest.raises(NotAuthentic):
        approve(house, wish)
    assert codes.matches(was), "it was true once"
    assert unsound() == {"signin_again": ([wish], 0)}


def test_a_deleted_request_is_found(house, person, device):
    Again.objects.filter(ref=ask(house, person)).delete()
    assert unsound() == {"signin_again": ([], 1)}


def test_requests_of_an_older_home_are_taken_in_where_the_ledger_agrees(house, person, device):
    used, open_, unused, approved = (ask(house, person) for _ in range(4))
    for wish in (used, unused):
        approve(house, wish)
    Again.objects.filter(ref=unused).update(approved_by=None)
    Again.objects.filter(ref=approved).update(approved_by=house.head)
    forged = ["person_id", "requested_by_id", "requested_at"]
    for column in forged:
        Again.objects.filter(ref=ask(house, person)).update(**{column: forgery(house, column)})
    Again.objects.update(mac=None, entry_position=None)
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()
    told = review.take_in(at=AT)
    assert (told.made["signin_again"], told.left["signin_again"]) == (2, 2 + len(forged))
    assert {row.ref for row in verification.authentic(Again.objects.all())} == {used, open_}
