"""What a row of the results is, and how two things are timed fairly.

Ours and theirs take turns in one process, so both meet the same load, and the smallest time of
each counts: noise of a shared machine only ever adds.
"""

from __future__ import annotations

import gc
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

ROUNDS = 5
# The folder of one run of ``make bench``, for what two rows of it are measured on.
RUN = "SHOUMI_BENCH_RUN"


@dataclass(frozen=True, slots=True)
class Row:
    """``ratio`` is theirs / ours for times and ours / theirs for rates: more is better for us.

    ``unit`` is that of ``ours`` and ``theirs``: ``us``, ``ms``, ``s`` a thing, or ``.../s``.
    ``target`` is the least ratio, or where ``is_limit`` the most that ``ours`` may be (for rates:
    the least).  ``is_growth`` is for what must not grow with the size: the ratio is ours (large) /
    theirs (small), ``target`` the most that it may be.  ``note`` says what each of the two did.
    """

    key: str
    name: str
    ours: float
    unit: str
    peer: str
    theirs: float
    target: float
    note: str
    is_limit: bool = False
    is_growth: bool = False

    @property
    def is_rate(self) -> bool:
        return self.unit.endswith("/s")

    @property
    def ratio(self) -> float:
        is_turned = self.is_rate or self.is_growth
        ours, theirs = (self.theirs, self.ours) if is_turned else (self.ours, self.theirs)
        return theirs / ours if ours else 0.0

    @property
    def is_met(self) -> bool:
        if self.is_growth:
            return self.ratio <= self.target
        if not self.is_limit:
            return self.ratio >= self.target
        return self.ours >= self.target if self.is_rate else self.ours <= self.target

    def as_json(self) -> dict[str, object]:
        rest = {"ratio": round(self.ratio, 3), "is_met": self.is_met, "machine": machine()}
        return {**asdict(self), **rest}


Act = Callable[[], object]


def seconds(act: Act, *, cpu: bool = False) -> float:
    """How long ``act`` takes once, garbage collection apart; ``cpu``: of this process alone."""
    clock = time.process_time if cpu else time.perf_counter
    gc.collect()
    gc.disable()
    try:
        begun = clock()
        act()
        return clock() - begun
    finally:
        gc.enable()


def paired(
    ours: Act, theirs: Act, *, rounds: int = ROUNDS, cpu: bool = False
) -> tuple[float, float]:
    """The smallest seconds of each, taken in turns after one round that does not count."""
    ours(), theirs()
    mine, other = [], []
    for number in range(rounds):
        pair = [(mine, ours), (other, theirs)]
        for held, act in pair if number % 2 == 0 else reversed(pair):
            held.append(seconds(act, cpu=cpu))
    return min(mine), min(other)


def machine() -> str:
    """What the numbers were measured on, in one line."""
    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    load = os.getloadavg()[0]
    cpu = names[0] if names else model
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
