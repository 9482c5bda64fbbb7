"""Nobody does anything for 400 days: which doors shut by the clock alone, and whether pages reopen.

In the home of the open deal.  What has lapsed by then is worked out from the handbook's clocks, not
asked from the product.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.sabotage import (
    deal_breaks,
    house_breaks,
    incident_breaks,
    key_breaks,
    request_breaks,
    table,
    vendor_breaks,
)
from tests.sabotage.act import Act
from tests.sabotage.acts import ACTS
from tests.sabotage.place import Place, Refusal
from tests.sabotage.told import HALF_WAY
from tests.sabotage.trial import knock

DAYS = 400
# Statements stand for at most a year; an assessment for twelve months; a wrapping key for thirteen;
# the agreement with a vendor for a year, its review for six months; and customers whose years end
# within the 400 days are still held.  An agreement with a buyer runs until 2028, and what else is
# checked does not age.  Channels are to be tried each month, who is on duty is called each quarter,
# and a plan is looked at each year.
_CHECKED_WITH_CLOCK = ("3.4", "5.1", "5.2", "5.3", "7.3", "8.1", "10.1", "20.1", "20.3")
_TRIED = ("grant", "reveal", "list", "other_deal", "data_handover", "settled")


@dataclass(slots=True)
class Days:
    lapsed: tuple[str, ...] = ()
    shut: list[str] = field(default_factory=list)
    refused: int = 0
    amiss: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)

    def said(self) -> str:
        return (
            f"days={DAYS} lapsed={len(self.lapsed)} doors_shut={len(self.shut)}"
            f" refused={self.refused} reopened_by_page={len(self.reopened)} amiss={len(self.amiss)}"
        )


def run(place: Place) -> Days:
    from shoumi.doors.demo import cast

    told = Days((*_CHECKED_WITH_CLOCK, *cast.ATTESTED))
    place.go_to(HALF_WAY)
    acts = [act for act in ACTS if act.name in _TRIED]
    prepared = {act.name: act.prepare(place) for act in acts if act.name in ("other_deal",)}
    _somebody_until_spring(place)
    place.go(days=DAYS)
    place.sign_in_again()
    for name in ("grant", "reveal", "list", "data_handover", "settled"):
        act = next(one for one in acts if one.name == name)
        prepared[name] = act.prepare(place)
    _shut(place, told)
    for act in acts:
        _refused(place, told, act, prepared[act.name])
    _mend(place, told)
    _open(place, told)
    for act in acts:
        if act.name in ("grant", "reveal", "list", "other_deal"):
            try:
                knock(place, act, "service", act.prepare(place))
            except Refusal as no:
                told.amiss.append(f"mended by page, and {act.name} is still shut: {no}")
    return told


def _somebody_until_spring(place: Place) -> None:
    """A customer who left long ago is still held for a hundred days."""
    from shoumi.base.subjects.services import NewSubject, store
    from shoumi.core.calendar import day_in_china
    from shoumi.doors.tests.house import person

    one = person(902)
    until = day_in_china(place.at) + timedelta(days=100)
    store(
        deal=place.deal,
        dataset=place.ref("dataset"),
        people=[NewSubject(one.kind, one.basis, one.values, retention_until=until)],
        actor=place[house_breaks.maker("1.1")],
        at=place.at,
    )


# A key that is past its last month is not read under: 3.4 then stops whatever asks the gate, and
# with it each door that such an act passes.
_AT_THE_GATE = ("reveal", "campaign_send", "take_out", "view_l3")
_STOPPED = frozenset(door for act in _AT_THE_GATE for door in table.PASSES[act])


def _of(door: str, told: Days) -> frozenset[str]:
    stops = {"3.4"} if door in _STOPPED else set()
    return (frozenset(table.CLOSES[door].split()) | stops) & frozenset(told.lapsed)


def _standings(place: Place) -> dict[str, Any]:
    from shoumi.base.attestations import doors

    return {one.door.name: one for one in doors.standings(place.at, place.deal)}


def _shut(place: Place, told: Days) -> None:
    for name, standing in _standings(place).items():
        expected = _of(name, told)
        found = {one.demand for one in standing.lapses}
        if expected:
            if standing.state != "shut":
                told.amiss.append(f"{name} is {standing.state} after {DAYS} days")
            else:
                told.shut.append(name)
        if found != expected:
            told.amiss.append(f"{name}: shut by {sorted(found)}, should be {sorted(expected)}")


def _refused(place: Place, told: Days, act: Act, said: Any) -> None:
    expected = {one for one in told.lapsed if table.shuts_by_door(one, act.name)}
    for way in act.ways:
        try:
            knock(place, act, way, said)
        except Refusal as no:
            told.refused += 1
            missing = sorted(one for one in expected if not no.names(one))
            if missing:
                words = " ".join(no.words.split())[:300]
                told.amiss.append(f"{act.name} by {way} does not list {missing}: {words}")
        else:
            told.amiss.append(f"{act.name} by {way} passed after {DAYS} days")


def _mend(place: Place, told: Days) -> None:
    from shoumi.doors.demo import cast

    mending: list[tuple[str, Any]] = [
        *((one, house_breaks.state_again(one)) for one in cast.ATTESTED),
        ("3.4", key_breaks.every_key),
        ("8.1", deal_breaks.destroy_expired),
        ("7.3", deal_breaks.assess_again),
        ("5.1", vendor_breaks.assess_again),
        ("5.3", vendor_breaks.review_again),
        ("5.2", vendor_breaks.sign_again),
        ("10.1", request_breaks.try_again),
        ("20.1", incident_breaks.call_everybody),
        ("20.3", incident_breaks.renew_plan),
    ]
    for demand, mend in mending:
        try:
            mend(place)
        except Refusal as no:
            told.amiss.append(f"{demand} cannot be mended by page: {no}")
        else:
            told.reopened.append(demand)


def _open(place: Place, told: Days) -> None:
    for name, standing in _standings(place).items():
        if standing.state == "shut":
            held = [(one.demand, one.reason) for one in standing.lapses]
            told.amiss.append(f"{name} stays shut after everything was mended: {held}")
