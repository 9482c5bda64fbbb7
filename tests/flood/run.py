"""One attack against one server: what honest readers met, what it cost."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass

from tests.flood import attacks
from tests.flood.attacks import ATTACKS
from tests.flood.readers import Heard, Memory, read
from tests.web import browser

MOST_SECONDS, MOST_MEGABYTES = 2.0, 1_200.0
# The limit is for a machine that gives a page in so long when nobody floods; one that is busy with
# other work gets longer in proportion.
CALM_SECONDS = 0.05
READERS = 4


@dataclass(frozen=True)
class Outcome:
    """``calm``  seconds that a page took before the first flood of all"""

    attack: str
    heard: Heard
    calm: float
    megabytes: float
    told: Counter[str]

    def __str__(self) -> str:
        return (
            f"{self.attack}: {len(self.heard.seconds)} pages, p95 {self.heard.p95():.2f} s "
            f"(limit {MOST_SECONDS:.2f} s, on this machine {self.most_seconds():.2f} s), "
            f"worst {max(self.heard.seconds, default=0):.2f} s, "
            f"unanswered {self.heard.unanswered}, "
            f"{self.megabytes:.0f} MB, {dict(self.told)}"
        )

    def most_seconds(self) -> float:
        return MOST_SECONDS * max(1.0, self.calm / CALM_SECONDS)

    def wrong(self) -> list[str]:
        found = []
        if self.heard.p95() > self.most_seconds():
            found.append("honest readers waited too long")
        if self.heard.unanswered > len(self.heard.seconds) // 100:
            found.append("honest readers were turned away")
        if self.megabytes > MOST_MEGABYTES:
            found.append("too much memory")
        return found


def under(
    attack: str, server: browser.Served, seconds: float, *, calm: float, port: int | None = None
) -> Outcome:
    """``port``  where everybody asks, if not at the server itself; ``calm`` as ``readers.calm``"""
    port = port or server.port
    attacks.packed()  # before anybody's time counts
    heard, told, memory = Heard(), Counter[str](), Memory(server.server.pid)
    stop_attack, stop = threading.Event(), threading.Event()
    attacker = threading.Thread(target=ATTACKS[attack], args=(port, stop_attack, told), daemon=True)
    attacker.start()
    time.sleep(0.5)
    watching = threading.Thread(target=memory.watch, args=(stop,), daemon=True)
    honest = [
        threading.Thread(target=read, args=(port, heard, stop), daemon=True) for _ in range(READERS)
    ]
    for one in (watching, *honest):
        one.start()
    time.sleep(seconds)
    stop.set()
    for one in honest:
        one.join(20)
    stop_attack.set()
    attacker.join(20)
    return Outcome(attack, heard, calm, memory.most, told)
