"""Honest readers, and what the server costs meanwhile."""

from __future__ import annotations

import http.client
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.flood.sockets import connection

PAGES = ("/sign-in", "/check", "/", "/static/pages/css/base.css")
_EVERY = 0.1
_PATIENCE = 15.0
_STARTED = 0.05
_TRIES = 20  # two seconds: the server looks twice in one


@dataclass
class Heard:
    seconds: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def p95(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[int(len(ordered) * 0.95)] if ordered else float("inf")

    @property
    def unanswered(self) -> int:
        return sum(count for word, count in self.answers.items() if word not in ("200", "302"))


def read(port: int, heard: Heard, stop: threading.Event) -> None:
    """Asks on a new connection each time, which is the harder way in."""
    number = 0
    while not stop.is_set():
        number += 1
        begun = time.monotonic()
        try:
            with connection(port, timeout=_PATIENCE) as one:
                one.request("GET", PAGES[number % len(PAGES)])
                answer = one.getresponse()
                answer.read()
                heard.answers[str(answer.status)] += 1
        except (OSError, http.client.HTTPException) as error:
            heard.answers[type(error).__name__] += 1
        heard.seconds.append(time.monotonic() - begun)
        stop.wait(_EVERY)


def calm(port: int) -> float:
    """What a page takes while nobody floods: the median of a few."""
    seconds = [_seconds(port, page) for page in 3 * PAGES]
    return sorted(seconds)[len(seconds) // 2]


def _seconds(port: int, page: str) -> float:
    """While the server still cuts what the flood before held, ours, of the same address, may be
    among it: then it is asked for again."""
    for tries_left in reversed(range(_TRIES)):
        begun = time.monotonic()
        try:
            with connection(port, timeout=_PATIENCE) as one:
                one.request("GET", page)
                one.getresponse().read()
        except (ConnectionError, http.client.HTTPException):
            if not tries_left:
                raise
            time.sleep(_EVERY)
        else:
            break
    return time.monotonic() - begun


class Memory:
    """The most that a process and all below it held in memory at one moment, in megabytes.

    Who was started this moment has the memory of its parent until it runs its own program, which
    would count twice: it counts once it was there a little.
    """

    def __init__(self, root: int) -> None:
        self._root = root
        self._known = {root}
        self.most = 0.0

    def watch(self, stop: threading.Event) -> None:
        while not stop.wait(0.1):
            self.look()

    def look(self) -> None:
        tree = _tree(self._root)
        if not self._known.issuperset(tree):
            time.sleep(_STARTED)
        self._known = set(tree)
        self.most = max(self.most, sum(map(_resident, tree)) / 2**20)


def _tree(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                told = Path(f"/proc/{name}/stat").read_text("ascii", "replace")
                parents[int(name)] = int(told.rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
    found, more = [root], [root]
    while more:
        more = [one for one, parent in parents.items() if parent in more]
        found += more
    return found


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
