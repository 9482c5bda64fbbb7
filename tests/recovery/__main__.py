"""``python -m tests.recovery [--engine sqlite] [--customers 100000] [--told FOLDER]``, as root:
exits 1 where it took too long or a record differs.  ``--told`` is a demo home of SQLite that was
told before with ``--until sealed``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyrage
from tests.copies_loss import engines
from tests.copies_loss.engines import DATABASE, KEYRING, Engine
from tests.recovery import lost_home, stranger
from tests.web import home

MOST_SECONDS = 600.0
PROGRAM = ("-m", "shoumi.doors.cli")
OWN = ("-m", "tests.recovery.lost_home")


class Recovery:
    """``old`` is the home that is lost, ``new`` where it is put back; ``took`` in seconds."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.engine, self.old, self.new = engine, folder / "old" / "home", folder / "new" / "home"
        self.media = folder / "media"
        self.took: dict[str, float] = {}
        for one in (self.old.parent, self.new.parent, self.media):
            one.mkdir()
        folder.chmod(0o755)
        for cluster in {engine.data, engine.keyring} - {None}:
            cluster.chmod(0o711)  # another account reaches the server by its socket

    def timed(self, what: str, act: Callable[[], str]) -> str:
        begun = time.monotonic()
        done = act()
        self.took[what] = time.monotonic() - begun
        _say(f"{what}: {self.took[what]:.1f} s")
        return done

    def here(self, *words: str) -> Any:
        """What a process of whoever runs the home prints."""
        order = [sys.executable, *OWN, *words]
        with _Databases(self.engine.environment):
            return json.loads(home.run(self.old, *order))

    def lose(self) -> Path | str:
        """Nobody but its owner can read the old folder, and its keys are gone; what is left is the
        newer ledger: the database of the old disk."""
        self.old.parent.chmod(0o700)
        assert not stranger.may_read(self.old / "home.toml")
        mark = shutil.copy(self.old / "ledger.highwater", self.media)
        if address := self.engine.environment.get(DATABASE):
            self.engine.drop(self.engine.environment[KEYRING])
            stranger.owns(Path(mark))
            return address
        newer = self.media / "shoumi.sqlite3"
        for beside in ("", "-wal"):
            if (path := self.old / f"shoumi.sqlite3{beside}").exists():
                shutil.copy(path, f"{newer}{beside}")
        return newer


def main() -> int:
    asked = argparse.ArgumentParser(prog="tests.recovery")
    asked.add_argument("--engine", choices=engines.ENGINES, default="sqlite")
    asked.add_argument("--customers", type=int, default=100_000)
    asked.add_argument("--told", type=Path)
    given = asked.parse_args()
    assert os.geteuid() == 0, "another account puts the home back: run this as root"
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shoumi-recovery-"))
        engine = stack.enter_context(engines.running(given.engine))
        made = Recovery(Path(folder), engine)
        _tell(made, given)
        wrong = _recovered(made, stack)
    for line in wrong:
        _say(f"FAILED: {line}")
    rto = sum(made.took[one] for one in ("fetch", "replay", "open"))
    _say(f"engine={given.engine} rto={rto:.0f} s of at most {MOST_SECONDS:.0f} failed={len(wrong)}")
    return int(bool(wrong) or rto > MOST_SECONDS)


def _tell(made: Recovery, given: argparse.Namespace) -> None:
    if given.told:
        shutil.copytree(given.told, made.old)
        return
    with _Databases(made.engine.environment):
        made.timed("told", lambda: str(home.tell(made.old, customers=given.customers)))


def _recovered(made: Recovery, stack: ExitStack) -> list[str]:
    key = pyrage.x25519.Identity.generate()
    place = made.media / "target-one"
    copied = made.timed(
        "copy", lambda: json.dumps(made.here("copy", str(key.to_public()), str(place)))
    )
    about = json.loads(copied)
    before = made.here("digests")
    noes = made.media / "noes.json"
    noes.write_text(json.dumps(made.here("narrow")), "ascii")
    newer = made.lose()
    identity = made.media / "offline.agekey"
    identity.write_text(f"{key}\n")
    stranger.owns(made.media)
    stranger.owns(made.new.parent)
    identity.chmod(0o600)
    where = stack.enter_context(made.engine.fresh())

    def runs(*words: str) -> str:
        return stranger.runs(made.new, where, *words)

    fetch = ("restore", "fetch", str(place), "--identity", str(identity))
    known = ("--log-key", about["log_key"], "--number", str(about["number"]))
    made.timed("fetch", lambda: runs(*PROGRAM, *fetch, *known))
    after = json.loads(runs(*OWN, "digests"))
    marked = ("--mark", str(made.media / "ledger.highwater")) if where else ()
    made.timed(
        "replay", lambda: runs(*PROGRAM, "restore", "replay", "--newer", str(newer), *marked)
    )
    _say(runs(*PROGRAM, "restore", "show"))
    made.timed("open", lambda: _opened(runs))
    told = json.loads(runs(*OWN, "noes", str(noes)))
    _say(f"copied {about}; rows {sum(count for count, _ in before.values()):,}; {told}")
    return [*_differences(before, after), *_revived(told)]


def _opened(runs: Callable[..., str]) -> str:
    people = json.loads(runs(*OWN, "names"))
    first, second = ("--as", people["first"]), ("--as", people["second"])
    try:
        runs(*PROGRAM, "restore", "open", *first)
    except AssertionError:  # exits 1: it asks
        runs(*PROGRAM, "restore", "approve", *second)
        return runs(*PROGRAM, "restore", "open", *first)
    raise AssertionError("one alone opened it")


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    names = sorted(before.keys() | after.keys())
    return [
        f"{name}: {before.get(name)} was copied, {after.get(name)} put back"
        for name in names
        if before.get(name) != after.get(name)
    ]


def _revived(told: Mapping[str, int]) -> list[str]:
    wrong = [f"{kind}: {told[kind]}" for kind in lost_home.KINDS if told[kind] != lost_home.MANY]
    if told["revived"]:
        wrong.append(f"records of the destroyed: {told['revived']}")
    if told["with_keys"] != told["held"]:
        wrong.append(f"without a key: {told['held'] - told['with_keys']}")
    return wrong if told["sound"] else [*wrong, "ledger or rows are not sound"]


class _Databases:
    """Where the databases of the old home lie, for what ``tests.web.home`` starts."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own

    def __enter__(self) -> None:
        home._server.update(self._own)

    def __exit__(self, *error: object) -> None:
        home._server.clear()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
