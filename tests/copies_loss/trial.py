"""One kill: serve the home, wait for a run of copies, kill everything in it, put back, compare."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
from tests.copies_loss.engines import Engine
from tests.web import browser, home

MOST_SECONDS, SENTINEL_SECONDS = 300.0, 30.0
_PATIENCE = 600.0
_LEDGER = "SELECT position, body FROM ledger_entry ORDER BY position"
_HEAD = "SELECT size FROM ledger_head"
_PEOPLE = "SELECT ref FROM accounts_person"


@dataclass
class CopiedHome:
    folder: Path
    engine: Engine
    times: int
    identity: Path
    log_key: str
    officer: str
    places: Sequence[Path]
    run_seconds: float = 1.0
    left: set[str] = field(default_factory=set)  # of runs that were killed

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def sentinels(self) -> Path:
        return self.folder / "sentinels"

    @property
    def most_seconds(self) -> float:
        return MOST_SECONDS / self.times

    @property
    def environment(self) -> Mapping[str, str]:
        return {**home.environment(self.home), **self.engine.environment}

    def is_copied(self) -> bool:
        """Whether a run is under way."""
        return bool(self.staged() - self.left)

    def staged(self) -> set[str]:
        return {one.name for one in (self.home / "copies").glob("staged-*")}

    def numbers(self) -> list[int]:
        """Of the newest copy at each place."""
        return [len(list((one / "data/manifests").glob("*.note"))) for one in self.places]


@dataclass(frozen=True)
class Outcome:
    """``into`` seconds of a run that takes ``run`` were over.  ``entries`` of the ledger were put
    back, of ``served``; of ``written`` sentinels ``missing`` are not among them, though their entry
    is.  ``places`` is what was lost by each place alone, and ``lost_seconds`` by the better one."""

    into: float
    run: float
    lost_seconds: float
    places: Sequence[float]
    entries: int
    served: int
    is_prefix: bool
    errors: Sequence[str] = field(default=())

    def __str__(self) -> str:
        by_place = ", ".join(f"{one:.1f}" for one in self.places)
        return (
            f"{self.into:.2f} s into a run of {self.run:.2f} s: lost {self.lost_seconds:.1f} s "
            f"(by place {by_place}), ledger {self.entries} of {self.served}"
        )

    def wrong(self, most: float) -> str:
        found = list(self.errors)
        if self.lost_seconds > most:
            found.append("too much was lost")
        if not self.is_prefix:
            found.append("the ledger that was put back is no prefix of the served one")
        return "; ".join(found)


def made(folder: Path, engine: Engine, times: int) -> CopiedHome:
    key = pyrage.x25519.Identity.generate()
    identity = folder / "offline.agekey"
    identity.write_text(f"{key}\n")
    identity.chmod(0o600)
    stores = [folder / name for name in ("near", "away")]
    for one in stores:
        one.mkdir()
    environment = {**home.environment(folder / "home"), **engine.environment}
    order = ["-m", "tests.copies_loss.copied_house", str(key.to_public()), *map(str, stores)]
    told = json.loads(_asked(order, environment))
    places = [one / ref for one, ref in zip(stores, told["targets"], strict=True)]
    return CopiedHome(folder, engine, times, identity, told["log_key"], told["officer"], places)


def killed_once(made: CopiedHome, chosen: random.Random) -> Outcome:
    made.left = made.staged()
    with browser.served(made.home, more=made.engine.environment, words=_SERVED) as served:
        beside = [_beside(made, *order) for order in _orders(made)]
        _one_watched(made)
        _until(made.is_copied)
        into = chosen.uniform(0, made.run_seconds)
        time.sleep(into)
        at = time.time()
        for one in beside:
            os.killpg(one.pid, signal.SIGKILL)
        served.kill()
        for one in beside:
            one.wait()
    return _outcome(made, at, into)


_SERVED = ("--no-worker",)


def _orders(made: CopiedHome) -> list[list[str]]:
    every = str(SENTINEL_SECONDS / made.times)
    return [
        ["tests.copies_loss.frequent_worker", str(made.times)],
        ["tests.copies_loss.sentinel_writer", made.officer, every, str(made.sentinels)],
    ]


def _beside(made: CopiedHome, *words: str) -> subprocess.Popen[bytes]:
    order, said = [sys.executable, "-m", *words], made.folder / "said"
    with said.open("ab") as file:
        return subprocess.Popen(
            order, env=made.environment, start_new_session=True, stdout=file, stderr=file
        )


def _one_watched(made: CopiedHome) -> None:
    """Wait for a run at both places from its begin to its end, and note how long it took."""
    before = made.numbers()
    _until(made.is_copied)
    begun = time.monotonic()
    _until(lambda: all(now > then for now, then in zip(made.numbers(), before, strict=True)))
    _until(lambda: not made.is_copied())
    made.run_seconds = time.monotonic() - begun


def _until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < give_up_at, "no copy was made"
        time.sleep(0.01)


def _outcome(made: CopiedHome, at: float, into: float) -> Outcome:
    served = made.engine.rows(made.home, made.engine.environment, _LEDGER)
    found = [_put_back(made, place) for place in made.places]
    losses = [_lost(made, one.people, at) for one in found]
    best = found[losses.index(min(losses))]
    is_prefix = all(served[: len(one.entries)] == one.entries for one in found)
    errors = [error for one in found for error in one.errors]
    run, entries = made.run_seconds, len(best.entries)
    return Outcome(into, run, min(losses), losses, entries, len(served), is_prefix, errors)


@dataclass(frozen=True)
class _PutBack:
    entries: Sequence[tuple[object, ...]]
    people: set[str]
    errors: Sequence[str]


def _put_back(made: CopiedHome, place: Path) -> _PutBack:
    """What ``shoumi restore fetch`` makes of the place in an empty folder."""
    into = made.folder / "put-back"
    shutil.rmtree(into, ignore_errors=True)
    order = ["-m", "shoumi.doors.cli", "restore", "fetch", str(place), "--log-key", made.log_key]
    with made.engine.fresh() as where:
        environment = {**home.environment(into), **where}
        _asked([*order, "--identity", str(made.identity)], environment)
        entries = made.engine.rows(into, where, _LEDGER)
        (size,) = made.engine.rows(into, where, _HEAD)[0]
        people = {ref for (ref,) in made.engine.rows(into, where, _PEOPLE)}
    errors = [] if size == len(entries) else ["the ledger has another length than its head says"]
    return _PutBack(entries, people, errors)


def _lost(made: CopiedHome, people: set[str], at: float) -> float:
    """Seconds since the newest sentinel that was put back was begun."""
    lines = [line.split() for line in made.sentinels.read_text("ascii").splitlines()]
    return at - max((float(when) for when, ref in lines if ref in people), default=0.0)


def _asked(order: list[str], environment: Mapping[str, str]) -> str:
    ended = subprocess.run(
        [sys.executable, *order], env=environment, text=True, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout
