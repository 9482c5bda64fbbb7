"""What must add up before a package becomes a file, and what stops a sealing on its way."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest

from shoumi.base import registry
from shoumi.base.attestations import doors
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.deals.errors import StageNotOpen
from shoumi.base.gate import disclosure
from shoumi.base.handover import package_builder, packages
from shoumi.base.handover.errors import NobodyMayLeave, SomeoneLeft
from shoumi.base.handover.packages.errors import NotReconciled
from shoumi.base.messages import refusals
from shoumi.base.registry import Agreed
from shoumi.base.subjects.models import State
from shoumi.base.subjects.services import change_state
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.destruction.tests.house.destruction_run import carry_out, ordered
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState
from shoumi.doors.tests.handover_house import (
    FIVE,
    asked_for_consent,
    expected,
    files,
    rows,
    told_of_succession,
    unsealed,
)
from shoumi.doors.tests.house import told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_where_nobody_may_leave_the_demands_are_named_and_no_count(handing):
    """The assessment ended; a count of "412 - 0, to be sent 0" would hide that."""
    handing.house.go(days=400)
    with pytest.raises(GateClosed) as caught:
        _kept_by_the_gate(handing)
    error = caught.value
    assert error.code == "handover.nobody_may_leave"
    assert {"7.3", "19.3"} <= set(error.facts["demands"])
    words = refusals.tell(error, "zh")
    assert "7.3" in words.what
    assert told("gate.decided")[-1].facts["allowed"] is False
    assert files() == []


def _kept_by_the_gate(handing):
    with mock.patch.object(doors, "require"):
        handing.seal(FIVE)


@pytest.mark.parametrize("agreed", [Agreed(4, 0), Agreed(6, 0), Agreed(5, 1), Agreed(0, 0)])
def test_a_count_that_does_not_add_up_never_becomes_a_file(handing, agreed):
    error = unsealed(handing, NotReconciled, lambda: handing.seal(agreed))
    assert error.facts["sent"] == 5
    assert told("gate.revealed") == []


@pytest.mark.parametrize("agreed", [Agreed(-5, -10), Agreed(4, -1)])
def test_counts_are_numbers_of_people(handing, agreed):
    unsealed(handing, NotReconciled, lambda: handing.seal(agreed))


@pytest.mark.both
@pytest.mark.parametrize("made", [asked_for_consent, told_of_succession])
def test_whoever_is_destroyed_before_it_left_and_the_others_are_handed_over(house, made):
    handing = made(house)
    before = registry.agreed(house.deal)
    gone = handing.people[1]  # said yes, was reached, and asked for deletion since
    assert carry_out(house, ordered(house, [gone])).state == "VERIFIED"
    now = registry.agreed(house.deal)
    assert (now.consented, now.withdrawn) == (before.consented, before.withdrawn + 1)
    package = handing.seal(now)
    assert package.rows == before.consented - before.withdrawn - 1


@pytest.mark.both
def test_a_yes_that_came_after_the_count_stops_the_sealing(handing):
    """Counted before, asked after."""
    no = Consent.objects.get(subject=handing.people[5], state=ConsentState.REFUSED)
    no.state = ConsentState.GIVEN
    no.save()
    error = unsealed(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert error.facts["sent"] == 6


@pytest.mark.both
def test_a_withdrawal_between_asking_and_opening_stops_the_sealing(handing, monkeypatch):
    plain = disclosure.open_made

    def late(asked, subjects, make):
        handing.withdraw(handing.people[0])
        return plain(asked, subjects, make)

    monkeypatch.setattr(disclosure, "open_made", late)
    error = unsealed(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert error.facts["sent"] == 4


@pytest.mark.both
def test_a_handover_that_ends_while_values_are_read_stops_the_sealing(handing, monkeypatch):
    plain = package_builder.pack

    def late(parts, **more):
        packed = plain(parts, **more)
        handing.stand(Standing.DONE)
        return packed

    monkeypatch.setattr(package_builder, "pack", late)
    unsealed(handing, StageNotOpen, lambda: handing.seal(FIVE))


@pytest.mark.both
def test_a_withdrawal_while_values_are_read_stops_the_sealing(handing, monkeypatch):
    plain = package_builder.pack

    def late(parts, **more):
        handing.withdraw(handing.people[0])
        return plain(parts, **more)

    monkeypatch.setattr(package_builder, "pack", late)
    unsealed(handing, GateClosed, lambda: handing.seal(FIVE), is_recorded=False)
    assert told("gate.decided")[-1].facts["why"] == Code.NO_INSTRUMENT


@pytest.mark.both
def test_a_withdrawal_after_the_file_is_written_stops_the_sealing(handing, monkeypatch):
    plain = package_builder.pack

    def late(parts, **more):
        packed = plain(parts, **more)
        handing.withdraw(handing.people[0])
        return packed

    monkeypatch.setattr(package_builder, "pack", late)
    error = unsealed(handing, SomeoneLeft, lambda: handing.seal(FIVE))
    assert error.facts == {"count": 1}


@pytest.mark.both
@pytest.mark.parametrize("later", [timedelta(), timedelta(seconds=30)])
def test_a_lapse_after_the_file_is_written_stops_the_sealing_and_is_named(
    handing, later, monkeypatch
):
    """Whatever the clock says by then: the sealing asks as of the newest entry."""
    plain = package_builder.pack

    def late(parts, **more):
        packed = plain(parts, **more)
        house = handing.house
        said = statements.newest("13.1", None, house.at)
        attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at + later)
        return packed

    monkeypatch.setattr(package_builder, "pack", late)
    error = unsealed(handing, NobodyMayLeave, lambda: handing.seal(FIVE), is_recorded=False)
    assert error.facts["demands"] == ("13.1",)
    assert told("gate.decided")[-1].facts["why"] == Code.HANDOVER_SHUT


@pytest.mark.both
def test_a_row_that_was_lost_on_the_way_stops_the_sealing(handing, monkeypatch):
    lost = lambda making, _, values: making.of(values[1:])  # noqa: E731
    monkeypatch.setattr(packages.Making, "__call__", lost)
    unsealed(handing, NotReconciled, lambda: handing.seal(FIVE))


@pytest.mark.both
def test_nobody_is_sent_twice(handing):
    package = handing.seal(FIVE, subjects=[*handing.people, *handing.people[:3]])
    assert rows(package, handing) == expected(0, 1, 2, 3, 4)


@pytest.mark.both
@pytest.mark.parametrize("state", [State.FROZEN, State.EXCLUDED, State.EXPIRED])
def test_a_yes_of_someone_who_rests_or_left_moves_nobody(handing, state):
    change_state(
        deal=handing.house.deal,
        subjects=handing.people[:1],
        to=state,
        duty="8.1",
        actor=handing.house.dpo,
        at=handing.house.at,
    )
    unsealed(handing, NotReconciled, lambda: handing.seal(FIVE))
    assert rows(handing.seal(Agreed(5, 1)), handing) == expected(1, 2, 3, 4)
