"""Rounds of one lapse against seven acts, each in a process that lives through all of them.

A process begins its act again until it has begun once after the lapse was acknowledged.  So what it
remembers from before the lapse, which another process made, is what it would open by.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.faults import forks
from shoumi.doors.tests.lapse_race.acts import ACTS, sealed
from shoumi.doors.tests.lapse_race.lapses import LAPSES
from shoumi.doors.tests.lapse_race.world import ROUND, Shared, World, patient

_LATEST_MS = 60
_MOST_TRIES = 200
_PAUSE = 0.05


@dataclass(frozen=True)
class Tried:
    """One act of one round: when it was begun, in ns, and what came of it."""

    round: int
    act: str
    begun: int
    got: bool
    refusal: str = ""


@dataclass(frozen=True)
class Lapsed:
    round: int
    lapse: str
    acknowledged: int


@dataclass(frozen=True)
class Found:
    """``late``  what was got by an act that began after the lapse was acknowledged"""

    tried: Sequence[Tried]
    late: Sequence[tuple[str, Tried]]
    got: Counter[str]
    refused: Counter[tuple[str, str]]

    def __str__(self) -> str:
        lapses = ", ".join(f"{act} {count}" for act, count in sorted(self.got.items()))
        return f"tries={len(self.tried)} late={len(self.late)} got before: {lapses}"


def drawn(count: int, chance: random.Random) -> list[str]:
    """Each lapse as often as the others, in an order of chance."""
    found = [name for name, _ in zip(_over_and_over(), range(count), strict=False)]
    chance.shuffle(found)
    return found


def _over_and_over():
    while True:
        yield from LAPSES


def run(world: World, names: Sequence[str], chance: random.Random) -> Found:
    shared = Shared(len(ACTS) + 1)
    delays = [chance.random() * _LATEST_MS / 1000 for _ in names]
    acts = [_trying(world, shared, act, names) for act in ACTS]
    lapsing = _lapsing(world, shared, names, delays)
    ended = forks.at_once([lapsing, *acts])
    # First who failed by itself, then who waited for it.
    for one in sorted(ended, key=lambda one: "another process gave up" in one.trouble):
        one.require()
    said = [one.last for one in ended]
    lapsed = {one.round: one for one in said[0]}
    tried = [one for part in said[1:] for one in part]
    return _found(lapsed, tried)


def _found(lapsed: dict[int, Lapsed], tried: Sequence[Tried]) -> Found:
    late, got, refused = [], Counter(), Counter()
    for one in tried:
        of = lapsed[one.round]
        if one.act not in LAPSES[of.lapse].stops:
            continue
        if one.begun > of.acknowledged:
            refused[of.lapse, one.act] += not one.got
            if one.got:
                late.append((of.lapse, one))
        else:
            got[one.act] += one.got
    return Found(tried, late, got, refused)


def _lapsing(world, shared, names, delays):
    def act(tell):
        told = []
        patient()
        try:
            for number, (name, delay) in enumerate(zip(names, delays, strict=True)):
                lapse = LAPSES[name]
                shared.go(ROUND)
                lapse.before(world, shared)
                shared.together()  # ready
                shared.together()  # the package waits
                time.sleep(delay)
                lapse.comes(world, shared)
                shared.acknowledged.value = time.monotonic_ns()
                told.append(Lapsed(number, name, shared.acknowledged.value))
                shared.together()  # everybody has tried
                lapse.mend(world, shared)
                shared.acknowledged.value = shared.spared.value = 0
            tell(told)
            connections.close_all()
        except BaseException:
            shared.give_up()
            raise

    return act


def _trying(world, shared, name, names):
    act = ACTS[name]

    def attempts(number):
        for _ in range(_MOST_TRIES):
            # Read in this order: what begins after the acknowledgement sees the clock of then.
            begun = time.monotonic_ns()
            acknowledged = shared.acknowledged.value
            try:
                one = Tried(number, name, begun, act(world, shared, shared.now(world)))
            except DomainError as refusal:
                one = Tried(number, name, begun, False, refusal.code)
            yield one
            if acknowledged and begun > acknowledged:
                return
            # Writers of SQLite queue by chance: without a pause the lapse itself would starve.
            time.sleep(_PAUSE)

    def trying(tell):
        told = []
        patient()
        try:
            for number in range(len(names)):
                shared.together()
                if name == "release":
                    sealed(world, shared.now(world), by=Ref(world.house[people.SECURITY]))
                shared.together()
                told.extend(attempts(number))
                shared.together()
            tell(told)
            connections.close_all()
        except BaseException:
            shared.give_up()
            raise

    return trying
