"""A sealed package that another person lets go."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.approvals.errors import RequesterMayNot, TooLate
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import StageNotOpen
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.handover import packages
from shoumi.base.handover.errors import (
    FileDiffers,
    NotInState,
    ReleasedBySealer,
    SomeoneLeft,
)
from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import writer
from shoumi.base.registry import Agreed
from shoumi.base.subjects.models import State as Standing_of
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import keys
from shoumi.core.errors import DomainError
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import (
    FIVE,
    breaks,
    path_of,
    told_of_succession,
    unmoved,
)
from shoumi.doors.tests.house import told, values

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

LATER = datetime(2100, 1, 1, tzinfo=UTC)


# Letting go


@pytest.mark.both
@pytest.mark.parametrize("name", [people.SUPERVISOR, people.HEAD])
def test_another_person_lets_it_go(handing, sealed, name):
    path = handing.release(sealed, name)
    assert packages.digest_of(path) == sealed.sha256
    found = Package.objects.get(ref=sealed.ref)
    assert (found.state, found.released_by) == (State.RELEASED, handing.house[name])
    (line,) = told("package.released")
    assert (line.about, line.facts) == (sealed.ref, {"package": sealed.sha256})


@pytest.mark.both
def test_the_sealer_does_not_and_the_try_is_evidence(handing, sealed):
    unmoved(sealed, ReleasedBySealer, lambda: handing.release(sealed, people.DPO))
    assert told("package.released") == []


@pytest.mark.both
def test_nor_does_the_database_let_the_sealer(sealed):
    for wrong in (
        {"released_by": sealed.sealed_by},
        {"state": State.RELEASED},
        {"state": State.RELEASED, "released_at": sealed.sealed_at},
        {"state": State.RECEIVED, "released_by": "person-x"},
        {
            "state": State.RELEASED,
            "released_at": sealed.sealed_at,
            "released_by": sealed.sealed_by,
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Package.objects.filter(ref=sealed.ref).update(**wrong)


@pytest.mark.parametrize(
    "name",
    [people.BUYER, people.SELLER, people.CONSULTANT, people.OPERATIONS, people.HOLDER],
)
def test_who_may_not_let_it_go(handing, sealed, name):
    with pytest.raises(NotPermitted):
        handing.release(sealed, name)


@pytest.mark.both
def test_it_is_let_go_once(handing, sealed):
    handing.release(sealed)
    for name in (people.SUPERVISOR, people.HEAD):
        unmoved(sealed, NotInState, lambda by=name: handing.release(sealed, by), is_recorded=False)
    assert len(told("package.released")) == 1


@pytest.mark.both
def test_of_two_who_let_it_go_at_once_one_does(handing, sealed):
    meet = Barrier(2)

    def attempt(name):
        try:
            meet.wait(timeout=20)
            handing.release(sealed, name)
        except DomainError as error:
            return error.code
        finally:
            connections.close_all()
        return "released"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(attempt, (people.SUPERVISOR, people.HEAD)))
    assert sorted(answers) == ["handover.not_in_state", "released"]
    assert len(told("package.released")) == 1


@pytest.mark.both
def test_who_withdrew_after_the_sealing_stops_the_release(handing, sealed):
    handing.withdraw(handing.people[2])
    error = unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed))
    assert error.facts == {"count": 1}
    assert told("package.released") == []


@pytest.mark.both
@pytest.mark.parametrize("state", [Standing_of.FROZEN, Standing_of.EXCLUDED, Standing_of.EXPIRED])
def test_who_rests_or_left_after_the_sealing_stops_the_release(handing, sealed, state):
    change_state(
        deal=handing.house.deal,
        subjects=handing.people[:2],
        to=state,
        duty="8.1",
        actor=handing.house.dpo,
        at=handing.house.at,
    )
    assert unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed)).facts == {"count": 2}


@pytest.mark.both
def test_who_was_destroyed_after_the_sealing_stops_the_release(handing, sealed):
    keys.erase(handing.people[:1])
    Subject.objects.filter(ref=handing.people[0]).update(
        state=Standing_of.DESTROYED, destroyed_at=handing.house.at
    )
    assert unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed)).facts == {"count": 1}


@pytest.mark.both
@pytest.mark.parametrize("gone", [(), (0,), (2,), (4, 1)])
def test_people_sealed_in_another_order_than_they_are_held_in_are_all_looked_for(handing, gone):
    sealed = handing.seal(FIVE, subjects=[*reversed(handing.people)])
    names = [values(number)["name"] for number in reversed(range(5))]
    assert [row["name"] for row in handing.opened(sealed).rows()] == names
    who = [handing.people[number] for number in gone]
    keys.erase(who)
    Subject.objects.filter(ref__in=who).update(
        state=Standing_of.DESTROYED, destroyed_at=handing.house.at
    )
    if gone:
        error = unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed))
        assert error.facts == {"count": len(gone)}
    else:
        assert handing.release(sealed).exists()


@pytest.mark.both
def test_those_outside_the_package_may_change_as_they_like(handing, sealed):
    keys.erase(handing.people[7:])
    Subject.objects.filter(ref=handing.people[7]).update(
        state=Standing_of.DESTROYED, destroyed_at=handing.house.at
    )
    assert handing.release(sealed).exists()


@pytest.mark.both
def test_the_sealed_archive_of_a_succession_is_let_go_as_well(house):
    handing = told_of_succession(house)
    assert handing.release(handing.seal(Agreed(7, 1))).exists()


@pytest.mark.both
def test_an_older_package_does_not_go_in_the_place_of_a_newer(handing, sealed):
    handing.withdraw(handing.people[0])
    newer = handing.seal(Agreed(5, 1))
    unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed))
    assert handing.release(newer).exists()


@pytest.mark.both
def test_a_suspended_deal_lets_nothing_go_and_the_no_is_evidence(handing, sealed):
    house = handing.house
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    unmoved(sealed, GateClosed, lambda: handing.release(sealed), is_recorded=False)
    line = told("gate.decided")[-1]
    assert (line.actor, line.facts["why"]) == (house[people.SUPERVISOR], Code.DEAL_NOT_OPEN)
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert handing.release(sealed).exists()


def test_a_seal_is_released_within_24_hours(handing, sealed):
    unmoved(sealed, TooLate, lambda: handing.release(sealed, hours=24), is_recorded=False)
    assert handing.release(sealed, hours=23.95).exists()


@pytest.mark.both
def test_who_sealed_and_may_not_seal_any_more_has_sealed_nothing(handing, sealed):
    house = handing.house
    held = Grant.objects.filter(person=house.dpo, until=None)
    held.exclude(role=Role.OPS).update(until=house.at)
    unmoved(sealed, RequesterMayNot, lambda: handing.release(sealed), is_recorded=False)
    assert told("approval.refused")[-1].about == sealed.ref


@pytest.mark.both
def test_an_assessment_that_lapsed_lets_nothing_go(handing, sealed):
    # Sealed a moment before, so that the seal is young.
    young = handing.house.at + timedelta(days=366)
    Package.objects.filter(ref=sealed.ref).update(sealed_at=young)
    error = unmoved(sealed, DoorShut, lambda: handing.release(sealed, days=366), is_recorded=False)
    assert "7.3" in error.facts["demands"]


@pytest.mark.parametrize("standing", [Standing.WAITING, Standing.DONE, Standing.WAIVED])
def test_nothing_goes_when_the_milestone_is_not_open_any_more(handing, sealed, standing):
    handing.stand(standing)
    error = unmoved(sealed, StageNotOpen, lambda: handing.release(sealed))
    assert error.facts["stage"] == "data_handover"


@pytest.mark.both
def test_a_file_that_is_gone_or_another_does_not_go(handing, sealed):
    path = path_of(sealed)
    whole = path.read_bytes()
    for content in (whole[:-1], whole + b"\n", bytes([whole[0] ^ 1]) + whole[1:], b""):
        path.write_bytes(content)
        unmoved(sealed, FileDiffers, lambda: handing.release(sealed))
    path.write_bytes(path_of(handing.seal(FIVE)).read_bytes())
    unmoved(sealed, FileDiffers, lambda: handing.release(sealed))
    path.unlink()
    unmoved(sealed, FileDiffers, lambda: handing.release(sealed))
    path.write_bytes(whole)
    assert handing.release(sealed) == path


@pytest.mark.both
def test_a_release_that_cannot_be_recorded_is_none(handing, sealed, monkeypatch):
    plain = writer.record

    def broken(event, **more):
        if event.tag == "package.released":
            raise DatabaseError
        return plain(event, **more)

    monkeypatch.setattr(writer, "record", broken)
    breaks(sealed, DatabaseError, lambda: handing.release(sealed))
