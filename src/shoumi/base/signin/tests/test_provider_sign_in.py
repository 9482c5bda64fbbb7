"""Who comes in by the company's own provider, over real TLS, and who does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.signin import enrolment, oidc, provider, queries, rules, sessions
from shoumi.base.signin.errors import (
    NotLetIn,
    ProviderAccountTaken,
)
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account, Binding, Flow
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import (
    come,
)
from shoumi.base.signin.tests.people import (
    NOW,
    both,
    invited,
    tags,
    with_passkey,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_who_bound_the_account_comes_in_by_it(bound, person):
    ended = come(bound)
    session = sessions.current(token=ended.token, real_at=NOW)
    assert (session.person_id, session.by) == (person, By.PROVIDER)
    assert tags()[-1] == Tag.ACCEPTED
    assert not Flow.objects.exists()


def test_nobody_is_made_by_signing_in_and_unknown_and_unfit_are_answered_alike(bound, house):
    before = len(tags())
    bound.person = "employee-2"
    with pytest.raises(NotLetIn) as unknown:
        come(bound)
    bound.person = "employee-1"
    bound.claims = {"nonce": "another"}
    with pytest.raises(NotLetIn) as unfit:
        come(bound)
    assert str(unknown.value) == str(unfit.value)
    assert tags()[before:] == [Tag.REFUSED, Tag.REFUSED]


def test_the_same_subject_of_another_provider_is_somebody_else(bound):
    asked = provider.configured()
    kept = Binding.objects.get().subject
    assert oidc._digest(asked, "employee-1").hex() == kept
    assert oidc._digest(replace(asked, issuer="https://other.example"), "employee-1").hex() != kept


def test_somebody_invited_binds_before_the_first_sign_in(at_provider, house, person):
    token = invited(house, person)
    come(at_provider, Aim.BIND, session=token)
    with pytest.raises(NotLetIn):  # not enrolled yet: a passkey or password has to be there
        come(at_provider)
    assert queries.access([person], real_at=NOW)[person] is not rules.Access.CAN
    with_passkey(token)
    enrolment.finish(token=token, **both())
    assert come(at_provider).token


def test_an_account_is_one_persons_alone(bound, house):
    other = house.staff(Role.CON, name="王示例")
    with pytest.raises(ProviderAccountTaken):
        come(bound, Aim.BIND, session=invited(house, other))
    assert Binding.objects.count() == 1


@pytest.mark.both
def test_the_database_too_binds_an_account_once(bound, house):
    copy = Binding.objects.get()
    copy.pk, copy.person_id = Ref.new("binding"), house.dpo
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_row_put_in_by_hand_lets_nobody_in(bound, house, person):
    other = house.staff(Role.CON, name="王示例")
    Account.objects.create(person_id=other, handle=b"handle", enrolled_at=NOW)
    Binding.objects.update(person_id=other)
    with pytest.raises(NotLetIn):
        come(bound)


@pytest.mark.parametrize("role", sorted(rules.BY_OWN_KEY))
def test_who_keeps_keys_or_approves_does_not_come_in_so(bound, house, person, role):
    if role is Role.DPO:
        house.give(person, Role.OPS)
    else:
        house.give(person, role)
    assert not oidc.may_come_so(person, AT)
    with pytest.raises(NotLetIn):
        come(bound)


def test_who_has_left_does_not_come_in(bound, house, person):
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(NotLetIn):
        come(bound)
