"""Rounds of one lapse against seven acts, each in a process that lives through all of them.

A process begins its act again until it has begun once after the lapse was acknowledged.  So what it
remembers from before the lapse, which another process made, is what it would open by.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from django.db import connections

from shoumi.base.tests import memories
from shoumi.core.errors import DomainError
from shoumi.doors.tests.lapse_race import sabotage
from shoumi.doors.tests.lapse_race.acts import ACTS, NAMING, stock
from shoumi.doors.tests.lapse_race.door_acts import DOORS
from shoumi.doors.tests.lapse_race.lapses import LAPSES
from shoumi.doors.tests.lapse_race.shared import Shared
from shoumi.doors.tests.lapse_race.world import ROUND, World

LAPSING = "lapsing"
PARTS = (LAPSING, *ACTS)
EVERY = {**ACTS, **NAMING, **DOORS}
# What reads a person: by page, program, list, L3 room, export, and the long acts that jobs do.
READS = ("page", "API", "list", "clean room", "export", "seal", "release")
# Before the first round.
HONEST = 1
_LATEST_MS = 250
_LONGEST_SECONDS = 500
_LONG_ACTS = ("seal", "release")
_PAUSE, _LOOK = 0.01, 0.002
# So often something is got before the lapse comes, or once; then one waits for it.
_MOST = {"reveal": 2, "list": 2, "enter": 2, "clean room": 2}
# How long an acknowledgement comes too early, where that is what is broken.
_EARLY_SECONDS = 1.5


@dataclass(frozen=True)
class Course:
    """What all processes go through: the lapse of each round, and how long it lets wait.

    ``rests``  the act that is not tried in a round: of the two that take longest one
    ``acts``  those that are tried; the processes of the others only keep step
    ``broken``  what is broken on purpose in every process, a name of ``sabotage``
    """

    names: Sequence[str]
    delays: Sequence[float]
    rests: Sequence[str]
    acts: Sequence[str] = tuple(ACTS)
    broken: str = ""

    @classmethod
    def drawn(
        cls,
        count: int,
        chance: random.Random,
        lapses: Iterable[str] = LAPSES,
        acts: Sequence[str] = tuple(ACTS),
    ) -> Course:
        """Each lapse as often as the others, in an order of chance."""
        drawn = list(lapses)
        chance.shuffle(drawn)
        names = list(islice(cycle(drawn), count))
        chance.shuffle(names)
        return cls(
            names,
            [chance.random() * _LATEST_MS / 1000 for _ in names],
            [chance.choice(_LONG_ACTS) for _ in names],
            acts,
        )

    def tried(self, number: int) -> frozenset[str]:
        """The acts that the lapse of a round stops, as far as they are tried."""
        return LAPSES[self.names[number]].stops & {*self.acts} - {self.rests[number]}

    @property
    def meetings(self) -> int:
        return HONEST + 3 * len(self.names)


@dataclass(frozen=True)
class Tried:
    """One act of one round: when it was begun, in ns, and what came of it.

    ``refusal``  its code, and the reasons and demands that it names
    """

    round: int
    act: str
    begun: int
    got: bool
    refusal: frozenset[str] = frozenset()


@dataclass
class Found:
    """``late``  what was got by an act that began after the lapse was acknowledged

    ``got``      what was got by those that began before
    ``overtaken``  begun before, and stopped by the lapse that came meanwhile
    ``refused``  begun after, by lapse and act
    ``amiss``    of these, what was refused for something else than the lapse
    """

    rounds: int = 0
    tries: int = 0
    late: list[tuple[str, Tried]] = field(default_factory=list)
    got: Counter[str] = field(default_factory=Counter)
    overtaken: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    amiss: list[tuple[str, Tried]] = field(default_factory=list)

    def add(self, other: Found) -> None:
        self.rounds += other.rounds
        self.tries += other.tries
        self.late += other.late
        self.got += other.got
        self.overtaken += other.overtaken
        self.refused += other.refused
        self.amiss += other.amiss


def judged(course: Course, acknowledged: Sequence[int], tried: Sequence[Tried]) -> Found:
    found = Found(len(course.names), len(tried))
    for one in tried:
        name = course.names[one.round]
        if one.begun <= acknowledged[one.round]:
            found.got[one.act] += one.got
            found.overtaken[one.act] += not one.got
        elif one.got:
            found.late.append((name, one))
        else:
            found.refused[name, one.act] += 1
            if one.refusal and not one.refusal & LAPSES[name].says:
                found.amiss.append((name, one))
    return found


def take_part(world: World, shared: Shared, course: Course, part: str) -> list[int] | list[Tried]:
    """Be one process from the first meeting of the course to the last."""
    try:
        with sabotage.begun(course.broken):
            if part == LAPSING:
                return _lapse(world, shared, course)
            return _attempt(world, shared, course, part)
    finally:
        _leave()


def _leave() -> None:
    """The home is put back now: nothing of it is open or remembered."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    connections.close_all()
    memories.forget()


def _lapse(world: World, shared: Shared, course: Course) -> list[int]:
    """Be the process in which promises lapse; when each was acknowledged."""
    told = []
    shared.together()  # everybody has got something
    for name, delay in zip(course.names, course.delays, strict=True):
        one = LAPSES[name]
        shared.go(ROUND)
        one.before(world, shared)
        shared.together()  # ready
        shared.together()  # packages wait
        time.sleep(delay)
        if course.broken == sabotage.ACKNOWLEDGED_EARLY:
            told.append(_acknowledged(shared))
            time.sleep(_EARLY_SECONDS)
            one.comes(world, shared)
        else:
            one.comes(world, shared)
            told.append(_acknowledged(shared))
        shared.together()  # everybody has tried
        shared.go(ROUND)  # what is signed in the moment of a breach does not count
        one.mend(world, shared)
        shared.put(acknowledged=0, spared=0)
    return told


def _acknowledged(shared: Shared) -> int:
    shared.put(acknowledged=time.monotonic_ns())
    return shared.acknowledged


def _attempt(world: World, shared: Shared, course: Course, act: str) -> list[Tried]:
    """Be the process that tries ``act`` wherever it should be stopped."""
    told: list[Tried] = []
    if act in course.acts:
        _honest(world, shared, act)
    shared.together()
    for number in range(len(course.names)):
        is_stopped = act in course.tried(number)
        shared.together()
        if is_stopped:
            _ready(world, shared, act)
        shared.together()
        if is_stopped:
            told.extend(_attempts(world, shared, act, number))
        shared.together()
    return told


def _ready(world: World, shared: Shared, act: str) -> None:
    if act == "release":
        stock(world, shared)


def _honest(world: World, shared: Shared, act: str) -> None:
    """While every promise is kept, something is got."""
    _ready(world, shared, act)
    assert EVERY[act](world, shared, shared.now(world)), f"{act} got nothing"


def _attempts(world: World, shared: Shared, act: str, number: int) -> Iterator[Tried]:
    over = time.monotonic() + _LONGEST_SECONDS
    got_before = 0
    while time.monotonic() < over:
        # Read in this order: what begins after the acknowledgement sees the clock of then.
        begun = time.monotonic_ns()
        acknowledged = shared.acknowledged
        if got_before >= _MOST.get(act, 1) and not acknowledged:
            time.sleep(_LOOK)
            continue
        try:
            got, refusal = EVERY[act](world, shared, shared.now(world)), frozenset[str]()
        except DomainError as no:
            got, refusal = False, named(no)
        took = (time.monotonic_ns() - begun) / 1e9
        yield Tried(number, act, begun, got, refusal)
        if acknowledged and begun > acknowledged:
            return
        got_before += got
        # Writers of SQLite queue by chance: without a pause the lapse itself would starve.
        time.sleep(_PAUSE + took * random.random())
    raise AssertionError(f"{act} never began after the lapse of round {number}")


def named(no: DomainError) -> frozenset[str]:
    words = (*no.facts.get("reasons", ()), *no.facts.get("demands", ()))  # type: ignore[misc]
    return frozenset({no.code, *map(str, words)})
