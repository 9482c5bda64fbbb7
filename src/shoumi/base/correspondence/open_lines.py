"""Lines to the other side, each opened when the first letter goes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shoumi.base.correspondence.channels.outcome import Line
from shoumi.base.correspondence.rules import Way


class Opened:
    def __init__(self, lines: Callable[[Way], Line]) -> None:
        self._lines, self.held = lines, dict[Way, Line]()

    def __getitem__(self, way: Way) -> Line:
        if way not in self.held:
            self.held[way] = self._lines(way)
        return self.held[way]


@contextmanager
def opened(lines: Callable[[Way], Line]) -> Iterator[Opened]:
    found = Opened(lines)
    try:
        yield found
    finally:
        for one in found.held.values():
            one.close()
