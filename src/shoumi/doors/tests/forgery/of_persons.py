"""Forgeries of who acts in the house, of what kind and how long, and of emergencies."""

from __future__ import annotations

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import services as accounts
from shoumi.base.emergency import rules as emergencies
from shoumi.base.emergency import services as emergency
from shoumi.core.errors import DomainError
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.sql import FAR, Act_, Forgery, back, change, on, sql
from shoumi.doors.tests.forgery.world import World, has, reveals, who

_SERVICE = who(people.SERVICE)


def opened(world: World) -> None:
    """In an emergency, by customer service."""
    emergency.open_emergency(
        subject=world.handing.people[0],
        fields=["mobile"],
        reason="客户来电称正被冒名转账，需立即核实",
        actor=world.house[people.SERVICE],
        at=world.house.at,
    )


def unreviewed(world: World) -> None:
    opened(world)
    world.house.go(hours=emergencies.review_within().total_seconds() / 3600)


def leaves(world: World) -> None:
    accounts.retire(person=world.house[people.SERVICE], actor=world.house.dpo, at=world.house.at)


def is_here(world: World) -> bool:
    """Whether customer service may sign in."""
    found = person_rows.known(world.house[people.SERVICE])
    return found is not None and found.is_active


def all_opened(world: World) -> None:
    """As often as a quarter allows."""
    for _ in range(emergencies.most()):
        opened(world)


def opens_one_more(world: World) -> bool:
    try:
        opened(world)
    except DomainError:
        return False
    return True


def second(change: str) -> Act_:
    return lambda world: sql(
        f"UPDATE emergency_emergency SET {change} WHERE number = 2 AND person_id = %s",
        world.house[people.SERVICE],
    )


EMERGENCIES = [
    Forgery(
        "an emergency was in another quarter",
        all_opened,
        second("quarter = '2020Q1'"),
        opens_one_more,
    ),
    Forgery(
        "an emergency was another's",
        all_opened,
        second("person_id = (SELECT MIN(ref) FROM accounts_person WHERE kind = 'party')"),
        opens_one_more,
    ),
    Forgery(
        "an emergency is deleted",
        all_opened,
        lambda world: sql("DELETE FROM emergency_emergency WHERE number = 2"),
        opens_one_more,
    ),
]

_acts = has(Role.CS, people.SERVICE)
PERSONS = [
    Forgery(
        "somebody of the house is a side of a deal",
        acts.take_back,
        change("accounts_person", "kind", "party", who(people.DPO)),
        reveals,
    ),
    Forgery(
        "somebody of the house advises from outside",
        acts.take_back,
        change("accounts_person", "kind", "external", who(people.DPO)),
        reveals,
    ),
    Forgery(
        "who is stopped for an emergency that nobody reviewed acts again",
        unreviewed,
        change("accounts_person", "stops_at", None, _SERVICE),
        _acts,
    ),
    Forgery(
        "who is to be stopped is later",
        unreviewed,
        change("accounts_person", "stops_at", FAR, _SERVICE),
        _acts,
    ),
    back(
        "a person as before the emergency is put back",
        unreviewed,
        _acts,
        on("accounts_person", _SERVICE),
    ),
    Forgery(
        "who left is here again",
        leaves,
        change("accounts_person", "is_active", True, _SERVICE),
        is_here,
    ),
    back(
        "a person as before leaving is put back",
        leaves,
        is_here,
        on("accounts_person", _SERVICE),
    ),
]
