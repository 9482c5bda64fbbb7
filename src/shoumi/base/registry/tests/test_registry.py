from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from shoumi.base import registry
from shoumi.base.registry import BadCard, Card, Holding, Remedy, SubjectColumn
from shoumi.core.gate import Fact
from shoumi.core.gate.policy import RULES
from shoumi.core.handbook import demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

AT = datetime(2026, 9, 7, tzinfo=UTC)


def card(slug="a", **parts):
    return Card(slug=slug, zh="甲", en="A", **parts)


def holds(*_):
    return Holding(ControlState.PASS)


class Words(StrEnum):
    READ = "things:read"


@pytest.fixture
def empty(monkeypatch):
    """A registry without a card; the real one is back afterwards."""
    monkeypatch.setattr(registry, "_cards", {})


@pytest.mark.usefixtures("empty")
class TestTakingCardsIn:
    def test_cards_come_in_order_of_their_slug(self):
        for slug in ("c", "a", "b"):
            registry.register(card(slug))
        assert [one.slug for one in registry.cards()] == ["a", "b", "c"]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"states": frozenset({Fact.ROLES})}, {"states": frozenset({Fact.ROLES})}),
            ({"checks": {"1.1": holds}}, {"checks": {"1.1": holds}}),
            ({"conditions": {"x.y": holds}}, {"conditions": {"x.y": holds}}),
            ({"fields": dict}, {"fields": dict}),
            ({"scopes": {Words.READ: False}}, {"scopes": {Words.READ: True}}),
        ],
        ids=["fact", "demand", "condition", "register", "scope"],
    )
    def test_nothing_is_claimed_twice(self, first, second):
        registry.register(card("a", **first))
        with pytest.raises(BadCard, match="'b' and 'a'"):
            registry.register(card("b", **second))
        assert [one.slug for one in registry.cards()] == ["a"]

    def test_a_slug_is_registered_once(self):
        registry.register(card())
        with pytest.raises(BadCard, match="twice"):
            registry.register(card())

    def test_who_holds_personal_information_brings_its_destroyer(self):
        with pytest.raises(BadCard, match="cannot destroy"):
            registry.register(card(holds=frozenset({"person"})))
        with pytest.raises(BadCard, match="what remains"):
            registry.register(card(holds=frozenset({"person"}), destroyers={"person": len}))
        registry.register(
            card(holds=frozenset({"person"}), destroyers={"person": len}, remains={"person": len})
        )

    def test_who_mends_a_demand_checks_it(self):
        at = Remedy(("备份", "Backup"), "backup", "backup drill")
        with pytest.raises(BadCard, match="mends"):
            registry.register(card(remedies={"13.2": at}))
        registry.register(card(checks={"13.2": holds}, remedies={"13.2": at}))
        assert (registry.remedy("13.2"), registry.remedy("13.1")) == (at, None)

    def test_what_nobody_claims_is_unknown(self):
        registry.register(card(checks={"1.1": holds}, conditions={"x.y": holds}))
        assert (registry.check("1.1"), registry.condition("x.y")) == (holds, holds)
        assert (registry.check("1.2"), registry.condition("x.z")) == (None, None)

    def test_without_a_register_no_field_is_registered(self):
        assert registry.field_register() == {}

    def test_the_register_is_read_each_time(self):
        @dataclass
        class Register:
            asked = 0

            def __call__(self):
                self.asked += 1
                return {}

        brought = Register()
        registry.register(card(fields=brought))
        assert (registry.field_register(), registry.field_register()) == ({}, {})
        assert brought.asked == 2


@pytest.mark.parametrize("state", ControlState)
def test_only_what_is_checked_attested_or_not_due_holds(state):
    good = {
        *(ControlState.PASS, ControlState.PARTIAL),
        *(ControlState.ATTESTED, ControlState.NOT_APPLICABLE),
    }
    assert Holding(state).holds is (state in good)


def test_each_fact_of_the_policy_is_stated_by_one_card_that_can():
    stated = [fact for one in registry.cards() for fact in one.states]
    assert sorted(stated) == sorted({rule.needs for rule in RULES})
    assert [
        one.slug
        for one in registry.cards()
        if one.states and one.facts is None and one.house_facts is None
    ] == []


def test_each_claimed_demand_is_one_of_the_handbook():
    known = {each.id for each in demands()}
    assert {duty for one in registry.cards() for duty in one.checks} <= known


@pytest.mark.django_db(databases=["default", "keyring"])
def test_every_check_and_condition_answers_in_an_empty_house():
    for one in registry.cards():
        for check in one.checks.values():
            assert isinstance(check(AT), Holding)
        for condition in one.conditions.values():
            assert isinstance(condition(Ref("deal-none"), AT), Holding)


@pytest.mark.django_db(databases=["default", "keyring"])
def test_no_milestone_condition_holds_for_a_deal_that_is_not_there():
    open_doors = [
        name
        for one in registry.cards()
        for name, condition in one.conditions.items()
        if condition(Ref("deal-none"), AT).holds
    ]
    # True of nothing at all: no room was opened, no holder waits, nobody asks, is late or held.
    nothing = {
        "destruction.recipients",
        "holders.cleared",
        "requests.open_none",
        "room.all_shut",
        "room.emptied",
        "subjects.expired_none",
        "subjects.none_held",
    }
    assert set(open_doors) <= nothing


@pytest.mark.django_db(databases=["default", "keyring"])
def test_every_destroyer_can_be_asked_for_nobody():
    for one in registry.cards():
        for destroyer in one.destroyers.values():
            assert destroyer([]) == 0


def test_titles_are_told_in_both_languages():
    assert [one.slug for one in registry.cards() if not (one.zh and one.en)] == []


@pytest.mark.usefixtures("empty")
def test_columns_of_the_list_of_people_are_asked_for_each_deal():
    readers = frozenset({Role.CS, Role.DPO})

    def columns(deal):
        return [
            SubjectColumn(
                "said", ("答", deal), {}, lambda people: {}, lambda people, _: people, readers
            )
        ]

    registry.register(card("a", columns=columns))
    registry.register(card("b"))
    assert [one.name[1] for one in registry.columns(Ref("deal-1"), {Role.CS})] == ["deal-1"]
    assert registry.columns(Ref("deal-1"), {Role.OPS}) == []
