"""Break, knock, look what left, knock where it should still be open, mend, knock again."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from tests.sabotage import graces, in_clear, table
from tests.sabotage.act import Act
from tests.sabotage.breaks import Break
from tests.sabotage.cases import GENERAL, Case, acts_at, is_shut
from tests.sabotage.place import Place, Refusal
from tests.sabotage.tally import Tally
from tests.sabotage.world import differences, world

# What a buyer reads (rooms of a house whose promise lapsed).
_ROOM_IS_SHUT = ("数据室暂时关闭", "数据室的访问已结束")
_OF_BUYER = ("enter_", "view_", "look_")
# What rests on a request for a role, a release or a task to send is gone before a grace is.
_GONE_SOON = frozenset({"grant", "release", "letters_file"})
# Was shown a moment ago, and is fetched within two minutes or never.
_FETCHED_AT_ONCE = frozenset({"look_picture", "checked_picture"})
# Mended also at moments that are not chosen, by service: of few demands the moment would be theirs.
_MENDED_TOO = frozenset({"letters"})
# A policy that was changed during a campaign is mended by asking everybody anew (6.3), and then
# there is nobody left to write to.
_ENDS_LETTERS = frozenset({"1.1", "1.2", "1.3"})


def run(place: Place, chosen: Sequence[Case], tally: Tally, *, is_whole: bool = True) -> None:
    """``is_whole``: first every act by every way with nothing broken, at each moment."""
    moment = ""
    for case in chosen:
        if case.moment != moment:
            moment = case.moment
            place.go_to(moment)
            if is_whole:
                _all_pass(place, moment, tally)
        try:
            _try(place, case, tally)
        except Exception as error:  # noqa: BLE001 - the rest is tried all the same, and this is told
            tally.amiss.append(f"{case.what.name} at {case.moment} broke off: {_short(error)}")


def _short(error: Exception) -> str:
    return "".join(traceback.format_exception(error)[-4:])


def _all_pass(place: Place, moment: str, tally: Tally) -> None:
    """With every promise kept each act passes by every way."""
    for act in acts_at(moment):
        if act.within:
            continue
        for way in place.ways(act):
            where = f"{moment}: {act.name} by {way}"
            place.put_back()
            try:
                knock(place, act, way, act.prepare(place))
            except Refusal as no:
                tally.amiss.append(f"{where} is refused while all is kept: {no}")
            except Exception as error:  # noqa: BLE001 - the rest is tried all the same
                tally.amiss.append(f"{where} broke off while all is kept: {_short(error)}")


def _try(place: Place, case: Case, tally: Tally) -> None:
    with ExitStack() as stack:
        if case.what.scene is not None:
            stack.enter_context(place.signed_in_anew())
            place.put_back()
            case.what.scene(place)
            stack.enter_context(place.begun_from_here())
        _tried(place, case, tally)


def _tried(place: Place, case: Case, tally: Tally) -> None:
    acts = [act for act in acts_at(case.moment) if case.is_chosen or act.name not in GENERAL]
    acts = [act for act in acts if place.can(case.what, act)]
    acts = [act for act in acts if not (case.what.is_slow and act.name in _FETCHED_AT_ONCE)]
    acts = [act for act in acts if not act.within or case.what.scene in act.within]
    shut: list[Act] = []
    for apart in dict.fromkeys(("", *(act.apart for act in acts))):
        found = _try_acts(place, case, [act for act in acts if act.apart == apart], tally)
        if found and (case.is_chosen or _is_mended_too(case, apart)):
            _mended(place, case, found, tally)
        shut += found
    # What is wrong with one record is that person's; a grace does not open it.
    if case.is_chosen and not case.what.of_one and not case.what.in_clear:
        lasting = [act for act in shut if act.name not in _GONE_SOON]
        if lasting:
            _graced(place, case, lasting[0], tally)


def _is_mended_too(case: Case, apart: str) -> bool:
    return apart in _MENDED_TOO and _ENDS_LETTERS.isdisjoint(case.what.demands)


def _broken(place: Place, what: Break, acts: Sequence[Act]) -> Mapping[str, Any]:
    """The acts are got ready, then the promise is broken; what each act is told."""
    place.put_back()
    prepared = {act.name: act.prepare(place) for act in acts}
    what.do(place)
    return prepared


def _try_acts(place: Place, case: Case, acts: list[Act], tally: Tally) -> list[Act]:
    """Those of ``acts`` that are to be shut; tried are all."""
    what, demand = case.what, case.what.demands[0]
    prepared = _broken(place, what, acts)
    tally.demands.add(demand)
    shut = [act for act in acts if is_shut(what, act)]
    for act in shut:
        doors = {d for d in table.PASSES[act.name] if demand in table.CLOSES[d].split()}
        tally.pairs |= {(demand, door) for door in doors}
        tally.doors |= doors
        for way in in_clear.ways(place, what, act):
            if f"{act.name} by {way}" in what.nameless:
                continue
            if _knock(place, case, act, way, prepared[act.name], tally):
                # It went through; begin again for the next.
                prepared = _broken(place, what, acts)
    if what.in_clear:
        tally.wrongly += [no for act in shut for no in in_clear.by_tls(place, what, act, knock)]
        prepared = _broken(place, what, acts)
    for act in acts:
        if act not in shut and not (what.of_one and act.name in table.OF_EVERYBODY):
            _still_open(place, case, act, prepared[act.name], tally)
    return shut


def _knock(place: Place, case: Case, act: Act, way: str, told: Any, tally: Tally) -> bool:
    """Whether it passed, though the promise is broken."""
    where = f"{case.what.name} at {case.moment}: {act.name} by {way}"
    before = world(place.home)
    tally.tries += 1
    try:
        with in_clear.coming(place, case.what):
            knock(place, act, way, told)
    except Refusal as no:
        tally.caught += 1
        left = differences(before, world(place.home))
        if left:
            tally.amiss.append(f"{where}: refused, and left {left}")
        if way.endswith("page") and act.name.startswith(_OF_BUYER):
            # A buyer reads that the room is shut, and not by which demand of the house.
            if not any(words in no.words for words in _ROOM_IS_SHUT):
                tally.amiss.append(f"{where}: does not say that the room is shut")
            if any(no.names(demand) for demand in case.what.demands):
                tally.amiss.append(f"{where}: tells a buyer the demand")
            return False
        for demand in case.what.demands:
            # What a milestone asks for itself is named by the code of its condition.
            is_told = no.names(demand) or any(words in no.words for words in case.what.said)
            if table.shuts_by_door(demand, act.name) and not is_told:
                tally.amiss.append(
                    f"{where}: does not name {demand}: {' '.join(no.words.split())[:400]}"
                )
        return False
    tally.passed.append(f"{where}: passed")
    return True


def knock(place: Place, act: Act, way: str, told: Any) -> None:
    """
    Raises:
        Refusal: it was not done, whichever way.
    """
    from shoumi.core.errors import DomainError

    try:
        act.ways[way](place, told)
    except DomainError as no:
        raise refusal_of(no) from no


def refusal_of(no: Any) -> Refusal:
    """What a service's refusal names: the demands of the doors, of the gate's reasons, and what a
    milestone lacks."""
    from shoumi.base.messages import refusals

    told = refusals.tell(no, "zh")
    named = {one.demand for one in refusals.lapses_of(no)} | no.demands
    decision = getattr(no, "decision", None)
    named |= {one.duty for one in decision.reasons} if decision is not None else set()
    missing = (one.condition for one in getattr(no, "missing", ()))
    named |= {one.removeprefix("duty:") for one in missing if one.startswith("duty:")}
    words = f"{type(no).__name__} {sorted(named)} {told.what} {told.mend}"
    return Refusal(words, frozenset(named) or frozenset({"none"}))


def _still_open(place: Place, case: Case, act: Act, told: Any, tally: Tally) -> None:
    try:
        knock(place, act, "service", told)
    except Refusal as no:
        tally.wrongly.append(f"{case.what.name} at {case.moment}: {act.name} is shut: {no}")


def _mended(place: Place, case: Case, shut: Sequence[Act], tally: Tally) -> None:
    """From the broken home once more: mended by page, each act passes; by every way where the
    moment is chosen."""
    what, where = case.what, f"{case.what.name} at {case.moment}"
    told = _broken(place, what, shut)
    try:
        what.mend(place)
    except Refusal as no:
        tally.amiss.append(f"{where}: cannot be mended by page: {no}")
        return
    if what.of_one and not what.stays:  # that person is gone: it is about the next
        told = {act.name: act.prepare(place) for act in shut}
    # Who comes in the clear gets nothing as long as that is so: mended, one comes by TLS.
    with place.begun_from_here():
        for act in shut:
            if act.name in what.not_yet:
                continue
            ways = in_clear.ways(place, what, act)
            for way in ways if case.is_chosen else ways[:1]:
                place.put_back()
                try:
                    knock(place, act, way, told[act.name])
                except Refusal as no:
                    tally.amiss.append(f"{where}: mended, and {act.name} by {way} is shut: {no}")


def _graced(place: Place, case: Case, act: Act, tally: Tally) -> None:
    """From the broken home once more: with a grace, where it may have one, the act passes until
    that ends."""

    def begin() -> graces.Knock:
        told = _broken(place, case.what, [act])
        return lambda: knock(place, act, "service", told[act.name])

    found = graces.tried(place, case.what, begin, other_deal=act.name == "other_deal")
    tally.amiss.extend(f"{case.what.name} at {case.moment}: {one}" for one in found)
