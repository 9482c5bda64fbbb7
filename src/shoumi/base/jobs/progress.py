"""How far a piece of work has come, said while it runs, and whether somebody asked it to stop.

A row would be the natural place.  But an import is one transaction, and while it writes, SQLite
lets nobody else write, so neither its progress nor the wish to stop it could be stored.  Both are
small files of the home, each put in place by a rename: no lock, no transaction, no fsync.  They
hold references, closed words and numbers.  What counts after the work is in the rows.

Outside a worker nothing is said and nothing asks to stop.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from shoumi.base.jobs.errors import Stopped
from shoumi.core.refs import MalformedRef, Ref

# Written, and looked whether to stop, at most so often.
EVERY_SECONDS = 0.25


class Step(StrEnum):
    """What is being done.  Those of ``TO_THE_END`` do not stop half-way."""

    READING = "reading"  # files
    COMPARING = "comparing"  # rows with each other and with whom is held
    OPENING = "opening"  # records, through the gate
    SEALING = "sealing"  # people, into the vault
    INVITING = "inviting"  # people, to a campaign
    PREPARING = "preparing"  # what a room shows
    WRITING = "writing"  # files
    ERASING = "erasing"  # keys
    CHECKING = "checking"  # that nothing opens any more


TO_THE_END = frozenset({Step.ERASING, Step.CHECKING})


@dataclass(frozen=True, slots=True)
class Progress:
    """``total`` 0: nobody knows how much there is."""

    step: Step
    done: int
    total: int


class _Teller:
    def __init__(self, work: Ref) -> None:
        self.work = work
        self.last: Step | None = None
        self.due = 0.0

    def tell(self, told: Progress) -> None:
        now = time.monotonic()
        if told.step is self.last and now < self.due:
            return
        self.last, self.due = told.step, now + EVERY_SECONDS
        if told.step not in TO_THE_END and stop_requested_by(self.work) is not None:
            raise Stopped
        _put(_place(self.work), json.dumps([told.step, told.done, told.total]))


_teller: ContextVar[_Teller | None] = ContextVar("teller", default=None)


def report(step: Step, done: int = 0, total: int = 0) -> None:
    """Say how far the work has come.  Cheap: call it for every batch.

    Raises:
        Stopped: who asked for the work wants it no more; what is not committed must not be.
    """
    teller = _teller.get()
    if teller is not None:
        teller.tell(Progress(step, done, total))


@contextmanager
def about(work: Ref) -> Iterator[None]:
    """Inside, ``report`` speaks of ``work``."""
    token = _teller.set(_Teller(work))
    try:
        yield
    finally:
        _teller.reset(token)


def latest(work: Ref) -> Progress | None:
    """The last that was said of it; None where nothing was, or nothing whole."""
    try:
        step, done, total = json.loads(_place(work).read_text("utf-8"))
        return Progress(Step(step), int(done), int(total))
    except (OSError, ValueError, TypeError):
        return None


def request_stop(work: Ref, actor: Ref) -> None:
    """Ask the work to stop; it does between two batches."""
    _put(_stop(work), actor)


def stop_requested_by(work: Ref) -> Ref | None:
    """Who wants it to stop."""
    try:
        return Ref(_stop(work).read_text("utf-8"))
    except (OSError, MalformedRef):
        return None


def forget(work: Ref) -> None:
    """It has ended: its rows say how."""
    _place(work).unlink(missing_ok=True)
    _stop(work).unlink(missing_ok=True)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def _place(work: Ref) -> Path:
    return Path(settings.SHOUMI_HOME) / "live" / Ref(work)


def _stop(work: Ref) -> Path:
    return _place(work).with_name(f"{Ref(work)}.stop")
