"""A chapter names the parts of its check that lie outside; each rests on a statement in term."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

import pytest

from shoumi.base import registry
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls, services
from shoumi.base.attestations.models import Attestation
from shoumi.base.attestations.tests.statements import given
from shoumi.base.registry import BadCard, Card, Holding, OutsidePart
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DAY = timedelta(days=1)
DUTY = "13.3"


class Place(StrEnum):
    SITE = "second_site"
    ABROAD = "place_abroad"


PARTS = (
    OutsidePart(Place.SITE, ("另一处机房", "the second site")),
    OutsidePart(Place.ABROAD, ("境外存放地", "a place abroad")),
)


@pytest.fixture
def live():
    """What the check of the made-up chapter says, and which parts it leaves to statements."""
    return {"held": Holding(ControlState.PASS, 7, AT + 40 * DAY), "parts": PARTS}


@pytest.fixture
def ops(monkeypatch, live):
    actor = House().staff(Role.OPS)
    monkeypatch.setattr(registry, "_cards", {})
    registry.register(
        Card(
            "made-up",
            "虚构",
            "Made up",
            checks={DUTY: lambda at: live["held"]},
            outside={DUTY: lambda at: live["parts"]},
        )
    )
    return actor


def state(at=AT):
    held = controls.holding(DUTY, None, at)
    assert {one.id: found for one, found in controls.survey(at)}[DUTY] == held
    return held.state, held.reason


def attest(actor, part, **more):
    return services.attest(duty=DUTY, said=given(DUTY, part=part, **more), actor=actor, at=AT)


def test_until_each_part_is_stated_the_demand_does_not_hold(ops):
    unstated = (ControlState.FAIL, "attestation.part_unstated")
    assert state() == unstated
    attest(ops, Place.SITE)
    assert state() == unstated
    attest(ops, Place.ABROAD)
    assert state() == (ControlState.ATTESTED, "")


def test_it_stands_as_long_as_what_ends_first(ops):
    attest(ops, Place.SITE)
    last = attest(ops, Place.ABROAD, until=AT + 9 * DAY)
    held = controls.holding(DUTY, None, AT)
    assert (held.until, held.position) == (AT + 9 * DAY, last.position)
    assert state() == (ControlState.ATTESTED, "")
    assert state(AT + 9 * DAY) == (ControlState.STALE, "attestation.expired")


def test_what_holds_in_part_ends_with_a_part_that_lapses(ops, live):
    live["held"] = Holding(ControlState.PARTIAL, 7, reason="made_up.missing")
    attest(ops, Place.SITE)
    attest(ops, Place.ABROAD, until=AT + 9 * DAY)
    assert state() == (ControlState.PARTIAL, "made_up.missing")
    assert controls.turns(AT) == AT + 9 * DAY
    assert state(AT + 9 * DAY) == (ControlState.STALE, "attestation.expired")


def test_a_part_taken_back_shuts_it_at_once(ops):
    attest(ops, Place.SITE)
    said = attest(ops, Place.ABROAD)
    services.revoke(attestation=Ref(said.ref), actor=ops, at=AT)
    assert state() == (ControlState.FAIL, "attestation.part_unstated")


def test_no_statement_about_a_part_covers_a_check_that_fails(ops, live):
    attest(ops, Place.SITE)
    attest(ops, Place.ABROAD)
    live["held"] = Holding(ControlState.FAIL, reason="backup.too_old")
    assert state() == (ControlState.FAIL, "backup.too_old")


def test_where_nothing_lies_outside_the_check_alone_speaks(ops, live):
    live["parts"] = ()
    assert state() == (ControlState.PASS, "")
    with pytest.raises(services.NoSuchPart):
        attest(ops, Place.SITE)


def test_the_rest_of_the_demand_is_stated_by_nobody(ops):
    with pytest.raises(services.Enforced):
        services.attest(duty=DUTY, said=given(DUTY), actor=ops, at=AT)


def test_a_card_names_parts_of_what_it_checks_alone(monkeypatch):
    monkeypatch.setattr(registry, "_cards", {})
    with pytest.raises(BadCard, match=r"13\.3"):
        registry.register(Card("x", "x", "x", outside={DUTY: lambda at: PARTS}))


def test_what_is_stated_of_a_part_and_was_changed_from_outside_counts_for_nothing(ops, live):
    live["parts"] = PARTS[:1]
    said = attest(ops, Place.SITE)
    assert controls.holding(DUTY, None, AT).holds
    Attestation.objects.filter(ref=said.ref).update(until=AT + 999 * DAY)
    controls.forget()
    assert controls.holding(DUTY, None, AT).reason == "row.not_authentic"
