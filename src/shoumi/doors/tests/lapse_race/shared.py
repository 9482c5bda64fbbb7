"""What all processes of a race see at every moment, and how they wait for each other."""

from __future__ import annotations

import mmap
import os
from datetime import datetime, timedelta
from pathlib import Path

from shoumi.doors.tests.lapse_race.world import World

HERE, GO = b"h", b"g"
_FILE = "numbers"
_NUMBERS = ("clock", "acknowledged", "target", "spared", "doomed")
_WIDTH = 8


def make(folder: Path) -> None:
    """All numbers are 0; who maps them sees it."""
    size = _WIDTH * len(_NUMBERS)
    with (folder / _FILE).open("r+b" if (folder / _FILE).exists() else "w+b") as file:
        file.write(bytes(size))


class Shared:
    """Numbers in memory that every process maps; one writes, the others look.

    ``clock``  seconds since the race began, as the story counts them
    ``acknowledged``  when the lapse of this round was acknowledged, in ns; 0: not yet
    ``target``  who withdraws in this round, and whom its export is about
    ``spared``  so many people may be in a package after the lapse
    ``doomed``  who is looked at because that person is to be destroyed, counted from 1; 0: nobody
    """

    def __init__(self, folder: Path, come: int, go: int) -> None:
        with (folder / _FILE).open("r+b") as file:
            self._numbers = memoryview(mmap.mmap(file.fileno(), 0)).cast("q")
        self._come, self._go = come, go

    def __getattr__(self, name: str) -> int:
        return self._numbers[_NUMBERS.index(name)]

    def put(self, **numbers: int) -> None:
        """In the order given: whoever sees the last sees all."""
        for name, number in numbers.items():
            self._numbers[_NUMBERS.index(name)] = number

    def now(self, world: World) -> datetime:
        return world.begun + timedelta(seconds=self.clock)

    def go(self, seconds: int) -> None:
        self.put(clock=self.clock + seconds)

    def together(self) -> None:
        """Wait until everybody has come here."""
        os.write(self._come, HERE)
        if os.read(self._go, len(GO)) != GO:
            raise SystemExit("the race was given up")
