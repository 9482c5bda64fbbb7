"""Forgeries that open by hiding what shuts: a row is moved to where nobody looks, or says that it
does not count."""

from __future__ import annotations

from typing import Any

import time_machine

from shoumi.base.attestations import controls
from shoumi.base.gate import decisions
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.sql import FAR, Act_, Forgery, change, delete, nothing, sql
from shoumi.doors.tests.forgery.world import (
    World,
    agreement,
    assessment,
    campaign,
    enters,
    holds,
    room,
    trained,
)
from shoumi.doors.tests.policy_change import longer, publish

_ELSEWHERE = "deal-elsewhere"


def kept_longer(world: World) -> None:
    """The policy keeps data longer than people were told."""
    with time_machine.travel(world.house.at, tick=True):
        for _ in publish(world.house, **longer()):
            pass
    world.house.go(hours=1)


def reveals_anew(world: World) -> bool:
    """As another process sees it, which remembers nothing of before."""
    decisions.memory.forget()
    controls.forget()
    return world.asks()


def _taken_back(column: str, value: Any) -> Act_:
    """The newer statement, which was taken back."""
    statement = f"UPDATE attestations_attestation SET {column} = %s WHERE revoked_by = %s"
    return lambda world: sql(statement, value, world.house[people.PERSONNEL])


def _moved(name: str, table: str, shuts: Act_, opens: Any, of: Any) -> Forgery:
    return Forgery(
        f"{name} is of another deal", shuts, change(table, "deal", _ELSEWHERE, of), opens
    )


def _draft(column: str, value: Any) -> Act_:
    statement = f"UPDATE compliance_assessment SET {column} = %s WHERE state = 'DRAFT'"
    return lambda world: sql(statement, value)


_ASSESSMENT, _CAMPAIGN = "compliance_assessment", "consent_campaign"
HIDDEN = [
    Forgery(
        "what was taken back is about another deal",
        acts.state_and_take_back,
        _taken_back("deal", _ELSEWHERE),
        trained,
    ),
    Forgery(
        "what was taken back is about another demand",
        acts.state_and_take_back,
        _taken_back("duty", "7.1"),
        trained,
    ),
    Forgery(
        "what was taken back is about a part",
        acts.state_and_take_back,
        _taken_back("part", "elsewhere"),
        trained,
    ),
    _moved(
        "the agreement that was breached",
        "agreements_agreement",
        acts.breach_with_older,
        enters,
        agreement,
    ),
    Forgery(
        "a newer assessment is of another deal",
        acts.assess_again,
        _draft("deal", _ELSEWHERE),
        holds("pipia.approved"),
    ),
    Forgery(
        "a newer assessment is of another scope",
        acts.assess_again,
        _draft("scope", "TRANSFER"),
        holds("pipia.approved"),
    ),
    _moved("a room that is not empty", "rooms_room", acts.shut, holds("room.emptied"), room),
    _moved("an open room", "rooms_room", nothing, holds("room.all_shut"), room),
    Forgery(
        "a stale assessment was never approved",
        acts.stale,
        change(_ASSESSMENT, "approved_at", None, assessment),
        reveals_anew,
    ),
    Forgery(
        "a stale assessment is a draft",
        acts.stale,
        change(_ASSESSMENT, "state", "DRAFT", assessment),
        reveals_anew,
    ),
    Forgery(
        "a stale assessment is deleted",
        acts.stale,
        delete(_ASSESSMENT, "ref = %s", assessment),
        reveals_anew,
    ),
    Forgery(
        "a campaign on old terms is superseded",
        kept_longer,
        change(_CAMPAIGN, "superseded_at", FAR, campaign),
        reveals_anew,
    ),
    Forgery(
        "a campaign on old terms was never opened",
        kept_longer,
        change(_CAMPAIGN, "state", "PREPARED", campaign),
        reveals_anew,
    ),
]
