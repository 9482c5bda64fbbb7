"""Who could copy the root's file leaves, or a deal is stopped for an incident: keys are replaced at
once; a day later nothing is written, a week later nothing is read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.deals.services import overlays
from shoumi.base.documents import signatures
from shoumi.base.rotation import duty_clocks, exits, live_check, own_rotations, plans, services
from shoumi.base.rotation.events import Cause, What
from shoumi.base.vault import logkey
from shoumi.base.vault.models import SubjectKey
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.core.vault.cryptoperiods import add_months
from shoumi.doors.demo import cast
from shoumi.doors.tests.second_person import by_two

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def leaves(house, role=None, signs=False):
    """Somebody who held ``role`` in the house; one minute later is now."""
    person = Ref(accounts.enrol(name="钱样例", kind=Kind.STAFF, actor=house.dpo, at=house.at).ref)
    if role:
        ask = accounts.request_grant(person=person, role=role, actor=house.dpo, at=house.at)
        made = accounts.grant(ask=Ref(ask.ref), actor=house[cast.HEAD], at=house.at)
        accounts.revoke(grant=Ref(made.ref), actor=house.dpo, at=house.at)
    if signs:
        signatures.identity(ref=person, name="钱样例", at=house.at)
    house.go(minutes=1)
    accounts.retire(person=person, actor=house.dpo, at=house.at)
    return person


def rotate(house, what, target=""):
    actor = house[cast.SECURITY]
    house.go(minutes=1)
    begun = by_two(
        lambda: services.start(what=what, target=target, actor=actor, at=house.at),
        actor=actor,
        at=house.at,
    )
    return services.run(rotation=Ref(begun.ref), at=house.at)


def check(at):
    return live_check.keys_and_algorithms(at)


@pytest.mark.parametrize("role", sorted(exits.AT_THE_MACHINE))
def test_who_stood_at_the_machine_leaves_and_every_key_above_the_deals_is_due(house, role):
    assert check(house.at).state is ControlState.PASS
    person = leaves(house, role)
    (due,) = exits.due(house.at)
    assert (due.cause, due.about, due.since) == (Cause.EXIT, person, house.at)
    wanted = {"root", "kek subjects", "kek index", "kek signing", f"signing {logkey.NAME}"}
    assert wanted <= set(due.waiting)


def test_for_a_day_its_doors_stand_open_then_writing_stops_and_after_a_week_reading(house):
    leaves(house, Role.OPS)
    since, shut = house.at, house.at + 7 * DAY
    for at, grace, reach, turns in (
        (since, since + DAY, Reach.WRITE, since + DAY),
        (since + DAY - SECOND, since + DAY, Reach.WRITE, since + DAY),
        (since + DAY, None, Reach.WRITE, shut),
        (shut - SECOND, None, Reach.WRITE, shut),
        (shut, None, Reach.ALL, None),
    ):
        held = check(at)
        assert (held.state, held.reason) == (ControlState.FAIL, exits.EXIT_DUE)
        assert (held.grace, held.reach) == (grace, reach)
        assert turns is None or held.turns == turns


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_grant SET role = 'SUP' WHERE person_id = %s",
        "UPDATE accounts_grant SET person_id = %s WHERE person_id = %s",
        "DELETE FROM accounts_grant WHERE person_id = %s",
    ],
)
def test_a_role_that_was_changed_or_taken_away_by_sql_leaves_the_keys_due(house, statement):
    person = leaves(house, Role.OPS)
    values = [house.dpo, person] if statement.count("%s") == 2 else [person]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    (due,) = exits.due(house.at)
    assert (due.cause, due.about) == (Cause.EXIT, person)
    assert check(house.at).state is ControlState.FAIL


def test_one_rotation_of_two_persons_replaces_all_of_it(house):
    signatures.root(at=house.at)
    leaves(house, Role.SEC)
    assert rotate(house, What.EXIT).state == "done"
    assert exits.due(house.at) == []
    assert check(house.at).state is ControlState.PASS
    assert logkey.epoch() == 2
    assert len(signatures.known_roots()) == 2


def test_a_part_of_it_is_not_all(house):
    leaves(house, Role.SEC)
    for target in plans.targets(What.KEK):
        rotate(house, What.KEK, target)
    rotate(house, What.ROOT)
    (due,) = exits.due(house.at)
    assert all(one.startswith("signing ") for one in due.waiting)
    assert check(house.at).reason == exits.EXIT_DUE


def test_what_was_replaced_before_somebody_left_is_replaced_again(house):
    rotate(house, What.EXIT)
    leaves(house, Role.OPS)
    assert exits.due(house.at)


@pytest.mark.parametrize("role", [None, Role.CS, Role.LEG])
def test_who_only_read_through_the_gate_leaves_no_key_behind(house, role):
    leaves(house, role)
    assert exits.due(house.at) == []


def test_the_key_of_who_signed_goes_by_itself(house):
    person = leaves(house, signs=True)
    (due,) = exits.due(house.at)
    assert due.waiting == (f"signing {person}.{house.at.year}",)
    own_rotations.begin_idle(at=house.at)
    services.resume(at=house.at)
    assert exits.due(house.at) == []


def stopped(house, reason=SuspendReason.INCIDENT):
    house.keep_many(2)
    house.go(minutes=1)
    overlays.suspend(deal=house.deal, reason=reason, actor=house.dpo, at=house.at)


def test_an_incident_is_about_the_keys_of_its_deal(house):
    stopped(house)
    (due,) = exits.due(house.at)
    assert (due.cause, due.about) == (Cause.INCIDENT, house.deal)
    held = check(house.at)
    assert (held.reason, held.deals, held.grace) == (
        exits.INCIDENT_DUE, {house.deal}, house.at + DAY,
    )  # fmt: skip
    rotate(house, What.DEAL, house.deal)
    assert exits.due(house.at)[0].waiting == (f"data {house.deal}",)
    rotate(house, What.DATA, house.deal)
    assert check(house.at).state is ControlState.PASS


def test_another_reason_to_stop_a_deal_asks_for_no_keys(house):
    stopped(house, SuspendReason.LEGAL_HOLD)
    assert exits.due(house.at) == []


def test_who_left_and_an_incident_are_told_together(house):
    stopped(house)
    leaves(house, Role.OPS)
    later = house.at + 8 * DAY
    held = check(later)
    assert (held.reason, held.reach, held.deals) == (duty_clocks.SEVERAL, Reach.ALL, frozenset())


def test_a_home_of_before_answers_for_who_leaves_from_its_upgrade_on(house, monkeypatch):
    leaves(house, Role.OPS)
    own = duty_clocks.beginning()
    after = type(own)(own.at, exits.due(house.at)[0].position, house.at + 30 * DAY)
    monkeypatch.setattr(duty_clocks, "beginning", lambda: after)
    assert exits.due(house.at) == []
    leaves(house, Role.OPS)
    assert len(exits.due(house.at)) == 1


def test_keys_of_a_deal_and_of_its_people_are_replaced_when_they_are_a_year_old(house):
    people = house.keep_many(3)
    year = add_months(house.at, 12)
    assert own_rotations.begin_aged(at=year - DAY) == 0
    assert own_rotations.begin_aged(at=year) > 0
    assert services.resume(at=year) > 0
    rows = SubjectKey.objects.filter(subject__in=people)
    assert {row.created_at for row in rows} == {year}
    assert own_rotations.begin_aged(at=year) == 0
