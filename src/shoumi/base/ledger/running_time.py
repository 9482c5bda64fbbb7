"""The machine's clock held against the time the machine has run.

A clock that leaps ahead would put an entry into the future, and the ledger, whose time never goes
back, would refuse everything until then.  The time a machine has run, sleep included, does not
leap, so the two keep their distance from one entry to the next.  Where the clock is more than
``MOST`` ahead of the distance agreed on, nothing is written.

The file ``clock.agreed`` in the home, mode 0600::

    shoumi clock agreed v1
    <the machine's start> <seconds>    the clock less the time it has run

The distance moves up with small steps, and never down by itself: a clock that was set back and is
set right again has not leapt.  A machine that was started anew has no distance to the clock of
before; then it is what the process found when it began.  A story (``base.clock``) has its own time.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shoumi.base.ledger import atomic_files
from shoumi.base.ledger.errors import ClockLeapt

log = logging.getLogger(__name__)

NAME = "clock.agreed"
FIRST_LINE = "shoumi clock agreed v1"
MOST = 300.0  # seconds: as far as the clocks of two machines may differ (``writer.TOLERANCE``)
_STEP = 2.0  # seconds: a smaller one is not worth a file
_START = Path("/proc/sys/kernel/random/boot_id")

_accepting: ContextVar[bool] = ContextVar("accepting", default=False)

_own_clocks: list[Callable[[], bool]] = []

# What this process found when it began: of the distance nobody has agreed on yet.
_begun: float | None = None
# The file as it was last read: what tells its versions apart, and the distance in it.
_read: dict[Path, tuple[tuple[int, ...], float | None]] = {}


def distance() -> float | None:
    """Seconds from the machine's start to 1970, by its clock; None: it does not say how long it
    has run."""
    if not hasattr(time, "CLOCK_BOOTTIME") or not _machine_start():
        return None
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


def spare(has_own: Callable[[], bool]) -> None:
    """Believe every clock where ``has_own`` says that the home lives by one of its own."""
    _own_clocks.append(has_own)


def begin() -> None:
    """A process begins: what the clock says now counts until an entry is written."""
    global _begun
    if _begun is None:
        _begun = distance()


def forget() -> None:
    global _begun
    _begun = None
    _read.clear()


def minutes_ahead() -> int:
    """By how many minutes the clock has leapt ahead; 0 where it has not."""
    seconds = _ahead()
    if seconds <= MOST or any(has_own() for has_own in _own_clocks):
        return 0
    # Rounded: the distance agreed on is kept to a thousandth of a second, and clocks are slewed.
    return round(seconds / 60)


@contextmanager
def accepting() -> Iterator[None]:
    """For the entry that says the clock is right, which alone may be written before it counts."""
    before = _accepting.set(True)
    try:
        yield
    finally:
        _accepting.reset(before)


def require_steady() -> None:
    """Called by the writer, which has locked the head.

    Raises:
        ClockLeapt
    """
    if minutes := minutes_ahead():
        if not _accepting.get():
            raise ClockLeapt(minutes=minutes)
        return
    if distance() is not None and (_agreed() is None or _ahead() > _STEP):
        _write(_ahead() + _expected())


def agree() -> None:
    """The clock is right as it stands.  The caller has recorded who says so."""
    global _begun
    found = distance()
    if found is not None:
        _begun = found
        _replace(found)


def path() -> Path:
    return _in(settings.SHOUMI_HOME)


@lru_cache(maxsize=8)
def _in(folder: str | Path) -> Path:
    return Path(folder) / NAME


def _ahead() -> float:
    found = distance()
    return 0.0 if found is None else found - _expected()


def _expected() -> float:
    begin()
    agreed = _agreed()
    return agreed if agreed is not None else _begun or 0.0


def _agreed() -> float | None:
    """The distance in the file; None where there is none of this machine since it was started."""
    target = path()
    try:
        found = os.stat(target)  # noqa: PTH116 - each act asks
        version = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        known = _read.get(target)
        if known is None or known[0] != version:
            known = _read[target] = version, _parse(target.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return known[1]


def _parse(text: str) -> float | None:
    first, told, _ = text.split("\n")
    start, seconds = told.split(" ")
    if first != FIRST_LINE:
        raise ValueError
    return float(seconds) if start == _machine_start() else None


def _write(agreed: float) -> None:
    """A disk that takes no more is the act's own trouble; the next one tries again."""
    try:
        _replace(agreed)
    except OSError as error:
        log.error("the distance of the clock could not be kept: %s", type(error).__name__)


def _replace(agreed: float) -> None:
    if start := _machine_start():
        atomic_files.replace(path(), f"{FIRST_LINE}\n{start} {agreed:.3f}\n".encode("ascii"))


@lru_cache(maxsize=1)
def _machine_start() -> str:
    """Another word each time the machine is started; empty where it tells none."""
    try:
        return _START.read_text("ascii").strip()
    except OSError:
        return ""
