"""The handbook and the house agree: what is checked, what is attested, who keeps which chapter.

What the tables themselves must be is tested beside them, in ``core/handbook/tests``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import shoumi
from shoumi.base import registry
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls, services
from shoumi.base.attestations.services import Enforced, Generated
from shoumi.base.attestations.tests.statements import given
from shoumi.base.vault import services as vault
from shoumi.core import handbook
from shoumi.core.terms import ControlState, Role
from shoumi.doors.reference.demands import APPS

BUILT = {path.parent.name for path in Path(shoumi.__path__[0]).glob("chapters/*/apps.py")}
ENFORCED = {
    "policies": "1.1 1.2 1.3",
    "subjects": "1.4 3.1 3.3",
    "gate": "1.5",
    "agreements": "2.1 2.2 2.3",
    "rotation": "3.4",
    "transport": "3.2",
    "consent": "6.1 6.2 6.3",
    "compliance": "7.3",
    "destruction": "8.1 8.2 8.3",
    "collaboration": "11.1 11.2 11.3",
    "defence": "12.1 12.2 12.3",
    "backup": "13.1 13.2 13.3",
    "vendors": "5.1 5.2 5.3",
    "feedback": "10.1 10.2 10.3",
    "learning": "4.1 14.1 14.2 14.3 19.1 19.2 19.3",
    "conduct": "4.2 4.3",
    "incidents": "9.1 9.2 9.3 20.1 20.2 20.3",
}
# Technical demands that the base keeps for chapters.  What is stored is examined at once for both.
BASE_FOR = {
    "rotation": {"encryption"},
    "transport": {"encryption"},
    "subjects": {"policies", "encryption"},
    "gate": {"policies"},
}
# Rendered from live indicators: never typed, never stated.
GENERATED = ("15.1", "S1", "S2", "S3", "S4", "P")

every_demand = pytest.mark.parametrize("duty", [demand.id for demand in handbook.demands()])


def claimed():
    return {card.slug: set(card.checks) for card in registry.cards() if card.checks}


def is_checked(duty):
    return any(duty in duties for duties in claimed().values())


def test_the_handbook_is_whole():
    ids = [demand.id for demand in handbook.demands()]
    assert (len([duty for duty in ids if "." in duty]), ids[63:]) == (
        63,
        ["S1", "S2", "S3", "S4", "P"],
    )


def test_these_demands_are_checked_by_these_cards_and_all_others_are_attested():
    assert claimed() == {slug: set(duties.split()) for slug, duties in ENFORCED.items()}


def test_a_card_checks_demands_of_its_own_chapters_only():
    for slug, duties in claimed().items():
        apps = BASE_FOR.get(slug, {slug})
        foreign = [duty for duty in duties if apps.isdisjoint(APPS[int(duty.partition(".")[0])])]
        assert foreign == [], slug


def test_every_chapter_has_an_app_and_seventeen_apps_keep_the_twenty():
    assert list(APPS) == list(range(1, 21))
    apps = {app for kept in APPS.values() for app in kept}
    assert len(apps) == 17
    assert apps >= BUILT


def test_every_built_chapter_checks_a_demand_or_says_that_it_does_not_yet():
    chapters = Path(shoumi.__path__[0]) / "chapters"
    begun = {
        app
        for app in BUILT
        if "| demands | none is checked yet |" in (chapters / app / "README.md").read_text("utf-8")
    }
    assert claimed().keys() | begun >= BUILT
    assert not claimed().keys() & begun


@every_demand
@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_demand_holds_in_a_fresh_house_only_where_a_check_says_so(duty):
    found = controls.holding(duty, None, AT)
    if not is_checked(duty):
        unsaid = "attestation.generated" if duty in GENERATED else "attestation.none"
        assert (found.state, found.reason) == (ControlState.NOT_BUILT, unsaid)
    else:
        assert found.state in ControlState
        assert found.state is not ControlState.ATTESTED


def an_accountable(house, role):
    return {Role.HEAD: house.head, Role.DPO: house.dpo}.get(role) or house.staff(role)


@every_demand
@pytest.mark.django_db(databases=["default", "keyring"])
def test_the_accountable_role_attests_what_no_card_checks_and_nothing_else(duty):
    vault.setup(at=AT, indexed=["mobile"])
    house = House()
    actor = an_accountable(house, handbook.demand(duty).accountable)
    named = [actor] if handbook.demand(duty).names_persons else ()
    said = {"actor": actor, "at": AT, "said": given(duty, persons=named)}
    if is_checked(duty) and controls.checked(duty, AT).state is not ControlState.NOT_BUILT:
        with pytest.raises(Enforced):
            services.attest(duty=duty, **said)
        return
    if duty in GENERATED:
        with pytest.raises(Generated):
            services.attest(duty=duty, **said)
        return
    services.attest(duty=duty, **said)
    found = controls.holding(duty, None, AT)
    assert found.state is ControlState.ATTESTED
    assert found.until == AT + timedelta(days=handbook.demand(duty).valid_days)


@pytest.mark.django_db(databases=["default", "keyring"])
def test_the_survey_tells_all_sixty_eight_in_their_order():
    told = controls.survey(datetime(2026, 10, 20, tzinfo=UTC))
    assert [demand.id for demand, _ in told] == [demand.id for demand in handbook.demands()]
