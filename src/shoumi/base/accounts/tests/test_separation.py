"""Security, operation and audit are separate persons (handbook 1.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import queries, rules, separation, services
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.ledger import reader
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db
PAIRS = [(Role.SEC, Role.OPS), (Role.SEC, Role.SUP), (Role.OPS, Role.SUP)]


@pytest.fixture
def house():
    return House()


@pytest.fixture
def lax(monkeypatch):
    """As a version granted that had no such rule."""
    monkeypatch.setattr(rules, "SEPARATED", ())
    return monkeypatch


@pytest.mark.parametrize(("held", "wanted"), [*PAIRS, *((b, a) for a, b in PAIRS)])
def test_the_second_is_neither_asked_for_nor_granted(house, held, wanted, monkeypatch):
    person = house.staff(held, name="周模拟")
    asked = {"person": person, "role": wanted, "actor": house.dpo, "at": AT}
    with pytest.raises(separation.RolesApart) as caught:
        services.request_grant(**asked)
    assert caught.value.facts == {"role": wanted, "held": (held,)}
    with monkeypatch.context() as lax:
        lax.setattr(rules, "SEPARATED", ())
        ask = services.request_grant(**asked)
    with pytest.raises(separation.RolesApart):
        services.grant(ask=Ref(ask.ref), actor=house.head, at=AT)
    assert queries.all_roles(person, AT) == {held}
    assert list(reader.entries())[-1].line().facts["why"] == "accounts.roles_apart"


def test_a_role_of_a_deal_counts_as_well(house):
    person = house.staff(Role.OPS, name="周模拟")
    with pytest.raises(separation.RolesApart):
        house.give(person, Role.SEC, deal=Ref("deal-1"))


def test_other_roles_go_together(house):
    person = house.staff(Role.SEC, Role.LEG, Role.CS, name="周模拟")
    assert queries.all_roles(person, AT) == {Role.SEC, Role.LEG, Role.CS}
    external = house.staff(Role.SUP, Role.AUD, name="外部监督员", kind=Kind.EXTERNAL)
    assert separation.conflicted(AT) == {}
    assert rules.apart(queries.all_roles(external, AT)) == frozenset()


def test_who_has_them_from_before_is_found_until_one_ends(house, lax):
    person = house.staff(Role.SEC, Role.OPS, name="周模拟")
    lax.undo()
    both = frozenset({Role.SEC, Role.OPS})
    assert separation.conflicted(AT) == {person: (both, None)}
    # What does not make it worse is granted still.
    house.give(person, Role.LEG)
    grant = queries.live_anywhere(AT).get(person=person, role=Role.OPS)
    services.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)
    assert separation.conflicted(AT + timedelta(minutes=1)) == {}
