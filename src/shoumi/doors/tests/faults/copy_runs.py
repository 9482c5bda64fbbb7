"""Break a copy, a drill, a restore at one write to the disk after the other, and look at the world.

At the write the process waits, something happens to it, its disk, its database or its clock, and
it goes on as it can.  What happened stays so until it has answered, and until somebody has tried to
see a person meanwhile.  Then it is over, the home is looked at, and the command is given again.

A1 who acts is answered in words, within two seconds of the fault, or of when the act would have
   ended by itself: a drill works for long in its own scratch place; what was told done is there
A2 nobody is seen without an entry, and in a home that was put back nobody at all
A3 nothing is left: no process, no snapshot in clear, no home of a drill
A4 a home that was put back is sealed until two opened it, and is the same as without a fault
A5 given again it is done
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import timedelta

from django.db import connections

from shoumi.base import clock
from shoumi.base.copies import copy_run, verification
from shoumi.base.copies.places import Folder
from shoumi.base.gate.events import Tag as Gate
from shoumi.base.ledger import home_seal, reader
from shoumi.base.restore.events import Tag as Restore
from shoumi.chapters.backup.models import Drill, Run
from shoumi.chapters.destruction.events import Tag as Destruction
from shoumi.chapters.destruction.models import Order
from shoumi.core.backup.manifest import Store
from shoumi.core.tests import portion
from shoumi.doors import recovery
from shoumi.doors.tests.faults import copied_homes, invariants
from shoumi.doors.tests.faults.copied_homes import COPY, DRILL, FETCH, OPEN, REPLAY
from shoumi.doors.tests.faults.disks import Process
from shoumi.doors.tests.faults.forks import in_child
from shoumi.doors.tests.faults.runs import Found

# In ``make test`` the machine may have much else to do.
ANSWER_SECONDS = 2.0 if portion.is_long() else 20.0


@dataclass
class Met(Found):
    """Also the longest that anybody waited for an answer."""

    longest: float = 0.0

    def __str__(self):
        return f"{super().__str__()}, answered within {self.longest * 1000:.0f} ms"


@dataclass
class Tries:
    """Of one act.  ``plain``: what the home is when nothing happens; ``writes`` and seconds
    it ``takes``.

    What a restore leaves to be done anew is missing then too.
    """

    home: copied_homes.CopiedHome
    act: copied_homes.Act
    canaries: list
    process: Process | None = None
    plain: object = None
    writes: int = 0
    takes: float = 0.0

    def __post_init__(self):
        self.disk, self.place = self.home.disk, self.home.place_of(self.act)
        ended = self._fresh()
        assert ended.code == 0, (self.act.name, ended)
        self.writes, self.takes = self.disk.passed, ended.seconds
        self.plain, self._known = in_child(self._as_it_is).require()

    def keep(self):
        """The place as the act leaves it is where the next begins."""
        if self.act is REPLAY:
            self.home.approve()
        if self.act.left:
            self.place.keep(self.act.left)

    def met(self, fault, at):
        """What was wrong, and how long the answer took, where the fault came with write ``at``."""
        process = self._started(stop_at=at)
        try:
            if not process.waits():
                return [f"write {at} of {self.writes} never came"], 0.0
            fault.strikes(self)
            process.goes_on()
            ended = process.ended()
            left = process.left()
            meanwhile = self._looked(fault)
        finally:
            fault.ends(self)
            process.end()
        wrong = [*self._answered(fault, ended), *meanwhile]
        wrong += [f"A3 {len(left)} processes outlived it"] if left else []
        self.place.settle()
        wrong += in_child(lambda tell: tell(self._after(ended))).require()
        again = self._again()
        if again.code != 0:
            return [*wrong, f"A5 given again: {again.out} {again.error}"], ended.seconds
        self.place.settle()
        return [*wrong, *in_child(lambda tell: tell(self._at_the_end())).require()], ended.seconds

    def looked_at_the_end(self):
        """What somebody who looks is told once the act is done, and whether an entry says so."""
        assert self._fresh().code == 0
        told = json.loads(self._look().out)
        self.place.settle()
        return told, in_child(self._tell_whether_revealed).require()

    def _tell_whether_revealed(self, tell):
        self.home.enter(self.place)
        tell(_reveals())
        connections.close_all()

    def turn_clock(self, days):
        self.home.turn_clock(days)

    def _fresh(self):
        process = self._started()
        try:
            return process.ended()
        finally:
            process.end()

    def _started(self, *, stop_at=0):
        self.home.put_back(self.act)
        self.place.settle()
        self.home.turn_clock()
        return self._run(self.home.environment(self.act), stop_at)

    def _run(self, environment, stop_at=0):
        self.disk.reset(stop_at=stop_at)
        self.process = Process(self.disk, self.home.command(self.act), environment)
        return self.process

    def _answered(self, fault, ended):
        if not fault.is_answered:
            return
        if ended.code not in (0, 1) or "Traceback" in ended.error:
            yield f"A1 exit {ended.code}: {ended.error[-1500:]}"
        if ended.code == 1 and not ended.error.strip():
            yield "A1 refused without a word"
        # Whose clock alone jumped goes on with its work.
        if not fault.days and ended.seconds > ANSWER_SECONDS + self.takes:
            yield f"A1 the answer took {ended.seconds:.1f} s"

    def _looked(self, fault):
        """Somebody tries to see a person while it lasts."""
        self._seen = False
        if fault.days or not fault.is_answered:
            return []
        ended = self._look()
        if ended.code:
            return [f"A2 looking ended with {ended.code}: {ended.error[-1500:]}"]
        told = json.loads(ended.out)
        wrong = []
        if told["opened"] and self.act.is_restore and self.act is not OPEN:
            wrong.append("A2 somebody was seen in a home that is sealed")
        if told["seconds"] > ANSWER_SECONDS:
            wrong.append(f"A1 looking took {told['seconds']:.1f} s")
        self._seen = told["opened"]
        return wrong

    def _look(self):
        looking = Process(self.disk, self.home.reader(), self.home.environment(self.act))
        try:
            return looking.ended()
        finally:
            looking.end()

    _seen = False

    def _after(self, ended):
        """At once, in a child: what must hold before anybody has tried again."""
        self.home.enter(self.place)
        if self.act.is_restore:
            return [*self._sealed(ended)]
        wrong = []
        real_at = self.home.real_now() + timedelta(seconds=1)
        tempfile.tempdir = str(self.home.temporary)  # of the process that was killed
        recovery.recover(at=clock.now(), real_at=real_at, patience=-timedelta(minutes=1))
        if self._seen and not _reveals():
            wrong.append("A2 somebody was seen and no entry says so")
        is_told = ended.code == 0
        if self.act is COPY and is_told and Run.objects.count() != 2:
            wrong.append("A1 a copy was told made and is not entered")
        if self.act is DRILL and is_told and Drill.objects.filter(passed=True).count() != 1:
            wrong.append("A1 a drill was told passed and is not entered")
        return [*wrong, *self._left(), *invariants.look(self.place, self.canaries)]

    def _at_the_end(self):
        self.home.enter(self.place)
        if self.act.is_restore:
            now = invariants.picture()
            is_same = _lasting(now) == _lasting(self.plain)
            wrong = [] if is_same else [f"A4 not as without: {now.differs(self.plain)}"]
            found = [] if self.act is FETCH else invariants.look(self.place, self.canaries)
            return [*wrong, *self._left(), *(one for one in found if one not in self._known)]
        wrong = [*self._left(), *invariants.look(self.place, self.canaries)]
        if self.act is COPY:
            lying = Folder(self.place.home / "copies/near" / self.home.target)
            for store in Store:
                verification.verify(lying, store, trusted=copy_run.trusted())
        elif not Drill.objects.order_by("-position")[0].passed:
            wrong.append("A5 the next drill did not pass")
        return wrong

    def _left(self):
        for one in (*self.place.home.glob("copies/*"), *self.home.temporary.iterdir()):
            if one.name.startswith(("staged-", "drill-", "shoumi-")):
                yield f"A3 {one.name.rpartition('-')[0]} is left"

    def _sealed(self, ended):
        # Whoever looks there opens a database, which on a full disk is an empty file.
        is_there = any(one.is_file() and one.stat().st_size for one in self.place.home.rglob("*"))
        if self.act in (FETCH, REPLAY):
            if is_there and not home_seal.is_sealed():
                yield "A4 it is not sealed"
            return
        is_opened = any(one.line().tag == "restore.opened" for one in reader.entries())
        if not is_opened and not home_seal.is_sealed():
            yield "A4 it is open and no entry says so"
        if ended.code == 0 and home_seal.is_sealed():
            yield "A4 it was told open and is sealed"
        if self._seen and not (is_opened and _reveals()):
            yield "A2 somebody was seen and no entry says so, or before it was open"

    def _again(self):
        """By who comes next, and knows what the handbook of operating says.  The clock is right
        again: one that leapt ahead has left nothing of its time in the ledger."""
        if self.act is FETCH:
            self.home.put_back(self.act)
        is_done = self.act is OPEN and not (self.place.home / home_seal.NAME).exists()
        if is_done:
            return _DONE
        self.home.turn_clock()
        process = self._run(self.home.environment(self.act))
        try:
            return process.ended()
        finally:
            process.end()

    def _as_it_is(self, tell):
        self.home.enter(self.place)
        is_whole = self.act not in (COPY, DRILL, FETCH)
        tell(
            (
                invariants.picture() if self.act.is_restore else None,
                invariants.look(self.place, self.canaries) if is_whole else [],
            )
        )
        connections.close_all()


@dataclass(frozen=True)
class _Done:
    code: int = 0


_DONE = _Done()


def _lasting(picture):
    """Rows and tags without how often a destruction that was begun was resumed, and what was
    counted at each; nor how often people were drawn to be opened: each replay says it beforehand,
    also one that is killed before it has opened them."""
    rows = {one: count for one, count in picture.rows.items() if one[0] != Order._meta.label}
    drawn = {tag for tag in picture.tags if tag == Restore.SAMPLED}
    repeated = (Destruction.REPLAYED, Restore.SAMPLED)
    return rows, drawn, sorted(tag for tag in picture.tags if tag not in repeated)


def _reveals():
    return any(one.line().tag == Gate.REVEALED for one in reader.entries())
