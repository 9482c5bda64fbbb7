"""A home that is copied into a folder of its own, and a place it is put back to: the acts on them
as the commands that people type, each in a process that knows only the home."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pyrage
import time_machine
from django.conf import ENVIRONMENT_VARIABLE
from django.db import connections

from shoumi.base import clock
from shoumi.base.approvals import services as approvals
from shoumi.base.copies.places import Kind
from shoumi.base.ledger import home_seal, running_time
from shoumi.base.restore import services as restoring
from shoumi.base.tests import memories
from shoumi.base.vault import logkey
from shoumi.chapters.backup.models import Target
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services import runs, setup
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.faults import flows, kept_homes, start_states
from shoumi.doors.tests.faults.forks import in_child
from shoumi.doors.tests.faults.start_states import AT, member

ROOT = Path(__file__).resolve().parents[5]
_STATED = Stated(Medium.NAS, True, True, True, "虚构市示范机房", "检查单 12")
_VARIABLES = {"default": "DATABASE_URL", "keyring": "KEYRING_URL"}
_PROGRAM = ("-m", "shoumi.doors.cli")
_READER = ("-m", "shoumi.doors.tests.faults.reader")
_LIBRARIES = Path("/usr/lib")


@dataclass(frozen=True)
class Act:
    """``words`` of its command; ``state`` of the place it begins in, which the act ``after`` which
    it comes has ``left``."""

    name: str
    words: object
    state: str
    is_restore: bool = False
    left: str = ""
    after: Act | None = None


COPY = Act("copy", lambda home: ("backup", "create", "--as", cast.OPERATIONS), "copied")
DRILL = Act("drill", lambda home: home.drill_words(), "copied")
FETCH = Act("fetch", lambda home: home.fetch_words(), "empty", True, "fetched")
REPLAY = Act("replay", lambda home: home.replay_words(), "fetched", True, "approved", FETCH)
OPEN = Act(
    "open",
    lambda home: ("restore", "open", "--as", cast.SECURITY),
    *("approved", True, "", REPLAY),
)
ACTS = (COPY, DRILL, FETCH, REPLAY, OPEN)


class CopiedHome:
    """``old`` is copied and lost later, ``new`` is where it is put back; both lie on the disk.

    After the copy somebody is destroyed, so there is something that must not be revived.  Commands
    run an hour after it by the clock of the home: its task is open and what was stated holds, so
    whoever looks at a person is refused by nothing but what was broken.
    """

    def __init__(self, disk, scratch):
        self.disk, self._scratch = disk, scratch
        self.temporary = scratch / "tmp"
        self.temporary.mkdir()
        self._behind = AT + timedelta(hours=1) - datetime.now(UTC)
        self._clock = scratch / "clock"
        self.turn_clock()
        for one in (scratch, self.temporary):  # PostgreSQL of a drill runs as another account
            one.chmod(0o711)
        self.identity = scratch / "offline.agekey"
        self.old = kept_homes.place(disk.folder, "old")
        self.new = kept_homes.empty_place(disk.folder, "new")
        self.new.keep("empty")
        self.old.home.joinpath("copies").mkdir()
        self.target, self.log_key = in_child(self._told).require()
        self.old.keep("copied")

    def enter(self, place):
        """Be a fresh process there, by its clock.  Only in a child."""
        self._turn_back()
        time_machine.travel(datetime.now(UTC) + self._behind).start()
        place.enter()
        memories.forget()

    def _turn_back(self):
        """What the home agrees on about its clock is of its own time, not of the machine's."""
        begun = running_time.distance() + self._behind.total_seconds()
        running_time.distance = lambda: begun  # a session of tests has told it once for all

    def real_now(self):
        """What time it is by the clock of the machine, for who has entered."""
        return clock.now() - self._behind

    def turn_clock(self, days=0):
        """What it shows from now on is so many days more."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(f"{(self._behind + timedelta(days=days)).total_seconds():+.0f}\n")
        fresh.replace(self._clock)

    def close(self):
        self.old.close()
        self.new.close()

    def place_of(self, act):
        return self.new if act.is_restore else self.old

    def put_back(self, act):
        for left in self.temporary.iterdir():
            shutil.rmtree(left)
        self.old.put_back("copied")  # of which a restore reads the copy and the newer ledger
        if act.is_restore:
            self.new.put_back(act.state)

    def command(self, act):
        return [sys.executable, *_PROGRAM, *act.words(self)]

    def reader(self):
        return [sys.executable, *_READER]

    def environment(self, act):
        """Of a process in the place of the act."""
        place = self.place_of(act)
        own = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "SHOUMI_HOME": str(place.home),
            "HOME": str(self._scratch),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            ENVIRONMENT_VARIABLE: "shoumi.doors.settings.base",
            "FAULTS_CLOCK": str(_clock_library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        return own | self._servers(place)

    def _servers(self, place):
        if not (told := os.environ.get("DATABASE_URL")):
            return {}
        parts = urlsplit(told)
        return {
            _VARIABLES[alias]: urlunsplit(parts._replace(path=f"/{name}"))
            for alias, name in place.names().items()
        }

    def drill_words(self):
        given = ("--identity", str(self.identity), "--as", cast.OPERATIONS)
        return ("backup", "drill", self.target, *given)

    def fetch_words(self):
        lying = self.old.home / "copies/near" / self.target
        known = ("--identity", str(self.identity), "--log-key", self.log_key)
        return ("restore", "fetch", str(lying), *known)

    def replay_words(self):
        told = self._servers(self.old)
        if not told:
            return ("restore", "replay", "--newer", str(self.old.home / "shoumi.sqlite3"))
        marked = ("--mark", str(self.old.home / "ledger.highwater"))
        return ("restore", "replay", "--newer", told["DATABASE_URL"], *marked)

    def approve(self):
        """The first asks to open the home that was put back, the second says yes."""

        def act(tell):
            self.enter(self.new)
            wanted = restoring.change(home_seal.read())
            asked = approvals.ask(change=wanted, actor=member(cast.SECURITY), at=clock.now())
            approvals.approve(approval=Ref(asked.ref), actor=member(cast.DPO), at=clock.now())
            connections.close_all()

        in_child(act).require()

    def _told(self, tell):
        """In a child: held people, a place with a copy, and somebody destroyed after it."""
        self._turn_back()
        self.old.enter()
        start_states.hold_people(self._scratch / "company")
        identity = pyrage.x25519.Identity.generate()
        self.identity.write_text(f"{identity}\n", "ascii")
        self.identity.chmod(0o600)
        keeper, officer = member(cast.OPERATIONS), member(cast.SECURITY)
        key = str(identity.to_public())
        asked = approvals.ask(change=setup.naming("key", key), actor=officer, at=AT)
        approvals.approve(approval=Ref(asked.ref), actor=member(cast.DPO), at=AT)
        setup.name_recipient(name="key", public_key=key, actor=officer, at=AT)
        folder = self.old.home / "copies/near"
        folder.mkdir()
        setup.add_target(
            name="near",
            kind=Kind.FOLDER,
            address=str(folder),
            credentials="",
            stated=_STATED,
            actor=keeper,
            at=AT,
        )
        target = Ref(Target.objects.get().ref)
        runs.copy(target=target, actor=keeper, at=AT)
        for step in flows.DESTRUCTION.steps:
            step(self.old, None)
        tell((target, logkey.vkey()))
        connections.close_all()


def _clock_library():
    found = sorted(_LIBRARIES.glob("*/faketime/libfaketimeMT.so.1"))
    assert found, "no libfaketime: sh scripts/setup.sh dev"
    return found[0]
