"""Break, knock, look what left, knock where it should still be open, mend, knock again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.sabotage import graces, in_clear, table
from tests.sabotage.act import Act
from tests.sabotage.acts import ACTS
from tests.sabotage.breaks import Break, every
from tests.sabotage.place import Place, Refusal
from tests.sabotage.told import MOMENTS
from tests.sabotage.world import differences, world

# What a buyer reads (rooms of a house whose promise lapsed).
_ROOM_IS_SHUT = ("数据室暂时关闭", "数据室的访问已结束")
_OF_BUYER = ("enter_", "view_", "look_")

# Acts that can be done at most moments: one moment for each demand will do.
GENERAL = frozenset(
    {
        "grant",
        "other_deal",
        "reveal",
        "list",
        "enter_l1",
        "enter_l2",
        "look_l1",
        "look_l2",
        "answer",
    }
)
# What rests on a request for a role, a release or a task to send is gone before a grace is.
_GONE_SOON = frozenset({"grant", "release", "letters_file"})


@dataclass(slots=True)
class Tally:
    """``passed`` while broken and ``wrongly`` shut are defects, and so is what else is ``amiss``:
    not named, something left, not mended, an honest act refused."""

    demands: set[str] = field(default_factory=set)
    doors: set[str] = field(default_factory=set)
    tries: int = 0
    caught: int = 0
    passed: list[str] = field(default_factory=list)
    wrongly: list[str] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def said(self) -> str:
        return (
            f"demands={len(self.demands)} doors={len(self.doors)} tries={self.tries}"
            f" caught={self.caught} passed_while_broken={len(self.passed)}"
            f" wrongly_shut={len(self.wrongly)}"
        )

    def lines(self) -> list[str]:
        return [*self.passed, *self.wrongly, *self.amiss]

    def add(self, other: dict[str, Any]) -> None:
        """What another process found, as it wrote it down."""
        self.demands |= set(other["demands"])
        self.doors |= set(other["doors"])
        self.pairs |= {(demand, door) for demand, door in other["pairs"]}
        self.tries += other["tries"]
        self.caught += other["caught"]
        for name in ("passed", "wrongly", "amiss"):
            getattr(self, name).extend(other[name])

    @property
    def is_good(self) -> bool:
        return not (self.passed or self.wrongly or self.amiss) and self.caught == self.tries


@dataclass(frozen=True, slots=True)
class Case:
    """One break at one moment.  ``is_chosen``: here the general acts and the mending are tried."""

    what: Break
    moment: str
    is_chosen: bool = False


def acts_at(moment: str) -> list[Act]:
    return [act for act in ACTS if moment in act.moments or "*" in act.moments]


def cases() -> list[Case]:
    """Every break at every moment at which it can be done, moment by moment.

    At one moment of each the general acts and the mending are tried too; the second way to break a
    demand is tried there alone.
    """
    found: list[Case] = []
    breaks = every()
    for number, what in enumerate(breaks):
        moments = MOMENTS[MOMENTS.index(what.since) :]
        chosen = _chosen(what, moments, number)
        is_second = what.of_one or any(other.demands == what.demands for other in breaks[:number])
        found += [
            Case(what, one, one == chosen) for one in moments if one == chosen or not is_second
        ]
    return sorted(found, key=lambda case: MOMENTS.index(case.moment))


def _chosen(what: Break, moments: tuple[str, ...], number: int) -> str:
    """A moment at which something is done that the demand shuts, another for each demand."""
    own = [moment for moment in moments if any(_is_shut(what, act) for act in acts_at(moment))]
    return own[-1 - number % min(3, len(own))] if own else moments[-1]


def run(place: Place, chosen: Sequence[Case], tally: Tally, *, is_whole: bool = True) -> None:
    """``is_whole``: first every act by every way with nothing broken, at each moment."""
    moment = ""
    for case in chosen:
        if case.moment != moment:
            moment = case.moment
            place.go_to(moment)
            if is_whole:
                _honest(place, moment, tally)
        _try(place, case, tally)


def _honest(place: Place, moment: str, tally: Tally) -> None:
    """With every promise kept each act passes by every way."""
    for act in acts_at(moment):
        for way in act.ways:
            place.put_back()
            told = act.prepare(place)
            try:
                knock(place, act, way, told)
            except Refusal as no:
                tally.amiss.append(
                    f"{moment}: {act.name} by {way} is refused while all is kept: {no}"
                )


def _try(place: Place, case: Case, tally: Tally) -> None:
    acts = [act for act in acts_at(case.moment) if case.is_chosen or act.name not in GENERAL]
    shut = _try_acts(place, case, [act for act in acts if not act.is_alone], tally)
    for act in acts:
        if act.is_alone:
            shut += _try_acts(place, case, [act], tally)
    if case.is_chosen and case.what.mend is not None and shut:
        _mended(place, case, shut[0], tally)
    # What is wrong with one record is that person's; a grace does not open it.
    if case.is_chosen and not case.what.of_one and not case.what.in_clear:
        lasting = [act for act in shut if act.name not in _GONE_SOON]
        if lasting:
            _graced(place, case, lasting[0], tally)


def _try_acts(place: Place, case: Case, acts: list[Act], tally: Tally) -> list[Act]:
    """Those of ``acts`` that are to be shut; tried are all."""
    what, demand = case.what, case.what.demands[0]
    place.put_back()
    prepared = {act.name: act.prepare(place) for act in acts}
    what.do(place)
    tally.demands.add(demand)
    shut = [act for act in acts if _is_shut(what, act)]
    for act in shut:
        tally.pairs |= {
            (demand, door)
            for door in table.PASSES[act.name]
            if demand in table.CLOSES[door].split()
        }
        tally.doors |= {
            door for door in table.PASSES[act.name] if demand in table.CLOSES[door].split()
        }
        for way in in_clear.ways(what, act):
            if _knock(place, case, act, way, prepared[act.name], tally):
                # It went through; begin again for the next.
                place.put_back()
                prepared = {one.name: one.prepare(place) for one in acts}
                what.do(place)
    if what.in_clear:
        tally.wrongly += [no for act in shut for no in in_clear.by_tls(place, what, act, knock)]
        place.put_back()
        prepared = {one.name: one.prepare(place) for one in acts}
        what.do(place)
    for act in acts:
        if act not in shut and not (what.of_one and act.name in table.OF_EVERYBODY):
            _still_open(place, case, act, prepared[act.name], tally)
    return shut


def _is_shut(what: Break, act: Act) -> bool:
    if what.of_one and act.name not in table.OF_ONE_PERSON:
        return False
    return any(table.shuts(one, act.name) for one in what.demands)


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
            if table.shuts_by_door(demand, act.name) and not no.names(demand):
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
    named = {one.demand for one in refusals.lapses_of(no)}
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


def _mended(place: Place, case: Case, act: Act, tally: Tally) -> None:
    """From the broken home once more: mended by page, the act passes."""
    where = f"{case.what.name} at {case.moment}"
    place.put_back()
    told = act.prepare(place)
    case.what.do(place)
    assert case.what.mend is not None
    try:
        case.what.mend(place)
    except Refusal as no:
        tally.amiss.append(f"{where}: cannot be mended by page: {no}")
        return
    if case.what.of_one and not case.what.stays:  # that person is gone: it is about the next
        told = act.prepare(place)
    try:
        with in_clear.coming(place, case.what):
            knock(place, act, in_clear.ways(case.what, act)[0], told)
    except Refusal as no:
        tally.amiss.append(f"{where}: mended, and {act.name} is still shut: {no}")


def _graced(place: Place, case: Case, act: Act, tally: Tally) -> None:
    """From the broken home once more: with a grace, where it may have one, the act passes until
    that ends."""

    def begin() -> graces.Knock:
        place.put_back()
        told = act.prepare(place)
        case.what.do(place)
        return lambda: knock(place, act, "service", told)

    found = graces.tried(place, case.what, begin, other_deal=act.name == "other_deal")
    tally.amiss.extend(f"{case.what.name} at {case.moment}: {one}" for one in found)


def without_case(tally: Tally) -> Iterator[str]:
    """Demands that are checked or can be stated, and doors of theirs, that no try was about.

    Left out is what the frozen list says nobody keeps yet; a chapter that takes its line out of it
    owes a case here.
    """
    from shoumi.core.handbook import demands, unguarded

    for one in demands():
        if one.id in unguarded():
            continue
        if one.id not in tally.demands:
            yield f"{one.id}: no case"
        for door in sorted(table.doors_of(one.id) - table.WITHOUT_ACTS):
            if (one.id, door) not in tally.pairs:
                yield f"{one.id}: no case at the door {door}"
