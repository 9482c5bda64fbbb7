"""One drill in a real home: its worker, the relay that its mails go to, and what came of it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shoumi.base.outbox.tests.relays import Inbox, relay

# How long after the last inject its mails are waited for.
AFTER = timedelta(seconds=50)
# For a worker that is asked to end, in seconds.
_PATIENCE = 180


@dataclass(frozen=True)
class Played:
    """``late``     of each inject, in seconds; None: it never happened

    ``outside``  recipients of the drill's mails who are not in it
    ``mails``    of the drill; ``wanted`` how many there have to be
    ``restarts`` at which moments after the begin the worker was killed and started again
    """

    late: tuple[float | None, ...]
    twice: int
    mails: int
    wanted: int
    unmarked: int
    outside: frozenset[str]
    restarts: tuple[float, ...]

    @property
    def lost(self) -> int:
        return self.late.count(None)

    @property
    def is_whole(self) -> bool:
        is_exact = self.mails == self.wanted and not self.twice and not self.unmarked
        return not self.lost and not self.outside and is_exact

    def line(self) -> str:
        known = sorted(one for one in self.late if one is not None)
        in_time = sum(one <= 1 for one in known)
        middle, worst = (known[len(known) // 2], known[-1]) if known else (0.0, 0.0)
        return (
            f"injects={len(self.late)} lost={self.lost} twice={self.twice} within_1s={in_time} "
            f"median_s={middle:.3f} worst_s={worst:.3f} mails={self.mails}/{self.wanted} "
            f"unmarked={self.unmarked} outside={len(self.outside)} kills={len(self.restarts)}"
        )


def play(count: int, seconds: int, *, is_killed: bool) -> Played:
    inbox = Inbox()
    with tempfile.TemporaryDirectory() as folder, relay(inbox) as port:
        home = Path(folder) / "home"
        environment = {
            **os.environ,
            "SHOUMI_HOME": str(home),
            "SHOUMI_SMTP_URL": f"smtp://127.0.0.1:{port}?from=notices@house.example",
        }
        told = _made(count, seconds, environment)
        begun = datetime.fromisoformat(told["begun"])
        ends = begun + timedelta(seconds=seconds) + AFTER
        restarts = _worked(begun, ends, environment, seconds, is_killed=is_killed)
        return _found(home, inbox, told, restarts)


def _made(count: int, seconds: int, environment: dict[str, str]) -> dict[str, object]:
    module = [sys.executable, "-m", "tests.drill.played_house", str(count), str(seconds)]
    made = subprocess.run(module, env=environment, check=True, capture_output=True, text=True)
    return json.loads(made.stdout.splitlines()[-1])


def _worked(
    begun: datetime, ends: datetime, environment: dict[str, str], seconds: int, *, is_killed: bool
) -> tuple[float, ...]:
    """The worker runs until the end; killed once in the middle, and at once started again."""
    if not is_killed:
        with _worker(environment):
            _until(ends)
        return ()
    middle = begun + timedelta(seconds=seconds / 2)
    with _worker(environment) as first:
        _until(middle)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    # The lease of the killed job has to run out before another takes it.
    with _worker(environment):
        _until(max(ends, middle + timedelta(seconds=90)))
    return ((middle - begun).total_seconds(),)


@contextmanager
def _worker(environment: dict[str, str]):
    program = [sys.executable, "-m", "shoumi.doors.cli", "worker"]
    process = subprocess.Popen(
        program,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:  # what it did stands in the home all the same
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _until(moment: datetime) -> None:
    while (left := (moment - datetime.now(UTC)).total_seconds()) > 0:
        time.sleep(min(left, 1.0))


def _found(
    home: Path, inbox: Inbox, told: dict[str, object], restarts: tuple[float, ...]
) -> Played:
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as file:
        rows = file.execute(
            "SELECT channel, due_at, fired_at FROM incidents_drillinject ORDER BY number"
        ).fetchall()
    late = tuple(_seconds(fired, due) if fired else None for _, due, fired in rows)
    own = [
        (mail, to)
        for mail, to in zip(inbox.mails, inbox.recipients, strict=True)
        if "演练" in str(mail["Subject"]) or "DRILL" in str(mail["Subject"])
    ]
    pairs = Counter((str(mail["Subject"]), *to) for mail, to in own)
    in_it = set(told["in_it"])  # type: ignore[call-overload]
    wanted = {"MAIL": len(in_it), "PHONE": 1}
    return Played(
        late=late,
        twice=sum(times - 1 for times in pairs.values()),
        mails=len(own),
        wanted=sum(wanted.get(channel, 0) for channel, *_ in rows),
        unmarked=sum(not str(mail["Subject"]).startswith("【演练】") for mail, _ in own),
        outside=frozenset(address for _, to in own for address in to if address not in in_it),
        restarts=restarts,
    )


def _seconds(fired: str, due: str) -> float:
    return (datetime.fromisoformat(fired) - datetime.fromisoformat(due)).total_seconds()
