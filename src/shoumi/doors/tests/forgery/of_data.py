"""Forgeries of data sets, and of the rows of people."""

from __future__ import annotations

from collections.abc import Callable

from shoumi.base.deals.rules import PartyRole
from shoumi.base.subjects.models import State
from shoumi.base.subjects.services import change_state, store
from shoumi.chapters.compliance import queries as compliance
from shoumi.doors.tests.forgery.of_hidden import reveals_anew
from shoumi.doors.tests.forgery.sql import FAR, Act_, Forgery, nothing, sql
from shoumi.doors.tests.forgery.world import World, one
from shoumi.doors.tests.house import person


def another_recipient(world: World) -> None:
    """Somebody else receives data than when it was assessed."""
    other = world.handing.party(PartyRole.TE, name="另一家虚构")
    world.handing.data_set("more", other)


def assessed_anew(world: World) -> bool:
    """As another process sees it, which has not counted yet."""
    compliance._counted.cache_clear()
    return reveals_anew(world)


def more_people(world: World) -> None:
    """A tenth more than when it was assessed."""
    house = world.house
    new = [person(number) for number in (20, 21, 22)]
    store(deal=house.deal, dataset=house.dataset, people=new, actor=house.dpo, at=house.at)


def newest_people(change: str, *values: object) -> Act_:
    newest = "SELECT id FROM subjects_subject ORDER BY id DESC LIMIT 3"
    return lambda world: sql(
        f"UPDATE subjects_subject SET {change} WHERE id IN ({newest})", *values
    )


DATASETS = [
    Forgery(
        "a new recipient is deleted",
        another_recipient,
        lambda world: sql("DELETE FROM deals_dataset WHERE code = 'more'"),
        assessed_anew,
    ),
    Forgery(
        "a new recipient is of another deal",
        another_recipient,
        lambda world: sql(
            "UPDATE deals_dataset SET deal_id = %s WHERE code = 'more'", world.house.new_deal()
        ),
        assessed_anew,
    ),
]

NEW_PEOPLE = [
    Forgery(
        "new people are of another deal",
        more_people,
        newest_people("deal = 'deal-elsewhere'"),
        assessed_anew,
    ),
    Forgery(
        "new people are parties",
        more_people,
        newest_people("kind = 'PARTY'"),
        assessed_anew,
    ),
    Forgery(
        "new people are rows that wait to be mended",
        more_people,
        newest_people("state = 'SET_ASIDE'"),
        assessed_anew,
    ),
    Forgery(
        "new people are destroyed",
        more_people,
        newest_people("state = 'DESTROYED', destroyed_at = %s", FAR),
        assessed_anew,
    ),
    Forgery(
        "new people are deleted",
        more_people,
        lambda world: sql(
            "DELETE FROM subjects_subject WHERE id IN"
            " (SELECT id FROM subjects_subject ORDER BY id DESC LIMIT 3)"
        ),
        assessed_anew,
    ),
]


def _one(change: str, of: Callable[[World], object]) -> Act_:
    return lambda world: sql(f"UPDATE subjects_subject SET {change} WHERE ref = %s", of(world))


def _to(state: State) -> Act_:
    """The house moves somebody who could be read."""

    def move(world: World) -> None:
        change_state(
            deal=world.house.deal,
            subjects=[one(0)(world)],
            to=state,
            duty="6.2",
            actor=world.house.dpo,
            at=world.house.at,
        )

    return move


def _reads(number: int) -> Callable[[World], bool]:
    return lambda world: world.asks(subject=one(number)(world))


SUBJECTS = [
    Forgery(
        "a minor is grown",
        nothing,
        _one("kind = 'INDIVIDUAL', is_minor = FALSE", one(7)),
        _reads(7),
    ),
    *(
        Forgery(
            f"who is {state.value.lower()} is read again",
            _to(state),
            _one("state = 'ACTIVE'", one(0)),
            _reads(0),
        )
        for state in (State.FROZEN, State.SEALED, State.EXPIRED, State.EXCLUDED)
    ),
]
