"""Forgeries of deals, rooms, agreements and assessments."""

from __future__ import annotations

from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.sql import (
    FAR,
    Forgery,
    back,
    both,
    change,
    copy,
    delete,
    nothing,
    on,
    sql,
)
from shoumi.doors.tests.forgery.world import (
    agreement,
    assessment,
    deal,
    enters,
    holds,
    reveals,
    room,
    wait,
)

_deal = on("deals_deal", deal)
_milestones = on("deals_milestonestate", deal, "deal_id = %s")
_FREE = "overlay = '', overlay_reason = '', overlay_at = NULL"
DEALS = [
    Forgery(
        "a suspension is lifted",
        acts.suspend,
        lambda world: sql(f"UPDATE deals_deal SET {_FREE} WHERE ref = %s", world.house.deal),
        reveals,
    ),
    back("a deal before its suspension is put back", acts.suspend, reveals, _deal),
    back(
        "a deal and its milestones before its suspension are put back",
        acts.suspend,
        reveals,
        _deal,
        _milestones,
    ),
    Forgery(
        "a milestone is open",
        nothing,
        lambda world: sql(
            "UPDATE deals_milestonestate SET state = 'open', opened_at = %s"
            " WHERE deal_id = %s AND code = 'settled'",
            world.house.at,
            world.house.deal,
        ),
        holds("open:settled"),
    ),
    Forgery(
        "a milestone is done",
        nothing,
        lambda world: sql(
            "UPDATE deals_milestonestate SET state = 'done', opened_at = %s, done_at = %s"
            " WHERE deal_id = %s AND code = 'registered'",
            world.house.at,
            world.house.at,
            world.house.deal,
        ),
        holds("done:registered"),
    ),
    back(
        "a milestone before it was turned down is put back",
        acts.turn_down,
        holds("open:data_handover"),
        _milestones,
    ),
]

ROOMS = [
    back(
        "a room that was open is put back",
        acts.shut,
        enters,
        on("rooms_room", room),
        on("gate_task", deal, "deal = %s"),
    ),
    Forgery(
        "a room closes later",
        wait(4),
        both(
            change("rooms_room", "closes_at", FAR, room),
            lambda world: sql("UPDATE gate_task SET expires_at = %s", FAR),
        ),
        enters,
    ),
    Forgery(
        "somebody is named for a room and its task",
        nothing,
        both(
            lambda world: sql(
                "UPDATE rooms_room SET persons = %s", f'["{world.house[people.SELLER]}"]'
            ),
            lambda world: sql(
                "UPDATE gate_task SET actors = %s", f'["{world.house[people.SELLER]}"]'
            ),
        ),
        lambda world: world.enters(people.SELLER),
    ),
    Forgery(
        "a room is of another level",
        nothing,
        change("rooms_room", "level", "L2", room),
        lambda world: world.deepest() == "L2",
    ),
    Forgery(
        "a room that is not empty says so",
        acts.shut,
        change("rooms_room", "emptied_at", FAR, room),
        holds("room.emptied"),
    ),
    Forgery(
        "a room that is not empty is deleted",
        acts.shut,
        delete("rooms_room", "ref = %s", room),
        holds("room.emptied"),
    ),
    Forgery(
        "an open room says that it is shut",
        nothing,
        change("rooms_room", "state", "SHUT", room),
        holds("room.all_shut"),
    ),
]

AGREEMENTS = [
    Forgery(
        "a breach never was",
        acts.breach,
        lambda world: sql(
            "UPDATE agreements_agreement SET state = 'SIGNED', ended_at = NULL WHERE ref = %s",
            world.agreement,
        ),
        enters,
    ),
    back(
        "an agreement before its breach is put back",
        acts.breach,
        enters,
        on("agreements_agreement", agreement),
    ),
    Forgery(
        "the agreement that was breached is deleted",
        acts.breach_with_older,
        delete("agreements_agreement", "ref = %s", agreement),
        enters,
    ),
    Forgery(
        "an agreement is invented",
        acts.breach,
        lambda world: copy(
            "agreements_agreement",
            f"ref = '{world.agreement}'",
            ref="nda-mine",
            state="SIGNED",
            ended_at=None,
            signed_at=world.house.go(hours=1),
        ),
        enters,
    ),
]

ASSESSMENTS = [
    Forgery(
        "an assessment is not stale",
        acts.stale,
        change("compliance_assessment", "state", "APPROVED", assessment),
        holds("pipia.approved"),
    ),
    back(
        "an assessment before it was stale is put back",
        acts.stale,
        holds("pipia.approved"),
        on("compliance_assessment", assessment),
    ),
    Forgery(
        "a newer assessment is deleted",
        acts.assess_again,
        delete("compliance_assessment", "state = %s", lambda world: "DRAFT"),
        holds("pipia.approved"),
    ),
    Forgery(
        "a draft is approved",
        acts.assess_again,
        lambda world: sql(
            "UPDATE compliance_assessment SET state = 'APPROVED', until = %s WHERE state = 'DRAFT'",
            FAR,
        ),
        holds("pipia.approved"),
    ),
]
