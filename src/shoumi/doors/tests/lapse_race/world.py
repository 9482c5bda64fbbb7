"""A house in which everything that a lapse may stop goes on at once, and what processes share."""

from __future__ import annotations

import multiprocessing
import time
from datetime import datetime, timedelta

from django.db import connections

from shoumi.base.rooms.models import Paper
from shoumi.chapters.consent import rules as consent
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, LegalBasis
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import House, agreement_paper
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened

# Seconds of the story that one round takes, and that the clock jumps where a term ends.
ROUND, TERM = 1, 20
_PATIENCE = 300
_fork = multiprocessing.get_context("fork")


def patient() -> None:
    """On a loaded machine a writer of SQLite waits for long; that is not what is raced for here."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["OPTIONS"]["timeout"] = _PATIENCE


class Crowd(Handing):
    """So many people that one can withdraw in each round; all but the last said yes."""

    def __init__(self, house: House, count: int) -> None:
        self.bases = (LegalBasis.CONTRACT,) * count
        super().__init__(house)


class World:
    """What stands open: an L2 room with a paper, tasks to reveal, to list and to hand over."""

    def __init__(self, people: int) -> None:
        self.house = house = House()
        # Made here: what makes papers keeps threads, and a fork has none of them.
        self.agreement_paper = agreement_paper()
        house.agreement = house.agree(paper=self.agreement_paper)
        self.crowd = crowd = Crowd(house, people)
        crowd.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
        crowd.answer(consent.Answer.GIVEN, crowd.people[:-1])
        crowd.close()
        self.people = crowd.people[:-1]
        house.assess()
        self.room = Ref(opened(house, ROWS, "框架合同", hours=24 * 7).ref)
        self.paper = Paper.objects.select_related("room").get(room__ref=self.room)
        self.reading = house.task(acts=(Act.REVEAL, Act.LIST))
        self.begun = house.at


class Shared:
    """What all processes see: the clock, whose turn it is, what must not be got any more.

    ``acknowledged``  when the lapse of this round was acknowledged, in ns; 0: not yet
    ``target``  whom this round's export is about
    ``spared``  so many people may be in a package after the lapse
    """

    def __init__(self, processes: int) -> None:
        self._clock = _fork.Value("q", 0)
        self.acknowledged = _fork.Value("q", 0)
        self.target = _fork.Value("q", 0)
        self.spared = _fork.Value("q", 0)
        self._processes = processes
        self._arrived = _fork.Value("q", 0)
        self._given_up = _fork.Value("b", 0)

    def now(self, world: World) -> datetime:
        return world.begun + timedelta(seconds=self._clock.value)

    def go(self, seconds: int) -> None:
        self._clock.value += seconds

    def together(self) -> None:
        """Wait for all.  By looking, since a lock of a process that died is held for good."""
        with self._arrived.get_lock():
            self._arrived.value += 1
            wanted = -(-self._arrived.value // self._processes) * self._processes
        over = time.monotonic() + _PATIENCE
        while self._arrived.value < wanted:
            if self._given_up.value or time.monotonic() > over:
                raise TimeoutError("another process gave up")
            time.sleep(0.002)

    def give_up(self) -> None:
        self._given_up.value = 1
