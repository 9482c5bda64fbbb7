"""A grace: two persons, once a year, for exactly this lapse, until the minute it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.approvals.models import Approval
from shoumi.base.attestations import controls, doors, graces, services
from shoumi.base.attestations.doors import DoorState
from shoumi.base.attestations.graces import GraceHad, GraceOver, GraceUnfit, NoGraceFor, NotLapsed
from shoumi.base.attestations.models import Grace
from shoumi.base.attestations.tests.statements import given
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.core.handbook import DoorAct, GraceReason, NoGrace, demands, no_grace, unguarded
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LAPSED = AT + 31 * DAY


@pytest.fixture
def house(transactional_db, monkeypatch):
    """Demand 13.1 was stated for a month, and the month is over; no chapter checks anything."""
    monkeypatch.setattr(registry, "check", lambda duty: None)
    return kept("house with a statement of a month", _stated)


def _stated():
    made = House()
    made.ops = made.staff(Role.OPS, name="李测试")
    state(made)
    return made


def state(house, at=AT):
    services.attest(duty="13.1", said=given("13.1", until=at + 30 * DAY), actor=house.ops, at=at)


def grant(house, *, at=LAPSED, days=30, duties=("13.1",), actor=None, approver=None, **more):
    """Asked for, approved by the other one, done."""
    order = {
        "duties": duties,
        "days": days,
        "reason": GraceReason.OUTSIDE,
        "actor": actor or house.head,
    }
    with pytest.raises(NeedsApproval) as wanted:
        graces.grant(**order | more, at=at)
    made = approvals.ask(change=wanted.value.change, actor=order["actor"], at=at)
    approvals.approve(approval=Ref(made.ref), actor=approver or house.dpo, at=at)
    return graces.grant(**order | more, at=at)


def standing(at, name="data_handover"):
    return next(one for one in doors.standings(at) if one.door.name == name)


def lapses(at):
    return {one.demand for found in doors.lapses([DoorAct.RELEASE], deal=None, at=at).values()
            for one in found}  # fmt: skip


def test_the_state_stays_and_the_door_passes_until_the_minute_it_ends(house):
    assert "13.1" in lapses(LAPSED)
    made = grant(house)
    ends = LAPSED + 30 * DAY
    for at in (LAPSED, ends - MINUTE):
        held = controls.holding("13.1", None, at)
        assert (held.state, held.grace, held.holds, held.passes) == (
            ControlState.STALE, ends, False, True,
        )  # fmt: skip
        assert "13.1" not in lapses(at)
        found = standing(at)
        assert [one.demand for one in found.graced] == ["13.1"]
        assert found.grace_until == ends
    assert controls.turns(LAPSED) == ends
    assert "13.1" in lapses(ends)
    assert standing(ends).graced == ()
    assert made.until == ends


def test_a_door_that_one_demand_holds_is_open_by_its_grace_and_says_until_when(house, monkeypatch):
    grant(house, days=3)
    real = controls.survey(LAPSED)
    only = [(one, held if one.id == "13.1" else Holding(ControlState.PASS)) for one, held in real]
    monkeypatch.setattr(controls, "survey", lambda at, deal=None, wanted=None: only)
    doors.require(DoorAct.RELEASE, deal=None, at=LAPSED)
    told = doors.as_data(standing(LAPSED))
    until = LAPSED + 3 * DAY
    assert (told["state"], told["grace_until"]) == (DoorState.OPEN, until)
    (line,) = told["demands"]
    assert (line["id"], line["state"], line["until"], line["grace_until"]) == (
        "13.1", "STALE", until, until,
    )  # fmt: skip


def test_it_takes_the_head_and_the_protection_officer(house):
    with pytest.raises(NotPermitted):
        graces.grant(duties=["13.1"], days=3, reason=GraceReason.REPAIR, actor=house.ops, at=LAPSED)
    made = grant(house, actor=house.dpo, approver=house.head)
    assert (made.granted_by, made.approved_by) == (house.dpo, house.head)


def test_nobody_approves_a_grace_of_ones_own(house):
    with pytest.raises(NeedsApproval) as wanted:
        graces.grant(
            duties=["13.1"], days=3, reason=GraceReason.REPAIR, actor=house.head, at=LAPSED
        )
    made = approvals.ask(change=wanted.value.change, actor=house.head, at=LAPSED)
    with pytest.raises(approvals.TwoPeopleNeeded):
        approvals.approve(approval=Ref(made.ref), actor=house.head, at=LAPSED)
    with pytest.raises(Pending):
        graces.grant(
            duties=["13.1"], days=3, reason=GraceReason.REPAIR, actor=house.head, at=LAPSED
        )


@pytest.mark.parametrize("days", [0, 31])
def test_it_lasts_thirty_days_at_most(house, days):
    with pytest.raises(GraceUnfit):
        graces.grant(
            duties=["13.1"], days=days, reason=GraceReason.REPAIR, actor=house.head, at=LAPSED
        )


def test_a_demand_has_one_in_twelve_months_however_short(house):
    grant(house, days=1)
    later = LAPSED + 40 * DAY
    with pytest.raises(GraceHad):
        grant(house, at=later)
    again = LAPSED + 365 * DAY
    grant(house, at=again)


@pytest.mark.parametrize("duty", ["6.2", "7.3", "8.1", "1.4", "2.1", "P"])
def test_some_demands_have_none(house, duty):
    with pytest.raises(NoGraceFor):
        graces.grant(duties=[duty], days=3, reason=GraceReason.REPAIR, actor=house.head, at=LAPSED)


def test_the_own_will_of_a_person_and_what_is_owed_by_law_are_among_them():
    known = {one.id for one in demands()}
    none = {duty: why for duty in known if (why := no_grace(duty))}
    assert {"6.1", "6.2", "6.3"} <= {d for d, why in none.items() if why is NoGrace.OWN_WILL}
    assert {"7.3", "8.1"} <= {d for d, why in none.items() if why is NoGrace.LAW_FIRST}
    assert set(none.values()) == set(NoGrace)


def test_what_holds_was_never_stated_or_was_taken_back_has_none(house):
    with pytest.raises(NotLapsed):
        grant(house, at=AT)
    with pytest.raises(NotLapsed):
        grant(house, duties=["13.2"])
    unbuilt = next(duty for duty in sorted(unguarded()) if not no_grace(duty))
    with pytest.raises(NotLapsed):
        grant(house, duties=[unbuilt])
    state(house, at=LAPSED)
    said = services.Attestation.objects.latest("position")
    services.revoke(attestation=Ref(said.ref), actor=house.ops, at=LAPSED)
    with pytest.raises(NotLapsed):
        grant(house)


def test_taking_the_statement_back_ends_what_the_grace_was_for(house):
    grant(house)
    state(house, at=LAPSED)
    said = services.Attestation.objects.latest("position")
    services.revoke(attestation=Ref(said.ref), actor=house.ops, at=LAPSED + DAY)
    assert "13.1" in lapses(LAPSED + DAY)


@pytest.mark.parametrize("reason", [NotAuthentic.code, controls.CHECK_FAILED, "other.lapse"])
def test_a_forged_row_a_broken_check_and_another_lapse_are_let_pass_by_none(
    house, monkeypatch, reason
):
    grant(house)
    monkeypatch.setattr(
        controls.queries,
        "holding",
        lambda duty, deal, at: Holding(ControlState.FAIL, reason=reason),
    )
    assert controls.holding("13.1", None, LAPSED).grace is None
    if reason != "other.lapse":
        with pytest.raises(NotLapsed):
            graces._lapses(["13.1"], LAPSED + 400 * DAY)


def test_one_person_ends_it_before_its_day(house):
    made = grant(house)
    at = LAPSED + DAY
    with pytest.raises(NotPermitted):
        graces.end(grace=Ref(made.ref), actor=house.ops, at=at)
    graces.end(grace=Ref(made.ref), actor=house.dpo, at=at)
    assert "13.1" in lapses(at)
    with pytest.raises(GraceOver):
        graces.end(grace=Ref(made.ref), actor=house.dpo, at=at)
    with pytest.raises(GraceHad):
        grant(house, at=at)


def test_it_is_in_the_ledger_with_its_demands_and_both_persons(house):
    made = grant(house, note="供应商补测中")
    line = reader.entry(made.position).line()
    assert (line.tag, line.duties, line.actor) == ("grace.granted", ("13.1",), house.head)
    assert line.facts["approver"] == house.dpo
    assert "note_commitment" in line.facts


def test_the_head_alone_has_no_grace_by_a_yes_that_sql_wrote(house):
    order = {"duties": ["13.1"], "days": 30, "reason": GraceReason.OUTSIDE, "actor": house.head}
    with pytest.raises(NeedsApproval) as wanted:
        graces.grant(**order, at=LAPSED)
    made = approvals.ask(change=wanted.value.change, actor=house.head, at=LAPSED)
    forged = {"state": "approved", "answered_by_id": house.dpo, "answered_at": LAPSED}
    Approval.objects.filter(ref=made.ref).update(**forged)
    with pytest.raises(NotAuthentic):
        graces.grant(**order, at=LAPSED)
    assert not Grace.objects.exists()


def test_a_row_that_was_changed_or_put_back_lets_nothing_pass_and_is_found(house):
    made = grant(house)
    rows = Grace.objects.filter(ref=made.ref)
    rows.update(until=LAPSED + 300 * DAY)
    controls.forget()
    assert "13.1" in lapses(LAPSED)
    assert _found() == [made.ref]
    rows.update(until=made.until)
    graces.end(grace=Ref(made.ref), actor=house.dpo, at=LAPSED)
    rows.update(ended_at=None, ended_by="", entry_position=made.entry_position, mac=made.mac)
    controls.forget()
    assert "13.1" in lapses(LAPSED)
    assert _found() == [made.ref]


def test_a_row_that_was_deleted_does_not_bring_another(house):
    grant(house, days=1)
    Grace.objects.all().delete()
    with pytest.raises(NotAuthentic):
        grant(house, at=LAPSED + 2 * DAY)


def _found():
    return [ref for one in review.review() if "grace" in one.table for ref in one.altered]
