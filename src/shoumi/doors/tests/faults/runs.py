"""Try a flow at one point after the other, start it again each time, and say what was wrong."""

from __future__ import annotations

import mmap
import os
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import connection

from shoumi.core.errors import DomainError
from shoumi.core.tests import portion
from shoumi.doors import recovery
from shoumi.doors.tests.faults import invariants
from shoumi.doors.tests.faults.forks import at_once, in_child, warm
from shoumi.doors.tests.faults.points import Points, kind, watched

# After every third kill the flow is taken to its end, by a process that knows only the home.
GO_ON_EVERY = 3
# How often a step is tried in one process after the disk refused once.
TRIES = 2


@dataclass
class Found:
    """``passed`` points the flow has; ``tried`` of them were tried; what was ``wrong`` after."""

    flow: str
    passed: int
    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other):
        """What was found at other points of the same flow."""
        self.tried += other.tried
        self.wrong += other.wrong

    def has(self, what):
        return any(what in one for one in self.wrong)

    def __str__(self):
        return f"{self.flow}: points={self.tried} of {self.passed}, wrong={len(self.wrong)}"

    def require(self):
        """Nothing was wrong."""
        assert self.tried
        assert not self.wrong, "\n".join([str(self), *self.wrong[:5]])


class Runs:
    """The places, what comes from outside, and the flow with the pictures of its stages."""

    found = Found

    def __init__(self, places, given, flow, canaries):
        place = places[0]
        self._place, self._given, self._flow, self._canaries = place, given, flow, canaries
        self._places = places
        warm()
        place.put_back(flow.world)
        self.stages, names = in_child(self._whole).require()
        self.names = names
        self._named = None

    def _whole(self, tell):
        """The flow with nothing in its way: the picture of each stage and the points passed."""
        self._place.enter()
        stages, points = [invariants.picture()], Points()
        for step in self._flow.steps:
            with watched(points):
                step(self._place, self._given)
            stages.append(invariants.picture())
        wrong = invariants.look(self._place, self._canaries)
        assert not wrong, wrong
        tell((stages, points.names))

    def killed(self, count, *, until=None):
        """Kill the flow at ``count`` points, spread evenly over all it has.  Short of a long run it
        is each kind of point that the place wants of this flow, and a part of the ``count``.

        ``until``: stop where this was found to be wrong; the last point comes first then, and each
        next is far from those before.
        """
        found = self.found(self._flow.name, len(self.names))
        points = spread(len(self.names), count) if until else self.chosen(count)
        tries = list(enumerate(points))
        return self._share(found, far_apart(tries) if until else tries, self._kill, until)

    def chosen(self, count):
        """The points that ``killed`` tries."""
        even = spread(len(self.names), count)
        if portion.is_long():
            return even
        if self._named is None:
            self._named = self._place.wanted({kind(name) for name in self.names})
        part = portion.drawn(even, what=f"kill {self._flow.name}", one_in=_one_in())
        return sorted({*part, *_each_kind(self.names, self._named, f"kind {self._flow.name}")})

    def _kill(self, found, number, at):
        acked = self._break(at)
        go_on = number % GO_ON_EVERY == 0
        self._judge(found, f"{at} {self.names[at - 1]}", acked, go_on=go_on)

    def killed_twice(self, count, second):
        """Kill it at ``count`` points, and each recovery at ``second`` points of its own."""
        found = self.found(f"{self._flow.name}, killed in recovery", len(self.names))
        what = f"kill twice {self._flow.name}"
        points = portion.drawn(spread(len(self.names), count), what=what)
        tries = [
            (at, again) for at in points for again in spread(self._points_of_recovery(at), second)
        ]
        return self._share(found, tries, self._kill_twice)

    def _points_of_recovery(self, at):
        self._break(at)
        return len(in_child(lambda tell: tell(self._recover(Points()))).require())

    def _kill_twice(self, found, at, again):
        acked = self._break(at)
        in_child(lambda _: self._recover(Points(again)))
        self._judge(found, f"{at} {self.names[at - 1]}, then {again}", acked, go_on=True)

    def refused(self, errors, count, *, until=None):
        """Let the disk refuse once, with each of ``errors``, at ``count`` points of it; short of a
        long run at each kind of point, and at a part of the others.

        ``until``: as of ``killed``.
        """
        self._place.put_back(self._flow.world)
        counted = Points(error=errors[0])
        names = in_child(lambda tell: tell(self._passed(counted))).require()
        found = self.found(f"{self._flow.name}, disk errors", len(names) * len(errors))
        tries = [(error, at, names[at - 1]) for error in errors for at in spread(len(names), count)]
        if not until:
            what = f"refuse {self._flow.name}"
            tries = portion.drawn(tries, what=what, named=lambda one: (one[0], kind(one[2])))
        return self._share(found, tries, self._meet, until)

    def _meet(self, found, error, at, name):
        self._place.put_back(self._flow.world)
        ended = in_child(lambda tell: tell(self._refuse(Points(at, error=error))))
        wrong = [ended.trouble] if ended.trouble else ended.last
        found.wrong += [f"{os.strerror(error)} at {at} {name}: {one}" for one in wrong]

    def _share(self, found, tries, attempt, until=None):
        """Share the tries out among the places, which work at the same time."""
        is_seen = mmap.mmap(-1, 1)  # by any of them

        def part(place, own, tell):
            self._place = place
            place.begin()
            mine = type(found)(found.flow, found.passed)
            for one in own:
                mine.tried += 1
                attempt(mine, *one)
                if until and mine.has(until):
                    is_seen[0] = 1
                if is_seen[0]:
                    break
            tell(mine)

        width = len(self._places)
        acts = [
            partial(part, place, tries[number::width]) for number, place in enumerate(self._places)
        ]
        for ended in at_once(acts):
            found.add(ended.require())
        return found

    def _passed(self, points):
        self._run(lambda _: None, points)
        return points.names

    def _refuse(self, points):
        """One process meets the error, is refused, leaves nothing half, and then goes on."""
        self._place.enter()
        wrong = []
        for number, step in enumerate(self._flow.steps):
            tries = 0
            while True:
                try:
                    with watched(points):
                        step(self._place, self._given)
                    break
                except (OSError, DomainError) as error:
                    tries += 1
                    now = invariants.picture()
                    if now == self.stages[number + 1]:
                        break  # what was refused came after the commit
                    if now != self.stages[number]:
                        differs = now.differs(self.stages[number])
                        wrong.append(f"I2 {error!r} left {step.__name__} half done: {differs}")
                    if tries == TRIES:
                        return [*wrong, f"{step.__name__} is refused for good: {error!r}"]
            wrong += invariants.leftovers()
        if invariants.picture() != self.stages[-1]:
            wrong.append(
                f"I2 not as without a fault: {invariants.picture().differs(self.stages[-1])}"
            )
        self._recover(Points())
        return wrong + invariants.look(self._place, self._canaries)

    def _break(self, at):
        """Put the home back, run the flow and kill it at a point; answers the steps told done."""
        self._begin()
        ended = in_child(lambda tell: self._run(tell, Points(at)))
        assert not ended.trouble, ended.trouble
        return len(ended.said)

    def _begin(self):
        self._place.put_back(self._flow.world)

    def _run(self, tell, points):
        self._place.enter()
        for step in self._flow.steps:
            with watched(points):
                step(self._place, self._given)
            tell(step.__name__)

    def _recover(self, points):
        self._place.enter()
        real_at = datetime.now(UTC) + timedelta(seconds=1)
        at = self._flow.over_at
        with watched(points):
            recovery.recover(at=at, real_at=real_at, patience=-timedelta(minutes=1))
        return points.names

    def _judge(self, found, where, acked, *, go_on):
        self._place.settle()
        ended = in_child(lambda tell: tell(self._after(acked, go_on)))
        wrong = [ended.trouble] if ended.trouble else ended.last
        found.wrong += [f"{where}: {one}" for one in wrong]

    def _after(self, acked, go_on):
        """Start again and look; then go on to the end and look again."""
        self._recover(Points())
        now = invariants.picture()
        wrong = invariants.look(self._place, self._canaries)
        stage = next((n for n, one in enumerate(self.stages) if one == now), None)
        if stage is None:
            return [*wrong, f"I2 between the stages: {now.differs(self.stages[acked])}"]
        if stage not in (acked, acked + 1):
            return [*wrong, f"I2 {acked} steps were told done, {stage} are there"]
        if not go_on or stage == len(self._flow.steps):
            return wrong
        for step in self._flow.steps[stage:]:
            step(self._place, self._given)
        if invariants.picture() != self.stages[-1]:
            wrong.append(
                f"I2 not as without a fault: {invariants.picture().differs(self.stages[-1])}"
            )
        return wrong + invariants.look(self._place, self._canaries)


def _each_kind(names, wanted, what):
    """One point of each kind that is wanted, drawn among those that are alike."""
    alike = {}
    for at, name in enumerate(names, 1):
        if kind(name) in wanted:
            alike.setdefault(kind(name), []).append(at)
    chance = random.Random(f"{portion.seed()} {what}")
    return [chance.choice(points) for points in alike.values()]


def spread(last, count):
    """At most ``count`` whole numbers from 1 to ``last``, evenly apart, both ends among them."""
    if count >= last:
        return list(range(1, last + 1))
    return sorted({1 + round(n * (last - 1) / (count - 1)) for n in range(count)})


def far_apart(tries):
    """All of them, the last first and each far from those before: what is wrong over a stretch of
    points is met early, wherever the stretch lies."""
    backwards = tries[::-1]
    digits = max(len(tries) - 1, 1).bit_length()
    order = [int(f"{number:0{digits}b}"[::-1], 2) for number in range(1 << digits)]
    return [backwards[place] for place in order if place < len(tries)]


def _one_in():
    """Of the points that no name asks for; on PostgreSQL half of what SQLite gets: a kill takes
    twice as long there."""
    return portion.ONE_IN * (2 if connection.vendor == "postgresql" else 1)
