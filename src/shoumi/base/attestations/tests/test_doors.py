"""What holds a door: read from what the demands are now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.accounts import queries as accounts_queries
from shoumi.base.accounts import rules
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import controls, doors, queries
from shoumi.base.attestations.doors import DoorShut, DoorState
from shoumi.base.registry import Holding
from shoumi.core.handbook import DoorAct, Reach, demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
AT = datetime(2026, 9, 1, 1, tzinfo=UTC)
DEAL, OTHER = Ref("deal-a"), Ref("deal-b")
HOLDS = Holding(ControlState.PASS)


@pytest.fixture
def known(monkeypatch):
    """Demand -> what is known of it; all others hold."""
    found = {}

    def told(at, deal=None, wanted=None):
        return [(one, found.get(one.id, HOLDS)) for one in demands()]

    monkeypatch.setattr(controls, "survey", told)
    return found


def standing(name, deal=None):
    return next(one for one in doors.standings(AT, deal) if one.door.name == name)


def refused(*acts, deal=DEAL):
    with pytest.raises(DoorShut) as caught:
        doors.require(*acts, deal=deal, at=AT)
    return caught.value.facts["demands"]


@pytest.mark.parametrize(
    "state",
    [
        ControlState.PASS,
        ControlState.PARTIAL,
        ControlState.ATTESTED,
        ControlState.NOT_APPLICABLE,
    ],
)
def test_what_holds_or_is_stated_lets_pass(known, state):
    known["13.1"] = Holding(state)
    doors.require(DoorAct.SEAL, deal=DEAL, at=AT)
    assert standing("data_handover").state is DoorState.OPEN


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ControlState.FAIL, "control.check_failed"),
        (ControlState.STALE, queries.EXPIRED),
        (ControlState.NOT_BUILT, queries.REVOKED),
        (ControlState.NOT_BUILT, queries.NONE),
    ],
)
def test_what_lapsed_or_was_never_stated_shuts(known, state, reason):
    known["13.1"] = Holding(state, reason=reason)
    assert refused(DoorAct.SEAL) == ("13.1",)
    found = standing("data_handover")
    assert (found.state, [one.demand for one in found.lapses]) == (DoorState.SHUT, ["13.1"])
    assert found.lapses[0].who is Role.OPS


def test_a_refusal_names_every_demand_of_every_door_it_passes(known):
    for duty in ("13.1", "20.2", "1.4"):
        known[duty] = Holding(ControlState.FAIL, reason="control.check_failed")
    assert refused(DoorAct.RELEASE) == ("1.4", "13.1", "20.2")


def test_what_nobody_checks_yet_is_passed_and_shown_as_unguarded(known):
    known["18.2"] = Holding(ControlState.NOT_BUILT, reason=queries.NONE)
    doors.require(DoorAct.READ, deal=DEAL, at=AT)
    found = standing("suspension")
    assert (found.state, found.unbuilt) == (DoorState.UNGUARDED, ("18.2",))


def test_what_was_taken_back_is_not_unguarded_though_it_stands_in_the_list(known):
    known["18.2"] = Holding(ControlState.NOT_BUILT, reason=queries.REVOKED)
    assert refused(DoorAct.READ) == ("18.2",)


def test_a_suspension_comes_of_what_lapsed_and_not_of_what_was_never_stated(known):
    known["9.2"] = Holding(ControlState.NOT_BUILT, reason=queries.NONE)
    doors.require(DoorAct.READ, deal=DEAL, at=AT)
    known["9.2"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    assert refused(DoorAct.READ) == ("9.2",)


def test_a_lapse_of_one_deal_shuts_the_door_for_that_deal_alone(known):
    known["2.1"] = Holding(ControlState.FAIL, reason="x", deals=frozenset({DEAL}))
    assert refused(DoorAct.OPEN_ROOM) == ("2.1",)
    doors.require(DoorAct.OPEN_ROOM, deal=OTHER, at=AT)
    assert standing("room", DEAL).state is DoorState.SHUT
    assert standing("room", OTHER).state is DoorState.OPEN
    in_the_house = standing("room")
    assert (in_the_house.state, len(in_the_house.lapses)) == (DoorState.OPEN, 1)
    assert doors.as_data(in_the_house)["demands"][0]["for"] == [DEAL]


def test_where_writes_alone_are_shut_reading_goes_on(known):
    known["3.4"] = Holding(ControlState.FAIL, reason="x", reach=Reach.WRITE)
    assert refused(DoorAct.IMPORT) == ("3.4",)
    doors.require(DoorAct.READ, deal=DEAL, at=AT)
    assert doors.as_data(standing("records"))["demands"][0]["for"] == "write"


@pytest.fixture
def hired():
    """Somebody of the house who holds nothing yet; head and protection officer are there."""
    head, _ = accounts.found(head="郑样板", dpo="林示范", at=AT)
    return Ref(accounts.enrol(name="吴虚样", kind=Kind.STAFF, actor=Ref(head.ref), at=AT).ref)


READERS = sorted(rules.STAFF_ROLES - {Role.SUP})


@pytest.mark.parametrize("role", [role for role in READERS if role is not Role.HR])
def test_no_role_that_can_read_customers_is_granted_while_a_demand_on_staff_has_lapsed(
    known, hired, role
):
    known["19.3"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    with pytest.raises(DoorShut) as caught:
        doors.may_be_granted(hired, role, AT)
    assert caught.value.facts == {"doors": ("staff_roles",), "demands": ("19.3",)}


@pytest.mark.parametrize("role", READERS)
def test_a_demand_that_nobody_ever_stated_keeps_nobody_out(known, hired, role):
    known["19.3"] = Holding(ControlState.NOT_BUILT, reason=queries.NONE)
    doors.may_be_granted(hired, role, AT)


def test_who_has_to_mend_what_lapsed_may_be_taken_on(known, hired):
    known["4.1"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    known["14.3"] = Holding(ControlState.FAIL, reason="x", who=Role.MKT)
    for mender in (Role.HR, Role.MKT):
        doors.may_be_granted(hired, mender, AT)
    with pytest.raises(DoorShut):
        doors.may_be_granted(hired, Role.SEC, AT)


def test_oversight_reads_no_content_so_it_is_granted(known, hired):
    known["19.3"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    doors.may_be_granted(hired, Role.SUP, AT)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DPO])
def test_the_seat_of_head_or_protection_officer_that_stands_empty_is_filled(known, hired, role):
    known["19.3"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    Person.objects.filter(grants__role=role).update(stops_at=AT)
    doors.may_be_granted(hired, role, AT)
    other = {Role.HEAD: Role.DPO, Role.DPO: Role.HEAD}[role]
    with pytest.raises(DoorShut):
        doors.may_be_granted(hired, other, AT)


def test_an_outside_adviser_is_bound_by_an_agreement_and_no_course_book(known, hired):
    known["19.3"] = Holding(ControlState.STALE, reason=queries.EXPIRED)
    head = accounts_queries.who(Role.HEAD, AT)[0]
    counsel = accounts.enrol(name="外部律师", kind=Kind.EXTERNAL, actor=head, at=AT)
    doors.may_be_granted(Ref(counsel.ref), Role.LEG, AT)


def test_a_door_as_programs_read_it(known):
    until = AT - timedelta(days=1)
    known["13.1"] = Holding(ControlState.STALE, 7, until, queries.EXPIRED)
    told = doors.as_data(standing("data_handover"))
    assert told == {
        "door": "data_handover",
        "state": "shut",
        "grace_until": None,
        "demands": [
            {
                "id": "13.1",
                "state": "STALE",
                "reason": queries.EXPIRED,
                "until": until,
                "who": "OPS",
                "for": "all",
                "grace_until": None,
            }
        ],
    }
