"""The doors of the house now: which demands hold each shut, and what an act is told at them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import connection, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import rules
from shoumi.base.attestations import controls, house_stops, queries
from shoumi.base.attestations.events import Tag
from shoumi.base.ledger import writer
from shoumi.base.ledger.card import as_of_head
from shoumi.base.registry import Holding
from shoumi.base.transport import channel
from shoumi.base.transport.queries import as_asked
from shoumi.core.errors import Conflict, DomainError
from shoumi.core.handbook import (
    Demand,
    Door,
    DoorAct,
    Lapse,
    Reach,
    closing,
    demand,
    doors,
    of_acts,
    unguarded,
)
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ControlState, Role

P = ParamSpec("P")
T = TypeVar("T")
Survey = Sequence[tuple[Demand, Holding]]
# An outside party is bound by its agreement, not by what the house asks of its staff.
OF_STAFF = "staff_roles"
# A check may ask the gate, which asks the doors: they then know nothing yet.
_asking: ContextVar[bool] = ContextVar("asking", default=False)


class DoorState(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    UNGUARDED = "unguarded"


class DoorShut(Conflict):
    """Facts: ``doors`` by name, ``demands`` that hold them shut.

    ``lapses`` says all of each demand; ``act`` and ``deal`` what was asked for.
    """

    code = "door.shut"
    lapses: tuple[Lapse, ...] = ()
    act: DoorAct
    deal: Ref | None = None


def _shut(held: Mapping[Door, Sequence[Lapse]], act: DoorAct, deal: Ref | None) -> DoorShut:
    lapses = tuple({one.demand: one for part in held.values() for one in part}.values())
    names = tuple(door.name for door in held)
    error = DoorShut(doors=names, demands=tuple(one.demand for one in lapses))
    error.lapses, error.act, error.deal = lapses, act, deal
    return error


@dataclass(frozen=True, slots=True)
class Standing:
    """One door now.

    ``lapses``    demands that shut it, for all or for some (``Lapse.reach``, ``Lapse.deals``)
    ``graced``    demands that would, and have a grace (``Lapse.grace_until``)
    ``unbuilt``   demands of it that nobody checks and nobody states yet
    ``stated``    how many of its demands rest on a statement
    """

    door: Door
    state: DoorState
    lapses: tuple[Lapse, ...]
    unbuilt: tuple[str, ...]
    stated: int
    graced: tuple[Lapse, ...] = ()

    @property
    def grace_until(self) -> datetime | None:
        """When the first grace ends that it stands open by."""
        return min((one.grace_until for one in self.graced if one.grace_until), default=None)


def standings(
    at: datetime, deal: Ref | None = None, survey: Survey | None = None
) -> list[Standing]:
    """All doors in order, for ``deal`` or for the house as a whole."""
    stops = house_stops.stops(at)
    found = survey if survey is not None else _surveyed(at, deal, is_stopped=bool(stops))
    return [
        _standing(door, found, deal, [one.lapse for one in stops if one.shuts(door)])
        for door in doors().values()
    ]


def _surveyed(at: datetime, deal: Ref | None, *, is_stopped: bool) -> Survey:
    """What is known of the demands; nothing where the house is stopped and nobody can find out."""
    try:
        return controls.survey(at, deal)
    except DomainError:
        if not is_stopped:
            raise
        return []


def _standing(door: Door, survey: Survey, deal: Ref | None, stopped: Sequence[Lapse]) -> Standing:
    keeping = [(one, held) for one, held in survey if door in one.closes]
    found = [lapse for one, held in keeping if (lapse := _lapse(door, one, held))]
    # A demand that stops the house is told once: as what shuts for everybody.
    named = {one.demand for one in stopped}
    found = [*stopped, *(one for one in found if one.demand not in named)]
    if deal is not None:
        found = [one for one in found if not one.deals or deal in one.deals]
    lapses = [one for one in found if one.grace_until is None]
    graced = tuple(one for one in found if one.grace_until is not None)
    unbuilt = tuple(one.id for one, held in keeping if _is_unbuilt(one, held))
    state = DoorState.OPEN
    if any(one.is_for_all or (deal in one.deals) for one in lapses):
        state = DoorState.SHUT
    elif unbuilt:
        state = DoorState.UNGUARDED
    stated = sum(held.state is ControlState.ATTESTED for _, held in keeping)
    return Standing(door, state, tuple(lapses), unbuilt, stated, graced)


def as_data(one: Standing) -> dict[str, object]:
    """One door as the command line and the API give it.

    ``for``  ``all``, ``write``, ``remote``, or the deals or people by reference
    Of a demand in grace, ``until`` and ``grace_until`` say when that ends, and so does
    ``grace_until`` of a door that it keeps open; otherwise it is None.
    """
    held = [
        {
            "id": lapse.demand,
            "state": lapse.state.value,
            "reason": lapse.reason,
            "until": lapse.grace_until or lapse.until,
            "who": lapse.who.value,
            "for": sorted(lapse.deals or lapse.subjects) or lapse.reach.value,
            "grace_until": lapse.grace_until,
        }
        for lapse in (*one.lapses, *one.graced)
    ]
    bare = [
        {
            "id": duty,
            "state": ControlState.NOT_BUILT.value,
            "reason": queries.NONE,
            "until": None,
            "who": demand(duty).accountable.value,
            "for": Reach.ALL.value,
            "grace_until": None,
        }
        for duty in one.unbuilt
    ]
    return {
        "door": one.door.name,
        "state": one.state.value,
        "grace_until": one.grace_until,
        "demands": [*held, *bare],
    }


def _lapse(door: Door, one: Demand, held: Holding) -> Lapse | None:
    """What of a demand shuts ``door``, if anything."""
    if held.holds or _is_unbuilt(one, held):
        return None
    if door.only_lapses and held.reason == queries.NONE:
        return None
    return Lapse(
        one.id,
        held.state,
        held.reason,
        held.who or one.accountable,
        held.until,
        held.reach,
        held.deals,
        held.grace,
        held.subjects,
    )


def _is_unbuilt(one: Demand, held: Holding) -> bool:
    """Whether it stands in the frozen list of what nobody checks yet, and nobody took it back."""
    return (
        held.state is ControlState.NOT_BUILT
        and held.reason != queries.REVOKED
        and one.id in unguarded()
    )


def lapses(
    acts: Collection[str], *, deal: Ref | None, at: datetime
) -> dict[Door, tuple[Lapse, ...]]:
    """By door, what stands against one of ``acts`` in ``deal``; without doors that let pass."""
    if altered := house_stops.altered():
        return dict.fromkeys(of_acts(acts), (altered,))
    survey = controls.survey(as_of_head(at), deal, closing(frozenset(acts)))
    return {
        door: found
        for door in of_acts(acts)
        if (
            found := against(
                door, acts, survey=survey, deal=deal, is_in_clear=channel.is_in_clear()
            )
        )
    }


def against(
    door: Door,
    acts: Collection[str],
    *,
    survey: Survey,
    deal: Ref | None,
    is_in_clear: bool = False,
) -> tuple[Lapse, ...]:
    """What holds ``door`` shut against one of ``acts``, for who comes over such a connection."""
    asked = [act for act in acts if door.is_passed_by(act)]
    return tuple(
        lapse
        for one, held in survey
        if door in one.closes
        and (lapse := _lapse(door, one, as_asked(one.id, held, is_in_clear=is_in_clear)))
        and lapse.grace_until is None
        and any(lapse.concerns(act, deal, is_in_clear=is_in_clear) for act in asked)
    )


def require(*acts: DoorAct, deal: Ref | None, at: datetime, actor: Ref | None = None) -> None:
    """
    ``actor``  somebody who may be no staff: a side of a deal passes no door of the staff

    Raises:
        DoorShut: a demand holds a door shut that one of ``acts`` passes.
    """
    found = lapses(acts, deal=deal, at=at)
    if found and actor is not None and accounts.is_outside(actor):
        found = {door: held for door, held in found.items() if door.name != OF_STAFF}
    if found:
        raise _shut(found, acts[0], deal)


def require_as_gate(act: DoorAct, *, deal: Ref, at: datetime) -> None:
    """As ``require``, for what would be the gate's to answer if it showed a value of anybody: what
    stops the gate stops it too, as the list of doors says.

    Raises:
        DoorShut
    """
    stopped = house_stops.stops(at)
    if held := {
        door: found
        for door in of_acts([act])
        if (found := tuple(one.lapse for one in stopped if one.shuts(door)))
    }:
        raise _shut(held, act, deal)
    require(act, deal=deal, at=at)


def evident(service: Callable[P, T]) -> Callable[P, T]:
    """A refusal at a door is in the ledger before it is raised on.

    Around the transaction of ``service``, whose keywords ``actor`` and ``at`` are the entry's.
    Inside another transaction the refusal is raised alone: whoever began that one records it.
    """

    @wraps(service)
    def wrapped(*args: P.args, **told: P.kwargs) -> T:
        try:
            return service(*args, **told)
        except DoorShut as refusal:
            if not connection.in_atomic_block:
                _record(refusal, cast("Ref", told["actor"]), cast("datetime", told["at"]))
            raise

    return wrapped


@transaction.atomic
def _record(refusal: DoorShut, actor: Ref, at: datetime) -> None:
    facts: dict[str, Value] = {"act": refusal.act, "demands": len(refusal.lapses)}
    demands = tuple(one.demand for one in refusal.lapses)
    about = refusal.deal or SYSTEM
    writer.record(Event(Tag.DOOR_REFUSED, actor, about, at, facts, demands, refusal.deal))


def may_be_granted(person: Ref, role: Role, at: datetime) -> None:
    """No role that can read customers in a task is given to somebody of the house while a demand
    on staff has lapsed.

    Let through all the same:
    - a demand that was never stated, or nobody could begin;
    - the roles that mend one of the demands that lapsed, or a lapse with nobody left to mend it
      would last for good;
    - head and protection officer where nobody holds that role: without the first no two persons
      are left to give any role, without the second none to open a task, answer for an incident or
      grant a grace.  Who holds neither as long as another does waits like everybody.

    Outside persons are bound by their agreement, not by our course book.

    Raises:
        DoorShut
    """
    if role not in rules.DATA_ROLES or accounts.is_outside(person):
        return
    lapsed = {
        door: kept
        for door, held in lapses([DoorAct.GRANT], deal=None, at=at).items()
        if (kept := tuple(one for one in held if one.reason != queries.NONE))
    }
    if not lapsed or any(one.who is role for held in lapsed.values() for one in held):
        return
    if role in rules.APPROVERS and not accounts.who(role, at):
        return
    raise _shut(lapsed, DoorAct.GRANT, None)


@contextmanager
def asking() -> Iterator[bool]:
    """Whether the doors may be asked now: not from inside a check that they themselves rest on."""
    if _asking.get():
        yield False
        return
    mark = _asking.set(True)
    try:
        yield True
    finally:
        _asking.reset(mark)
